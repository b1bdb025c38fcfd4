"""Response cache, around toy apps: what is kept, what is not, and what a failure does."""

import asyncio
import random
from unittest.mock import Mock

import pytest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.middleware.cache import CacheMiddleware

_Pair = tuple[bytes, bytes]
_Answer = tuple[int, dict[bytes, bytes], bytes]


class Toy:
    """An app that remembers what it was asked."""

    def __init__(
        self, body: bytes = b"body", status: int = 200, *headers: _Pair
    ) -> None:
        self.asked: list[Scope] = []
        self.body = body
        self.status = status
        length = (b"content-length", b"%d" % len(body))
        self.headers = [(b"content-type", b"text/plain"), length, *headers]

    async def __call__(self, scope: Scope, _receive: Receive, send: Send) -> None:
        self.asked.append(scope)
        await asyncio.sleep(0)
        start = {
            "type": "http.response.start",
            "status": self.status,
            "headers": self.headers,
        }
        await send(start)
        await send(
            {"type": "http.response.body", "body": self.body[:2], "more_body": True}
        )
        await send({"type": "http.response.body", "body": self.body[2:]})


def _around(app: ASGIApp) -> CacheMiddleware:
    return CacheMiddleware(app, version="1", home="/", page="/page")


async def _asked(
    app: ASGIApp, target: str = "/", method: str = "GET", *headers: _Pair
) -> _Answer:
    messages: list[Message] = []
    path, _, query = target.partition("?")
    scope: Scope = {"type": "http", "method": method, "path": path, "headers": headers}
    scope["query_string"] = query.encode()

    async def receive() -> Message:
        raise AssertionError

    async def send(message: Message) -> None:
        messages.append(message)

    try:
        await app(scope, receive, send)
    finally:  # a failure, too, must have been answered as a whole
        start, *parts = messages
        assert start["type"] == "http.response.start"
        has_more = [part.get("more_body", False) for part in parts]
        assert has_more == [True] * (len(parts) - 1) + [False]
    return (
        start["status"],
        dict(start["headers"]),
        b"".join(part["body"] for part in parts),
    )


def _ask(
    app: ASGIApp, target: str = "/", method: str = "GET", *headers: _Pair
) -> _Answer:
    return asyncio.run(_asked(app, target, method, *headers))


def test_an_address_is_asked_for_once() -> None:
    """The app answers one GET for all GETs and HEADs of an address, tracked or not."""
    toy = Toy()
    app = _around(toy)
    head = _ask(app, "/a", "HEAD")
    for target in ("/a", "/a?", "/a?utm_source=x&fbclid=y"):
        assert _ask(app, target) == head
    assert head[0] == 200
    assert [(scope["method"], scope["query_string"]) for scope in toy.asked] == [
        ("GET", b"")
    ]


def test_the_app_sees_no_tracking() -> None:
    """The rest of a query is passed on byte for byte, and no header is."""
    toy = Toy()
    query = "b=%ff&utm_medium=x&&a=1&a=utm_x&gclid&xutm_y=1"
    _ask(_around(toy), f"/a?{query}", "GET", (b"x-any", b"thing"))
    assert toy.asked[0]["extensions"] == {}  # a server's own way to send a file
    assert toy.asked[0]["query_string"] == b"b=%ff&&a=1&a=utm_x&xutm_y=1"
    assert toy.asked[0]["headers"] == []


def test_bytes_that_are_not_encoded_are() -> None:
    toy = Toy()
    query = "q=\u5546+%2B&x=a/b?c"
    _ask(_around(toy), f"/a?{query}")
    assert toy.asked[0]["query_string"] == b"q=%E5%95%86+%2B&x=a/b?c"


@pytest.mark.parametrize(
    ("toy", "target"),
    [
        (Toy(), "/?q=1"),
        (Toy(b"body", 404), "/"),
        (Toy(b"body", 500), "/"),
        (Toy(b"body", 301), "/"),
        (Toy(b"body", 200, (b"cache-control", b"private, no-store")), "/"),
        (Toy(b"body", 200, (b"cache-control", b"No-Cache")), "/"),
        (Toy(b"body", 200, (b"set-cookie", b"session=1")), "/"),
        (
            Toy(
                b"body", 200, (b"set-cookie", b"a=1"), (b"cache-control", b"max-age=9")
            ),
            "/",
        ),
    ],
)
def test_only_a_plain_200_is_kept(toy: Toy, target: str) -> None:
    """Queries, errors and what forbids to store it are asked for each time."""
    app = _around(toy)
    for _ in range(2):
        status, headers, body = _ask(app, target)
        assert (status, body, headers[b"content-length"]) == (toy.status, b"body", b"4")
        assert (b"etag" in headers) == (status == 200)
    assert len(toy.asked) == 2
    assert _ask(app, target, "HEAD")[:2] == (status, headers)


def test_a_failure_is_answered_then_raised() -> None:
    """The client has its 500 when the server gets the exception, and nothing is kept."""
    toy = Toy(b"sorry", 500)

    async def fail(scope: Scope, receive: Receive, send: Send) -> None:
        await toy(scope, receive, send)
        message = "the reason"
        raise RuntimeError(message)

    app = _around(fail)
    for _ in range(2):
        with pytest.raises(RuntimeError, match="the reason"):
            _ask(app)
    assert len(toy.asked) == 2


def test_a_tag_is_of_what_may_change() -> None:
    """Elsewhere the address stands for the answer to a query."""
    tags = set()
    for body in (b"first", b"second"):
        toy = Toy(body, 200, (b"cache-control", b"no-store"))
        tags.add(_ask(_around(toy), "/?a=1")[1][b"etag"])
    assert len(tags) == 2


@pytest.mark.parametrize(
    "header",
    [
        (b"cache-control", b"no-cache"),  # as FastAPI's events have it
        (b"set-cookie", b"session=1"),
    ],
)
def test_a_stream_of_its_own_is_passed_on(header: _Pair) -> None:
    """Part by part as it is made, since it may never end."""
    sent: list[Message] = []

    async def app(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [header]})
        for number in range(3):
            part = {"type": "http.response.body", "body": b"%d" % number}
            await send({**part, "more_body": True})
            assert sent[-1] == {**part, "more_body": True}
        await send({"type": "http.response.body"})

    async def keep(message: Message) -> None:
        sent.append(message)

    scope: Scope = {"type": "http", "method": "GET", "path": "/", "query_string": b""}
    asyncio.run(_around(app)(scope, Mock(), keep))
    assert [message["type"] for message in sent[1:]] == ["http.response.body"] * 4
    assert sent[0]["headers"] == [header]


def test_what_broke_off_is_not_kept() -> None:
    """An app that stops midway, because its client has gone, is asked again by the next one."""
    toy = Toy(b"whole")
    received = 0

    async def until_it_is_gone(scope: Scope, receive: Receive, send: Send) -> None:
        messages: list[Message] = []

        async def collect(message: Message) -> None:
            messages.append(message)

        await toy(scope, receive, collect)
        for message in messages[:received]:
            await send(message)

    app = _around(until_it_is_gone)
    for _ in range(2):
        received += 1
        with pytest.raises(ValueError, match="not enough values"):  # nothing was sent
            _ask(app)
    received += 1
    assert _ask(app)[2] == b"whole"


def test_first_requests_at_once_agree() -> None:
    """Many first requests for three encodings get what later ones get."""
    toy = Toy(b"many words " * 100)
    app = _around(toy)
    encodings = [(b"accept-encoding", value) for value in (b"br", b"gzip", b"identity")]

    async def at_once() -> list[_Answer]:
        requests = [_asked(app, "/", "GET", encoding) for encoding in encodings * 10]
        return await asyncio.gather(*requests)

    answers = asyncio.run(at_once())
    asked = len(toy.asked)
    assert answers == [_ask(app, "/", "GET", encoding) for encoding in encodings] * 10
    assert len({headers[b"etag"] for _, headers, _ in answers}) == 3
    assert len(toy.asked) == asked


@pytest.mark.parametrize("target", ["/", "/?q=1"])
def test_noise_is_not_encoded(target: str) -> None:
    """What would not become shorter is sent as it is, under its plain tag."""
    app = _around(Toy(random.Random(1).randbytes(400)))  # noqa: S311 -- the same bytes each time
    assert _ask(app, target, "GET", (b"accept-encoding", b"br")) == _ask(app, target)


@pytest.mark.parametrize(
    "scope",
    [
        {"type": "lifespan"},
        {"type": "websocket", "path": "/"},
        {"type": "http", "method": "POST", "path": "/", "headers": [(b"a", b"b")]},
    ],
)
def test_what_reads_nothing_is_passed_on(scope: Scope) -> None:
    """Other methods and protocols go to the app as they are."""
    seen: list[object] = []

    async def app(*arguments: object) -> None:
        seen.extend(arguments)

    async def receive() -> Message:
        raise AssertionError

    async def send(_: Message) -> None:
        raise AssertionError

    asyncio.run(_around(app)(scope, receive, send))
    assert seen == [scope, receive, send]
