"""What only shows on the wire: where an answer ends, and what the server makes of a request."""

import asyncio

import pytest
import uvicorn

from app.snapshot import Snapshots
from tests.snapshot.toy import MODIFIED_HTTP, POLICY, Toy, pages, problem


async def _exchange(request: bytes, root_path: str) -> tuple[str, dict[str, str], bytes]:
    layer = Snapshots(Toy(pages()), policy=POLICY, problem=problem)
    config = uvicorn.Config(
        layer,
        host="127.0.0.1",
        port=0,
        http="httptools",
        loop="none",
        lifespan="off",
        log_level="critical",
        server_header=False,
        root_path=root_path,
    )
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - uvicorn has no event for it
        await asyncio.sleep(0.005)
    port = server.servers[0].sockets[0].getsockname()[1]
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    # A second request on the same connection: bytes too many would be read as its answer.
    writer.write(request + b"GET /item HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
    received = await reader.read()
    writer.close()
    await writer.wait_closed()
    server.should_exit = True
    await serving
    head, _, rest = received.partition(b"\r\n\r\n")
    status, *lines = head.decode("latin-1").split("\r\n")
    body, _, _ = rest.partition(b"HTTP/1.1 200 OK\r\n")
    return status, dict(line.split(": ", 1) for line in lines), body


def exchange(head: str, root_path: str = "") -> tuple[str, dict[str, str], bytes]:
    request = head.replace("\n", "\r\n").encode("latin-1") + b"\r\n\r\n"
    return asyncio.run(_exchange(request, root_path))


@pytest.mark.parametrize(
    ("head", "status", "length"),
    [
        ("HEAD /item HTTP/1.1\nHost: a", "200 OK", "13"),
        (
            f"GET /item HTTP/1.1\nHost: a\nIf-Modified-Since: {MODIFIED_HTTP}",
            "304 Not Modified",
            None,
        ),
        ("OPTIONS /item HTTP/1.1\nHost: a", "204 No Content", None),
        ("OPTIONS * HTTP/1.1\nHost: a", "204 No Content", None),
        ("HEAD /missing HTTP/1.1\nHost: a", "404 Not Found", "22"),
    ],
)
def test_what_has_no_body_has_no_byte_of_it(head: str, status: str, length: str | None) -> None:
    line, headers, body = exchange(head)
    assert (line, body) == (f"HTTP/1.1 {status}", b"")
    assert headers.get("content-length") == length
    assert "transfer-encoding" not in headers
    assert headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize(
    ("head", "status"),
    [
        ("GET /item HTTP/1.1", "400 Bad Request"),
        ("GET /item HTTP/1.1\nHost: a\nHost: b", "400 Bad Request"),
        ("GET /item HTTP/1.1\nHost:", "400 Bad Request"),
        ("GET /item HTTP/1.1\nHost: a b", "400 Bad Request"),
        ("GET /item HTTP/1.1\nHost:\nHost:", "400 Bad Request"),
        ("GET /item HTTP/1.1\nHost: a\nHost:", "400 Bad Request"),
        ("GET /item HTTP/1.1\nHost:  a\t", "200 OK"),
        ("GET http://b/item HTTP/1.1\nHost: b", "200 OK"),
        ("POST /item HTTP/1.1\nHost: a\nContent-Length: 0", "405 Method Not Allowed"),
        ("GET /%69tem HTTP/1.1\nHost: a", "200 OK"),
    ],
)
def test_the_wire_agrees(head: str, status: str) -> None:
    line, headers, body = exchange(head)
    assert line == f"HTTP/1.1 {status}"
    assert len(body) == int(headers["content-length"])


def test_a_prefix_given_to_the_server_is_part_of_the_path() -> None:
    line, headers, _ = exchange("GET / HTTP/1.1\nHost: a\nAccept: text/html", "/api")
    assert (line, headers["content-location"]) == ("HTTP/1.1 200 OK", "/api/overview")
