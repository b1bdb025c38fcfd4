"""Configurations that `config` prints, as printed: for Debian's nginx, systemd and Docker."""

import json
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.conftest import invoke, require
from tests.contract.exchange import send_bytes
from tests.data.breaking import change
from tests.deploy import unit
from tests.deploy.nginx import debian, nginx
from tests.servers import STARTER, free_port, serve, serving

pytestmark = pytest.mark.slow

HOST = {"Host": "record.example.org"}


def _ports() -> dict[int, int]:
    return {port: free_port() for port in (80, 8000, 8001)}


def _client(base: str, **headers: str) -> httpx.Client:
    return httpx.Client(base_url=base, headers={**HOST, **headers}, timeout=60)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("debian")


@pytest.fixture(scope="module")
def proxied(folder: Path) -> Iterator[tuple[httpx.Client, httpx.Client]]:
    """A client of nginx, and one of an instance behind it."""
    ports = _ports()
    with ExitStack() as stack:
        for port in (ports[8000], ports[8001]):
            stack.enter_context(unit.instance(port, STARTER))
        base = stack.enter_context(
            debian(folder, invoke("config", "nginx").stdout, ports)
        )
        yield (
            stack.enter_context(_client(base)),
            stack.enter_context(_client(f"http://127.0.0.1:{ports[8000]}")),
        )


Proxied = tuple[httpx.Client, httpx.Client]


def test_debians_own_site_stays(proxied: Proxied) -> None:
    """The record has the host's name, and others get what they got before."""
    proxy, _ = proxied
    assert proxy.get("/parties").json()["total"] > 0
    other = proxy.get("/", headers={"Host": "other.example.org"})
    assert other.headers["content-type"] == "text/html"


@pytest.mark.parametrize(
    ("wanted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("br", "br"),
        ("gzip", "gzip"),
        ("gzip;q=1.0, br;q=0", "gzip"),
        ("gzip;q=0.5, br;q=0.9", "br"),
        ("identity", None),
        ("gzip;q=0", None),
        ("deflate", None),
    ],
)
def test_each_encoding_passes_through(
    proxied: Proxied, wanted: str, encoding: str | None
) -> None:
    """And is the same from the cache, with the same tag, which is answered with 304."""
    proxy, app = proxied
    headers = {"Accept-Encoding": wanted}
    direct = app.get("/agreements", headers=headers)
    for _ in range(2):
        answer = proxy.get("/agreements", headers=headers).raise_for_status()
        assert answer.headers.get("content-encoding") == encoding
        assert answer.content == direct.content
        for header in (
            "etag",
            "link",
            "vary",
            "access-control-allow-origin",
            "cache-control",
        ):
            assert answer.headers[header] == direct.headers[header]
    again = proxy.get(
        "/agreements", headers={**headers, "If-None-Match": answer.headers["etag"]}
    )
    assert (again.status_code, again.content) == (304, b"")


def test_browsers_get_the_page_at_the_index(proxied: Proxied) -> None:
    for accept, media_type in (
        ("text/html,application/xhtml+xml,*/*;q=0.8", "text/html; charset=utf-8"),
        ("*/*", "application/json"),
        ("application/json, text/html", "application/json"),
    ) * 2:
        answer = proxied[0].get("/", headers={"Accept": accept}).raise_for_status()
        assert answer.headers["content-type"] == media_type


def test_errors_pass_through(proxied: Proxied) -> None:
    """And other methods."""
    proxy, _ = proxied
    assert proxy.get("/areas/nothing").json()["status"] == 404
    assert proxy.get("/areas?lmit=1").json()["status"] == 400
    assert proxy.delete("/areas").headers["allow"] == "GET, HEAD, OPTIONS"
    head = proxy.head("/areas")
    assert (head.status_code, head.content) == (200, b"")


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        ({"headers": {"X-Large": "x" * 9_000}}, 400),
        ({"headers": {f"X-Large-{number}": "x" * 4_000 for number in range(10)}}, 400),
        ({"content": b"x" * 20_000, "method": "POST"}, 413),
    ],
    ids=["one header", "ten headers", "content"],
)
def test_oversized_requests_are_problems(
    proxied: Proxied, request_: dict[str, Any], status: int
) -> None:
    """They are refused before they reach the app, with problem details that scripts can read."""
    proxy, _ = proxied
    _assert_problem(
        proxy.request(**{"method": "GET", "url": "/areas", **request_}), status
    )
    proxy.get("/areas").raise_for_status()


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An nginx that has no other site, in front of a server that never answers."""
    folder, port = tmp_path_factory.mktemp("alone"), free_port()
    with socket.create_server(("127.0.0.1", 0)) as silent:
        text = invoke("config", "nginx").stdout.replace("listen [::]:80;", "")
        text = text.replace("listen 80;", f"listen 127.0.0.1:{port};")
        text = re.sub("127.0.0.1:800[01]", f"127.0.0.1:{silent.getsockname()[1]}", text)
        text = re.sub("/var/(lib|log)/nginx", str(folder), text)
        text = text.replace("proxy_read_timeout 30s", "proxy_read_timeout 1s")
        with nginx(folder, port, text) as base:
            yield base


def test_late_answers_are_problems(alone: str) -> None:
    with _client(alone) as client:
        _assert_problem(client.get("/areas"), 504)


@pytest.mark.parametrize(
    ("line", "status"),
    [
        (b"GET /" + 40_000 * b"x" + b" HTTP/1.1", 414),
        (b"GET areas HTTP/1.1", 400),
        (b"\x16\x03\x01", 400),
    ],
    ids=["long", "malformed", "TLS"],
)
def test_unreadable_lines_are_problems(alone: str, line: bytes, status: int) -> None:
    """Also where no address could be read."""
    answer = send_bytes(alone, line + b"\r\nHost: record.example.org\r\n\r\n")
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith(f"HTTP/1.1 {status} ".encode())
    assert b"\r\nContent-Type: application/problem+json\r\n" in head
    assert b"\r\nAccess-Control-Allow-Origin: *\r\n" in head
    assert json.loads(body)["status"] == status


def test_addresses_have_a_length(proxied: Proxied) -> None:
    """Longer ones are refused; by Debian's own site, since it is not known then which is asked."""
    proxy, _ = proxied
    assert proxy.get("/areas", params={"q": "x" * 9_000}).status_code == 414
    proxy.get("/areas").raise_for_status()


def _assert_problem(answer: httpx.Response, status: int) -> None:
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["access-control-allow-origin"] == "*"
    problem = answer.json()
    assert problem["status"] == status
    assert problem["title"] not in {"", "Error"}
    assert problem["detail"]


def test_requests_have_ids(proxied: Proxied) -> None:
    """That of another proxy, or one of its own, also where an answer is from the cache."""
    proxy, _ = proxied
    own = proxy.get("/people").headers["x-request-id"]
    assert re.fullmatch("[0-9a-f]{32}", own)
    assert proxy.get("/people").headers["x-request-id"] != own
    for sent, returned in (("another-proxy:1", "another-proxy:1"), ('x" y', None)):
        ids = proxy.get("/people", headers={"X-Request-ID": sent}).headers.get_list(
            "x-request-id"
        )
        assert len(ids) == 1
        assert (ids[0] == sent) is bool(returned)


def test_log_says_what_was_asked_not_by_whom(proxied: Proxied, folder: Path) -> None:
    proxy, _ = proxied
    log = folder / "var" / "log" / "nginx" / "record.log"
    before = len(log.read_text().splitlines())
    proxy.get(
        "/search?q=secret", headers={"User-Agent": "somebody", "X-Request-ID": "a"}
    )
    proxy.get("/search?q=secret", headers={"X-Request-ID": "b"})
    proxy.get("/health")
    lines = log.read_text().splitlines()[before:]
    time_ = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d"
    for line, cache, name in zip(lines, ("MISS", "HIT"), ("a", "b"), strict=True):
        assert re.fullmatch(
            rf"{time_} GET /search 200 \d+ bytes [0-9.]+ s {cache} {name}", line
        )


def test_a_slow_client_is_dropped(proxied: Proxied) -> None:
    """And others do not wait for it."""
    proxy, _ = proxied
    with socket.create_connection(
        (proxy.base_url.host, proxy.base_url.port or 0)
    ) as slow:
        slow.sendall(b"GET / HTTP/1.1\r\nHost: record.example.org\r\nX-Slow: ")
        proxy.get("/areas").raise_for_status()
        slow.settimeout(120)
        try:
            said = slow.recv(10_000)
        except ConnectionResetError:
            said = b""
        assert not said.startswith(b"HTTP/1.1 200")


def test_restarted_one_by_one_nothing_fails(tmp_path: Path) -> None:
    """As systemd would: an instance is stopped when the other answers. Then both are stopped."""
    ports = _ports()
    statuses: list[int | str] = []
    is_over = threading.Event()

    def ask(address: str) -> None:
        numbers = count()
        with _client(address) as client:
            while not is_over.is_set():  # none of these answers is in the cache
                try:
                    answer = client.get(f"/areas?limit=1&offset={next(numbers)}")
                    statuses.append(answer.status_code)
                except httpx.HTTPError as error:
                    statuses.append(repr(error))

    with ExitStack() as stack:
        instances = {
            port: stack.enter_context(ExitStack())
            for port in (ports[8000], ports[8001])
        }
        for port, instance in instances.items():
            instance.enter_context(unit.instance(port, STARTER))
        address = stack.enter_context(
            debian(tmp_path, invoke("config", "nginx").stdout, ports)
        )
        asking = threading.Thread(target=ask, args=(address,))
        asking.start()
        try:
            for port, instance in instances.items():
                instance.close()
                instance.enter_context(unit.instance(port, STARTER))
        finally:
            is_over.set()
            asking.join()
        assert len(statuses) > 100
        assert set(statuses) == {200}
        with _client(address) as client:
            kept = client.get("/people").raise_for_status()
            for instance in instances.values():
                instance.close()
            assert client.get("/people").content == kept.content
            _assert_problem(client.get("/people?limit=3"), 502)


def test_it_is_served_below_a_path(tmp_path: Path) -> None:
    """With the lines for that, as they are printed, in place of the location for all."""
    ports = _ports()
    configuration = invoke("config", "nginx").stdout
    configuration = configuration.replace(
        "    location / {\n        proxy_pass http://record;\n    }\n", ""
    )
    configuration = configuration.replace("# location", "location")
    with ExitStack() as stack:
        for port in (ports[8000], ports[8001]):
            stack.enter_context(
                unit.instance(port, STARTER, RECORD_ROOT_PATH="/record")
            )
        base = stack.enter_context(debian(tmp_path, configuration, ports))
        client = stack.enter_context(_client(base))
        moved = client.get("/record")
        assert (moved.status_code, moved.headers["location"][-8:]) == (308, "/record/")
        index = client.get("/record/").json()
        for collection in index["collections"]:
            assert client.get(collection["href"]).status_code == 200
        assert client.get("/areas").status_code == 404


def test_systemd_finds_nothing_wrong(tmp_path: Path) -> None:
    program = require("systemd-analyze", "systemd")
    text = unit.printed()
    for path in {
        "/opt/record/bin/python",
        *re.findall(r"^Exec\w+=(\S+)", text, re.MULTILINE),
    }:
        command = tmp_path / Path(path).name
        command.write_text("#!/bin/sh\n")
        command.chmod(0o755)
        text = text.replace(f"={path} ", f"={command} ")
    (tmp_path / "record@.service").write_text(text)
    for name in ("record@.service", "record@8000.service"):
        result = subprocess.run(
            [program, "verify", "--man=no", tmp_path / name],
            capture_output=True,
            text=True,
            check=False,
        )
        assert (result.returncode, result.stdout, result.stderr) == (0, "", "")


@pytest.mark.skipif(
    not Path("/proc").is_dir(), reason="the unit looks for workers in /proc"
)
def test_a_reload_notices_when_it_failed(small: Path) -> None:
    """It renews the workers; broken data, or a worker that does not start, is a failed reload."""
    port = free_port()
    with unit.instance(port, small) as process:
        check, hang_up, wait = unit.commands("ExecReload", port, small, process.pid)
        assert hang_up[0] == "/bin/kill"
        change(small, {"parties/0/name": {"en": "Third Town"}})
        for command in (check, ["kill", *hang_up[1:]], wait):
            assert unit.run(command) == 0
        names = httpx.get(f"http://127.0.0.1:{port}/parties").text
        assert "Third Town" in names
        change(small, {"parties/0/name": "broken"})
        assert unit.run(check) == 1
        assert unit.run(["kill", *hang_up[1:]]) == 0
        soon = [*wait[:-1], wait[-1].replace("-lt 120", "-lt 4")]
        assert soon != wait
        assert unit.run(soon) == 1
        assert httpx.get(f"http://127.0.0.1:{port}/parties").text == names


def test_the_container_is_as_healthy() -> None:
    """Its command ends with 0 where the server answers, and with something else where none does."""
    printed = invoke("config", "docker").stdout.replace("\\\n", "")
    match = re.search(r"HEALTHCHECK .*? CMD (\[.*\])", printed)
    assert match
    words = json.loads(match[1].replace("/opt/record/bin/python", sys.executable))
    with serving(serve()) as base:
        port = base.rpartition(":")[2]
        assert unit.run([word.replace("8000", port) for word in words]) == 0
    assert unit.run([word.replace("8000", port) for word in words]) != 0
