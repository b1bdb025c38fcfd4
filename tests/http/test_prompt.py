"""Answers from memory, which the protocol writes by itself: what they say, and when."""

import asyncio
import gc
import re
from collections.abc import Iterator
from http.client import HTTPConnection

import httpx
import pytest

from app.data.dataset import Dataset
from app.factory import create_app
from app.serving.prompt import TOGETHER, Prompt
from app.settings import Settings
from app.snapshot import Answer, Snapshots
from app.snapshot.asgi import Receive, Scope, Send
from tests.conftest import FIXTURES
from tests.hostile.wire import connect, request, send
from tests.serving import serving
from tests.snapshot.toy import POLICY, Page, Toy, pages, problem, respond
from tests.workers.instances import until

ITEM = b"/organizations/sensetime"
ASKED = {
    "item": request(ITEM),
    "page": request(b"/overview"),
    "large": request(b"/dataset.json"),
    "coded": request(ITEM, b"Accept-Encoding: br"),
    "HEAD": request(ITEM, method=b"HEAD"),
    "304": request(ITEM, b"If-None-Match: *"),
    "HTTP/1.0": request(ITEM, version=b"1.0"),
}

AS_IT_IS = {"Accept-Encoding": "identity"}
ONE = b'"one"'


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The statuses of the answers that the protocol writes by itself."""
    statuses, write = [], Prompt._write  # noqa: SLF001 -- nothing outside tells who wrote it

    def count(connection: Prompt, answer: Answer) -> None:
        statuses.append(answer.status)
        write(connection, answer)

    monkeypatch.setattr(Prompt, "_write", count)
    return statuses


@pytest.mark.parametrize("asked", ASKED.values(), ids=ASKED)
def test_the_answer_from_memory_is_the_first_answer(
    dataset: Dataset, written: list[int], asked: bytes
) -> None:
    app = create_app(dataset, Settings(data=FIXTURES, access_log="off"))
    with serving(app) as url:
        first, again = (timeless(send(url, asked).data) for _ in range(2))
    assert len(written) == 1
    assert first.count(b"\r\nconnection: close\r\n") == 1
    assert again == first


def test_one_of_these_answers_is_too_large_to_be_copied(client: httpx.Client) -> None:
    sizes = [
        int(client.head(path, headers=AS_IT_IS).headers["content-length"])
        for path in ("/dataset.json", "/")
    ]
    assert sizes[0] > TOGETHER > sizes[1]


def timeless(answer: bytes) -> bytes:
    return re.sub(rb"\r\ndate: [^\r]+", b"\r\ndate: now", answer)


async def slow(_: Scope, __: Receive, send: Send) -> None:
    await asyncio.sleep(1.5)
    await respond(send, Page(b"slow", headers=(("Cache-Control", "no-store"),)))


@pytest.fixture
def toy() -> Iterator[str]:
    """A layer that answers `/slow` slowly, each time, on connections with little patience."""
    layer = Snapshots(Toy(pages(), {"/slow": slow}), policy=POLICY, problem=problem)
    with serving(layer, timeout_keep_alive=1) as url:
        yield url


KNOWN = b"GET /item HTTP/1.1\r\nHost: a\r\n\r\n"
SLOW = KNOWN.replace(b"item", b"slow")


def test_pipelined_requests_are_answered_in_their_order(toy: str, written: list[int]) -> None:
    """None overtakes (RFC 9112 §9.3.2), nor does the clock of the first run on for the second."""
    send(toy, request(b"/item"))
    written.clear()
    received = send(toy, KNOWN + SLOW + KNOWN + request(b"/item"))
    assert received.statuses == [200] * 4
    assert re.findall(rb'slow|"one"', received.data) == [ONE, b"slow", ONE, ONE]
    assert written == [200, 200], "the first, and the last, behind which nothing waits"


def test_who_takes_nothing_is_not_given_more(base_url: str, written: list[int]) -> None:
    """Beyond what the system takes off our hands, little waits in our memory."""
    ask = b"GET /dataset.json HTTP/1.1\r\nHost: a\r\n\r\n"
    send(base_url, request(b"/dataset.json"))
    written.clear()
    with connect(base_url, buffer=4096) as connection:
        connection.sendall(60 * ask)
        httpx.get(base_url)
        assert len(written) < 30


def test_a_kept_connection_ends_when_nothing_more_is_asked(toy: str) -> None:
    connection = HTTPConnection(toy.removeprefix("http://"), timeout=30)
    for _ in range(2):
        connection.request("GET", "/item")
        assert connection.getresponse().read() == b'{"id": "one"}'
    assert connection.sock.recv(1) == b""
    connection.close()


def test_nothing_is_left_of_a_connection_that_has_ended(toy: str) -> None:
    """Without the garbage collector, which would get to it only when there is much of it."""
    send(toy, request(b"/item"))
    gc.collect()
    gc.disable()
    try:
        for _ in range(5):
            send(toy, request(b"/item"))
        until(lambda: not any(isinstance(one, Prompt) for one in gc.get_objects()), "kept")
    finally:
        gc.enable()
