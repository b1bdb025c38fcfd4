"""Response cache, around toy apps: what is kept, what is not, and what a failure does."""

import asyncio
import random
from datetime import UTC, datetime

import pytest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.middleware import cache
from app.middleware.cache import CacheMiddleware

_Pair = tuple[bytes, bytes]
_Answer = tuple[int, dict[bytes, bytes], bytes]


class Toy:
    """An app that remembers what it was asked."""

    def __init__(self, body: bytes = b"body", status: int = 200, *headers: _Pair) -> None:
        self.asked: list[Scope] = []
        self.body, self.status = body, status
        length = (b"content-length", b"%d" % len(body))
        self.headers = [(b"content-type", b"text/plain"), length, *headers]

    async def __call__(self, scope: Scope, _receive: Receive, send: Send) -> None:
        self.asked.append(scope)
        await asyncio.sleep(0)
        start = {"type": "http.response.start", "status": self.status, "headers": self.headers}
        await send(start)
        await send({"type": "http.response.body", "body": self.body[:2], "more_body": True})
        await send({"type": "http.response.body", "body": self.body[2:]})


def _around(app: ASGIApp) -> CacheMiddleware:
    moment = datetime(2018, 9, 20, tzinfo=UTC)
    return CacheMiddleware(
        app, modified=moment, version="1", pages=frozenset({"/page"}), browsers={"/": "/page"}
    )


async def _asked(app: ASGIApp, target: str = "/", method: str = "GET", *headers: _Pair) -> _Answer:
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
        assert [part.get("more_body", False) for part in parts] == [True] * (len(parts) - 1) + [
            False
        ]
    return start["status"], dict(start["headers"]), b"".join(part["body"] for part in parts)


def _ask(app: ASGIApp, target: str = "/", method: str = "GET", *headers: _Pair) -> _Answer:
    return asyncio.run(_asked(app, target, method, *headers))


def test_the_app_is_asked_once_for_an_address_by_whichever_method() -> None:
    toy = Toy()
    app = _around(toy)
    head, get = _ask(app, "/", "HEAD"), _ask(app)
    assert (get[2], head) == (b"body", (200, get[1], b""))
    assert [scope["method"] for scope in toy.asked] == ["GET"]


@pytest.mark.parametrize(
    ("toy", "target"),
    [
        (Toy(), "/?q=1"),
        (Toy(b"body", 404), "/"),
        (Toy(b"body", 500), "/"),
        (Toy(b"body", 301), "/"),
        (Toy(b"body", 200, (b"cache-control", b"private, no-store")), "/"),
    ],
)
def test_what_is_no_plain_200_is_asked_for_each_time(toy: Toy, target: str) -> None:
    app = _around(toy)
    for _ in range(2):
        status, headers, body = _ask(app, target)
        assert (status, body, headers[b"content-length"]) == (toy.status, b"body", b"4")
    assert len(toy.asked) == 2
    assert _ask(app, target, "HEAD") == (status, headers, b"")


def test_no_more_answers_are_kept_than_the_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "MAX_ENTRIES", 2)
    toy = Toy()
    app = _around(toy)
    for path in ("/a", "/b", "/c") * 3:
        assert _ask(app, path)[2] == b"body"
    assert [scope["path"] for scope in toy.asked] == ["/a", "/b", "/c", "/c", "/c"]


def test_a_failure_is_passed_on_once_the_client_has_its_answer_and_is_not_kept() -> None:
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


def test_many_first_requests_at_once_get_the_same_answers() -> None:
    toy = Toy(b"many words " * 100)
    app = _around(toy)
    encodings = [(b"accept-encoding", one) for one in (b"br", b"gzip", b"identity")]

    async def at_once() -> list[_Answer]:
        return await asyncio.gather(*(_asked(app, "/", "GET", one) for one in encodings * 10))

    answers = asyncio.run(at_once())
    asked = len(toy.asked)
    assert answers == [_ask(app, "/", "GET", one) for one in encodings] * 10
    assert len({headers[b"etag"] for _, headers, _ in answers}) == 3
    assert len(toy.asked) == asked


@pytest.mark.parametrize("target", ["/", "/?q=1"])
def test_what_would_not_become_shorter_is_sent_as_it_is(target: str) -> None:
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
def test_what_is_no_http_and_what_is_no_reading_goes_to_the_app_as_it_is(scope: Scope) -> None:
    seen: list[object] = []

    async def app(*given: object) -> None:
        seen.extend(given)

    async def receive() -> Message:
        raise AssertionError

    async def send(_: Message) -> None:
        raise AssertionError

    asyncio.run(_around(app)(scope, receive, send))
    assert seen == [scope, receive, send]
