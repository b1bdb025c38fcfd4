"""Requests that are not as they should be, or ask for what is not to be had."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.processes import started
from tests.conftest import FIXTURES, ROOT
from tests.hostile.wire import ASKING, CLOSE, HOST, request, send

CANARY = "b7f1-not-part-of-any-dataset"
NEVER = (
    *(b"Traceback", b'.py", line', b"site-packages", str(ROOT).encode(), CANARY.encode()),
    *(b"[build-system]", b"\nimport ", b"root:x:", b"[core]"),
)
"""What no body may have in it."""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dataset, and beside it what nobody is to read."""
    folder = tmp_path_factory.mktemp("hostile")
    shutil.copytree(FIXTURES, folder / "data")
    (folder / "secret").write_text(CANARY, "utf-8")
    (folder / "secret.json").write_text(f'{{"secret": "{CANARY}"}}', "utf-8")
    return folder


@pytest.fixture(scope="module")
def server(place: Path) -> Iterator[str]:
    command = ("app", "serve", "--port", "0", "--access-log", "off", "--data", str(place / "data"))
    with started(*command, variables={"SECRET": CANARY}) as (url, _):
        yield url


BAD: dict[str, tuple[bytes, int]] = {
    "nothing but noise": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 400),
    "nulls": (b"\0" * 100, 400),
    "HTTP/2": (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400),
    "no target": (b"GET  HTTP/1.1\r\n" + HOST + b"\r\n", 400),
    "no method": (b" / HTTP/1.1\r\n" + HOST + b"\r\n", 400),
    "an unknown version": (request(b"/", version=b"9.9"), 400),
    "a version in lower case": (b"GET / http/1.1\r\n" + HOST + b"\r\n", 400),
    "a space in the target": (request(b"/a b"), 400),
    "line feeds alone": (b"GET / HTTP/1.1\nHost: a\nConnection: close\n\n", 400),
    "a target that is not ASCII": (request("/areas/創".encode()), 400),
    "a null in the target": (request(b"/areas\0"), 400),
    "a backslash": (request(b"\\areas"), 400),
    "no header name": (request(b"/", b": a"), 400),
    "a space before the colon": (request(b"/", b"X : a"), 400),
    "a folded header": (request(b"/", b"X: a", b" b"), 400),
    "a null in a header": (request(b"/", b"X: a\0b"), 400),
    "a carriage return in a header": (request(b"/", b"X: a\rb"), 400),
    "no colon": (request(b"/", b"abc"), 400),
    "no Host": (b"GET / HTTP/1.1\r\n" + CLOSE + b"\r\n", 400),
    "two Hosts": (request(b"/", b"Host: b"), 400),
    "a Host with a path": (b"GET / HTTP/1.1\r\nHost: a/b\r\n" + CLOSE + b"\r\n", 400),
    "an unknown method": (request(b"/", method=b"BREW"), 400),
    "a method in lower case": (request(b"/", method=b"get"), 400),
    "a method of another protocol": (request(b"/", method=b"PROPFIND"), 405),
    "CONNECT": (request(b"a.example:443", method=b"CONNECT"), 400),
    "TRACE": (request(b"/", method=b"TRACE"), 405),
    "GET *": (request(b"*"), 404),
    "an authority for a target": (request(b"a.example:80"), 400),
    "a long address": (request(b"/" + b"a" * 9_000), 414),
    "a longer address": (request(b"/" + b"a" * 40_000), 414),
    "an address that an integer of 16 bits does not hold": (
        request(b"/areas?limit=1&" + b"a" * (2**16 - 16)),
        414,
    ),
    "a long query": (request(b"/search?q=" + b"a" * 9_000), 414),
    "a long header": (request(b"/", b"X: " + b"a" * 40_000), 400),
    "a header of a mebibyte": (request(b"/", b"X: " + b"a" * 2**20), 400),
    "many headers": (request(b"/", *[b"X: a"] * 10_000), 400),
    "two lengths": (request(b"/", b"Content-Length: 5", b"Content-Length: 6") + b"abcdef", 400),
    "a length and chunks": (
        request(b"/", b"Content-Length: 5", b"Transfer-Encoding: chunked") + b"0\r\n\r\n",
        400,
    ),
    "chunks and a length": (
        request(b"/", b"Transfer-Encoding: chunked", b"Content-Length: 5") + b"0\r\n\r\n",
        400,
    ),
    "a chunk of no size": (request(b"/", b"Transfer-Encoding: chunked") + b"xyz\r\n", 400),
    "a chunk of a size that nothing has": (
        request(b"/", b"Transfer-Encoding: chunked") + b"f" * 17 + b"\r\n",
        400,
    ),
    "a coding that there is not": (request(b"/", b"Transfer-Encoding: magic") + b"0\r\n\r\n", 400),
    "a negative length": (request(b"/", b"Content-Length: -1"), 400),
    "a length that nothing has": (request(b"/", b"Content-Length: " + b"9" * 30), 400),
    "no number for a length": (request(b"/", b"Content-Length: 0x5") + b"abcde", 400),
}
"""Requests that are to be refused, and how."""

GOOD: dict[str, tuple[bytes, int]] = {
    "HTTP/1.0": (b"GET /areas HTTP/1.0\r\n\r\n", 200),
    "HTTP/0.9": (b"GET /areas\r\n\r\n", 200),
    "an absolute target": (request(b"http://a/areas"), 200),
    "an absolute target elsewhere": (request(b"http://b.example/areas"), 200),
    "an empty line before": (b"\r\n\r\n" + request(b"/areas"), 200),
    "content": (request(b"/areas", b"Content-Length: 5") + b"abcde", 200),
    "much content": (request(b"/areas", b"Content-Length: 500000") + b"a" * 500_000, 200),
    "content that never comes": (request(b"/areas", b"Content-Length: 5"), 200),
    "chunks": (
        request(b"/areas", b"Transfer-Encoding: chunked") + b"5\r\nabcde\r\n0\r\n\r\n",
        200,
    ),
    "a trailer that is no header": (
        request(b"/areas", b"Transfer-Encoding: chunked")
        + b"0\r\nHost: b\r\nIf-None-Match: *\r\n\r\n",
        200,
    ),
    "a header with any bytes": (request(b"/areas", b"X: \xff\xfe\x80"), 200),
    "an expectation": (request(b"/areas", b"Expect: 100-continue", b"Content-Length: 5"), 200),
    "an unknown expectation": (request(b"/areas", b"Expect: magic"), 200),
    "another protocol": (
        b"GET /areas HTTP/1.1\r\n" + HOST + b"Connection: Upgrade, close\r\nUpgrade: h2c\r\n\r\n",
        200,
    ),
    "WebSocket": (
        b"GET /areas HTTP/1.1\r\n" + HOST + b"Connection: Upgrade, close\r\nUpgrade: websocket\r\n"
        b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
        200,
    ),
    "a fragment": (request(b"/areas#a"), 200),
}
"""Requests that are strange, and to be answered."""

OUTSIDE = (
    *(b"/../secret", b"/..%2fsecret", b"/%2e%2e/secret", b"/%2e%2e%2fsecret.json", b"//secret"),
    *(b"/..%5csecret", b"/%252e%252e%252fsecret", b"/....//secret", b"/..;/secret", b"/secret%00"),
    *(b"/%c0%ae%c0%ae/secret", b"/%c0%ae%c0%ae%c0%afsecret", b"/%e0%80%ae%e0%80%ae/secret"),
    *(b"/%uff0e%uff0e/secret", b"/%ff%fe", b"/%80", b"/%", b"/%zz", b"/%00", b"/%0d%0aX:%20a"),
    *(b"/areas/../../secret", b"/areas/..%2f..%2fsecret", b"/schemas/..%2fsecret.json"),
    *(b"/schemas/served/..%2f..%2fsecret.json", b"/docs/assets/..%2f..%2f..%2fpyproject.toml"),
    *(b"/docs/assets/../../../pyproject.toml", b"/docs/assets/%2e%2e/serving.py", b"/docs/assets/"),
    *(
        b"/overview/..%2fpage.py",
        b"/problems/..%2f..%2fproblems.py",
        b"/etc/passwd",
        b"/.git/config",
    ),
    *(b"/fixtures/areas.json", b"/app/main.py", b"file:///etc/passwd", b"http://a//etc/passwd"),
)
"""Ways out of the dataset."""


def check_that_nothing_leaks(data: bytes) -> None:
    for word in NEVER:
        assert word not in data, data


@pytest.mark.parametrize("name", [*BAD, *GOOD])
def test_a_strange_request_gets_its_answer_and_the_next_one_too(server: str, name: str) -> None:
    sent, status = {**BAD, **GOOD}[name]
    received = send(server, sent)
    assert received.statuses == [status], name
    assert b"access-control-allow-origin: *" in received.data
    if status >= 400:
        assert b"\r\ncontent-type: application/problem+json\r\n" in received.data
    check_that_nothing_leaks(received.data)
    assert send(server, ASKING).statuses == [200]


@pytest.mark.parametrize("target", OUTSIDE)
def test_nothing_is_read_from_outside_the_dataset(server: str, target: bytes) -> None:
    received = send(server, request(target))
    assert received.statuses[0] in {400, 404}
    check_that_nothing_leaks(received.data)


@pytest.mark.parametrize("size", [1, 2, 7])
def test_a_request_may_come_in_pieces(server: str, size: int) -> None:
    sent = request(b"/areas?limit=2", b"Transfer-Encoding: chunked") + b"3\r\nabc\r\n0\r\n\r\n"
    pieces = [sent[at : at + size] for at in range(0, len(sent), size)]
    assert send(server, *pieces).data[-500:] == send(server, sent).data[-500:]


def test_requests_in_advance_are_answered_in_order(server: str) -> None:
    kept = request(b"/areas?limit=5&offset=3").replace(CLOSE, b"")
    missing = request(b"/areas/nobody").replace(CLOSE, b"")
    received = send(server, (kept + missing) * 40 + ASKING)
    assert received.statuses == [200, 404] * 40 + [200]


@pytest.mark.parametrize("bad", ["nulls", "two lengths", "a header of a mebibyte", "no method"])
def test_what_was_asked_before_a_bad_request_is_answered_first(server: str, bad: str) -> None:
    kept = request(b"/health").replace(CLOSE, b"")
    received = send(server, kept + kept + BAD[bad][0])
    assert received.statuses == [200, 200]
    assert b"\r\nconnection: close\r\n" in received.data


def test_what_is_in_memory_was_answered_before_a_bad_request_is_read(server: str) -> None:
    kept = request(b"/areas").replace(CLOSE, b"")
    assert send(server, request(b"/areas")).statuses == [200]
    assert send(server, kept + kept + BAD["no method"][0]).statuses == [200, 200, 400]


def test_too_many_requests_in_advance_are_not_read(server: str) -> None:
    received = send(server, b"HEAD /health HTTP/1.1\r\nHost: a\r\n\r\n" * 100_000)
    assert 100 <= received.data.count(b"HTTP/1.1 200 OK\r\n") < 300


@pytest.mark.parametrize("target", [b"/areas", b"/statements?limit=7&offset=3", b"/openapi.json"])
def test_who_says_no_more_is_answered(server: str, target: bytes) -> None:
    kept = request(target).replace(CLOSE, b"")
    assert send(server, kept, half_close=True).statuses == [200]
    assert send(server, kept + kept, half_close=True).statuses == [200, 200]
    assert send(server, b"GET /areas HTT", half_close=True).data == b""
    assert send(server, half_close=True).data == b""


def test_a_log_cannot_be_filled_with_stacks_or_addresses(place: Path) -> None:
    data = str(place / "data")
    with started("app", "serve", "--port", "0", "--data", data) as (url, process):
        for sent, _ in (*BAD.values(), *GOOD.values()):
            send(url, sent)
        process.terminate()
        log = process.stdout.read() if process.stdout else ""
    served = log.split("Application startup complete.")[1]
    assert "Traceback" not in served
    assert "127.0.0.1" not in served
    assert "WebSocket" not in served
    assert sys.executable not in served
