"""Hostile bytes: the app answers or the server refuses; neither falls over, and none is traced."""

import asyncio
import gc
import random
import tracemalloc
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path

import pytest
from starlette.types import Message, Scope

from app.data.dataset import Dataset
from app.factory import create_app
from app.settings import Settings
from tests.contract.exchange import exchange, send_bytes
from tests.servers import free_port, running, serve

pytestmark = pytest.mark.slow

_MALFORMED = (
    b"",
    b"\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(100),
    b"GET\r\n\r\n",
    b"GET / HTTP/9.9\r\n\r\n",
    b"BREW / HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET areas HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET * HTTP/1.1\r\nHost: x\r\n\r\n",
    b"OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n",
    b"CONNECT evil.example:443 HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET /\x00 HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET /\xff\xfe HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: x\r\nX\x00: y\r\n\r\n",
    b"GET / HTTP/1.1\nHost: x\n\n",
    b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
    b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhell",
    b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n",
    b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\nGET /",
    b"GET / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 9\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: x\r\nUpgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\n\r\n",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: x\r\n" + b"X: y\r\n" * 5_000 + b"\r\n",
    b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"y" * 1_000_000 + b"\r\n\r\n",
    b"GET /" + b"a" * 1_000_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: x\r\n\r\n" * 200,
)

_ODD_TARGETS = (
    "/areas/%00",
    "/areas/%FF%FE",
    "/%2e%2e/%2e%2e/etc/passwd",
    "/docs/assets/..%2F..%2Fdocs.py",
    "//evil.example/%2F..",
    "/areas/" + "a" * 50_000,
    "/" + "/".join("a" * 20_000),
    "/areas?" + "&".join(f"x{number}=1" for number in range(5_000)),
    "/areas?source=" + "a" * 50_000,
    "/areas?limit=" + "9" * 5_000,
    "/areas?offset=%D9%A3",
    "/events?from=" + "9" * 5_000,
    "/events?from=0000&to=0000-00-00",
    "/agreements?in_force_on=9999-24",
    "/search?q=" + "%F0%9F%98%80" * 200,
    "/search?q=%ED%A0%80",
    "/search?q=" + "%CC%81" * 150,
    "/search?q=%EF%B7%BA",
    "/graph?" + "type=area&" * 1_000,
    "/claims.csv?subject=%0D%0AX-Evil:1",
    "/?%",
    "/areas?%ZZ=%Q",
    "/areas?%C2%8F=1&%E2%80%AE=2",
    "/areas?%C2%8F=1&%C2%8F=2",
)
_ODD_HEADERS = (
    {"If-None-Match": ",".join(f'"{number}"' for number in range(5_000))},
    {"If-None-Match": '"' + "\xff" * 10_000},
    {"Range": "bytes=" + "9" * 5_000 + "-"},
    {"Range": "bytes=-" + "9" * 5_000},
    {"Range": "bytes=" + ",".join(f"{number}-" for number in range(5_000))},
    {"Range": "bytes=0-" + "9" * 18},
    {"Accept-Encoding": "gzip," * 10_000},
    {"Accept-Encoding": "br;q=" + "0" * 10_000},
    {"Accept-Encoding": "a" * 60_000 + ";x"},
    {"Accept-Encoding": "br" + " " * 60_000 + ";x"},
    {"Accept": " " * 60_000},
    {"Accept": "text/html" * 5_000},
)


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[str]:
    """The base URL of a served record; when the test ends, nothing of it may have failed."""
    port, log = free_port(), tmp_path / "output"
    command = ["sh", "-c", 'exec "$@" >"$0" 2>&1', str(log), *serve(), str(port)]
    with running(command, port) as process:
        yield f"http://127.0.0.1:{port}"
        assert process.poll() is None
    output = log.read_text(encoding="utf-8", errors="replace")
    assert f":{port}/overview" in output
    assert "Traceback" not in output
    assert "Exception" not in output


def test_malformed_requests_change_nothing(watched: str) -> None:
    before = exchange(watched, "/areas")
    noise = random.Random(20180920)  # noqa: S311 -- the same bytes each time
    valid = b"GET /areas HTTP/1.1\r\nHost: x\r\nAccept-Encoding: br\r\n\r\n"
    broken = []
    for _ in range(200):
        changed = bytearray(valid)
        for _ in range(noise.randrange(1, 6)):
            changed[noise.randrange(len(valid))] = noise.randrange(256)
        broken.append(bytes(changed))
    for data in (*_MALFORMED, *broken, *(noise.randbytes(500) for _ in range(50))):
        answer = send_bytes(watched, data)
        assert not answer.startswith(b"HTTP/1.1 5"), data[:100]
    after = exchange(watched, "/areas")
    assert (after.status, after.body) == (200, before.body)


def test_odd_requests_are_answered(watched: str) -> None:
    """What is well-formed and means nothing gets an answer that is no failure."""
    for target in _ODD_TARGETS:
        for method in ("GET", "HEAD", "POST", "OPTIONS"):
            answer = exchange(watched, target, method=method)
            assert answer.status in {200, 204, 400, 404, 405}, (method, target[:100])
            assert "x-evil" not in answer.headers
    for headers in _ODD_HEADERS:
        for target in ("/", "/areas", "/areas?limit=1", "/nothing"):
            answer = exchange(watched, target, headers)
            assert answer.status in {200, 206, 404}, (headers.keys(), target)


def test_memory_does_not_grow(dataset: Dataset) -> None:
    """Nothing is kept of queries, of errors, or of what pages ignore."""
    app = create_app(dataset, Settings(Path()))
    base: Scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
    }
    headers = [(b"accept-encoding", b"gzip")]
    numbers = count()

    async def receive() -> Message:
        raise AssertionError

    async def send(_: Message) -> None:
        return None

    async def ask(times: int) -> None:
        for number in islice(numbers, times):
            # Letters that find nothing. Python keeps some of the characters of other scripts that
            # it meets for the first time, and some sentences that hits show, up to all there are.
            word = "".join("bcdfghjkmp"[int(digit)] for digit in str(number))
            for path, query in {
                "/areas": f"limit={number + 1}",
                "/claims": f"limit=1&subject=none-{number}",
                "/search": f"q=qx{word}",
                f"/areas/none-{number}": "",
                f"/none-{number}": "",
                "/overview": f"utm_source={number}",
            }.items():
                asked = {
                    "path": path,
                    "query_string": query.encode(),
                    "headers": headers,
                }
                await app({**base, **asked}, receive, send)
        gc.collect()  # failures leave cycles, which are nobody's memory

    async def grown() -> int:
        await ask(50)
        tracemalloc.start()
        await ask(50)
        before = tracemalloc.get_traced_memory()[0]
        await ask(60)
        return tracemalloc.get_traced_memory()[0] - before

    try:
        # No more than a pointer of each of 60 requests of one kind.
        assert asyncio.run(grown()) < 60 * 8
    finally:
        tracemalloc.stop()
