"""Clients that are slow, many, or never content: each is served or dropped."""

import resource
import socket
import threading
import time
from collections.abc import Iterator

import httpx
import pytest

from app.data.dataset import Dataset
from app.factory import create_app
from app.serving import bounded
from app.serving.bounded import open_many
from app.settings import Settings
from tests.cli.processes import started
from tests.conftest import FIXTURES
from tests.hostile.wire import ASKING, HOST, connect, rest
from tests.serving import serving

LARGEST = "/openapi.json"
ASK_LARGEST = f"GET {LARGEST} HTTP/1.1\r\n".encode() + HOST + b"\r\n"
SLOW = {
    "says nothing": b"",
    "stops in the first line": b"GET /areas HT",
    "stops in a header": b"GET /areas HTTP/1.1\r\nHost: a\r\nX: ",
    "stops before the end": b"GET /areas HTTP/1.1\r\nHost: a\r\n",
    "stops in the second request": b"GET /health HTTP/1.1\r\nHost: a\r\n\r\nGET /areas HT",
}


@pytest.fixture(scope="module")
def hasty(dataset: Dataset) -> Iterator[str]:
    """The production app behind the production protocol, with less patience."""
    app = create_app(dataset, Settings(data=FIXTURES, access_log="off"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bounded, "READING", 0.5)
        patch.setattr(bounded, "TAKING", 0.5)
        with serving(app, timeout_keep_alive=3) as url:
            yield url


def trickle(connection: socket.socket) -> None:
    """Go on with a header, a byte at a time, until the other side has had enough."""
    deadline = time.monotonic() + 30
    try:
        while time.monotonic() < deadline:
            connection.sendall(b"a")
            time.sleep(0.05)
    except OSError:
        return
    pytest.fail("it is still listened to")


@pytest.mark.parametrize("said", SLOW.values(), ids=SLOW)
def test_who_does_not_finish_a_request_is_dropped(hasty: str, said: bytes) -> None:
    with connect(hasty) as connection:
        connection.sendall(said)
        if said.endswith(b"X: "):
            trickle(connection)
        assert rest(connection)[:15] in {b"", b"HTTP/1.1 200 OK"}


def test_content_that_trickles_in_after_the_answer_is_not_waited_for(hasty: str) -> None:
    with connect(hasty) as connection:
        connection.sendall(b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: 100000\r\n\r\n")
        trickle(connection)
        assert rest(connection).startswith(b"HTTP/1.1 405 ")


def test_who_takes_nothing_is_dropped(hasty: str) -> None:
    with connect(hasty, buffer=4096) as connection:
        connection.sendall(ASK_LARGEST * 60)
        trickle(connection)


def test_who_is_silent_between_requests_may_ask_again(hasty: str) -> None:
    with httpx.Client(base_url=hasty) as client:
        sockets = []
        for _ in range(2):
            answer = client.get("/areas")
            sockets.append(answer.extensions["network_stream"].get_extra_info("client_addr"))
            time.sleep(1.2)
    assert sockets[0] == sockets[1]


def test_many_connections_at_once() -> None:
    """2,000, although the process is given fewer files than that by default."""
    many = 2_000
    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (256, limits[1]))
    try:
        with started("app", "serve", "--port", "0", "--access-log", "off") as (url, _):
            open_many()
            connections = [connect(url) for _ in range(many)]
            for connection in connections:
                connection.sendall(ASKING)
            answers = [rest(connection)[:15] for connection in connections]
            for connection in connections:
                connection.close()
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, limits)
    assert answers == [b"HTTP/1.1 200 OK"] * many


def test_slow_clients_do_not_stop_others() -> None:
    with started("app", "serve", "--port", "0", "--access-log", "off") as (url, _):
        slow = [connect(url, buffer=4096) for _ in range(300)]
        for number, connection in enumerate(slow):
            connection.sendall(
                b"GET /areas HTTP/1.1\r\nHost: a\r\nX: " if number % 3 else ASK_LARGEST
            )
        with httpx.Client(base_url=url) as client:
            assert {client.get("/areas").status_code for _ in range(200)} == {200}
        for connection in slow:
            connection.close()


@pytest.mark.parametrize(
    ("soft", "hard", "wanted"),
    [(256, 4096, 4096), (1024, resource.RLIM_INFINITY, 2**14), (2**20, 2**20, None)],
)
def test_as_many_files_as_the_system_gives(
    monkeypatch: pytest.MonkeyPatch, soft: int, hard: int, wanted: int | None
) -> None:
    asked: list[tuple[int, int]] = []
    monkeypatch.setattr(resource, "getrlimit", lambda _: (soft, hard))
    monkeypatch.setattr(resource, "setrlimit", lambda _, limits: asked.append(limits))
    open_many()
    assert asked == ([(wanted, hard)] if wanted else [])


def test_a_head_without_end_takes_no_memory(hasty: str) -> None:
    """What is sent ends where the server stops to read, long before all has been sent."""
    sent = threading.Event()
    with connect(hasty) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\n")
        try:
            for _ in range(2_000):
                connection.sendall(b"X: " + b"a" * 2**15)
            sent.set()
        except ConnectionError:
            pass
    assert not sent.is_set()
