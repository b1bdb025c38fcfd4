import asyncio
import gzip
import logging
import re
from typing import Any

import brotli  # type: ignore[import-untyped]
import pytest

from app.snapshot import Rendered, Snapshots
from app.snapshot.asgi import Message, Receive, Scope, Send
from tests.snapshot.toy import (
    LONG,
    MODIFIED_HTTP,
    POLICY,
    Client,
    Fields,
    Page,
    Toy,
    pages,
    problem,
    respond,
)

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
DECODE = {"br": brotli.decompress, "gzip": gzip.decompress}


def test_a_get_is_rendered_once_and_completed() -> None:
    client = Client()
    first, again = client.ask("/item"), client.ask("/item")
    assert first == again
    assert client.toy.asked == ["/item"]
    assert first.status == 200
    assert first.body == b'{"id": "one"}'
    etag = first.headers.pop("etag")
    assert re.fullmatch(r'"[\w-]{22}"', etag)
    assert first.headers == {
        "content-type": "application/json",
        "content-length": "13",
        "cache-control": "max-age=3600, stale-while-revalidate=86400",
        "last-modified": MODIFIED_HTTP,
        "accept-ranges": "none",
        "vary": "Accept-Encoding",
        "access-control-allow-origin": "*",
        "x-content-type-options": "nosniff",
    }
    assert Client().ask("/item").headers["etag"] == etag


def test_the_app_sees_nothing_of_the_client_but_the_target() -> None:
    client = Client()
    client.ask("/item?b=2&a=1", "HEAD", [("X-Forwarded-Host", "evil"), ("Range", "bytes=0-1")])
    client.ask("/item?a=1&b=2", client=("192.0.2.1", 1))
    (seen,) = client.toy.scopes
    assert (seen["method"], seen["query_string"], seen["headers"]) == ("GET", b"a=1&b=2", [])
    assert (seen["client"], seen["server"]) == (None, None)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/item?a=1&a=2", "/item?a=2&a=1"),
        ("/item", "/item?a="),
        ("/a/item", "/a%2Fitem"),
        ("/~", "/%7E"),
    ],
)
def test_urls_that_differ_never_share_an_answer(one: str, other: str) -> None:
    async def echo(scope: Scope, _: Receive, send: Send) -> None:
        await respond(send, Page(repr((scope["raw_path"], scope["query_string"])).encode()))

    client = Client(Toy(handlers=dict.fromkeys(("/item", "/a/item", "/~"), echo)))
    assert client.ask(one).body != client.ask(other).body
    assert len(client.toy.asked) == 2


def test_a_prefix_is_part_of_the_url() -> None:
    client = Client()
    plain = client.ask("/")
    prefixed = client.ask("/api/", fields=[("Accept", BROWSER)], root_path="/api")
    assert prefixed.headers["content-location"] == "/api/overview"
    assert client.ask("/") == plain
    assert client.ask("/api/item", root_path="/api").status == 200
    assert client.ask("/api/item").status == 404


def test_optional_parts_of_a_scope_may_be_missing() -> None:
    client = Client()
    scope: dict[str, Any] = {"raw_path": None, "state": {"db": 1}}
    assert client.ask("/item", **scope).status == 200
    assert client.toy.scopes[0]["raw_path"] == b"/item"
    assert client.toy.scopes[0]["state"] == {"db": 1}

    async def without() -> list[Message]:
        sent: list[Message] = []

        async def send(message: Message) -> None:
            sent.append(message)

        async def receive() -> Message:
            return {}

        bare = {"type": "http", "http_version": "1.1", "method": "GET", "path": "/item"}
        headers = [(b"host", b"a")]
        await client.layer({**bare, "query_string": b"", "headers": headers}, receive, send)
        return sent

    assert asyncio.run(without())[0]["status"] == 200


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("target", ["/item", "/list", "/", "/health", "/missing"])
def test_head_has_the_headers_of_get_and_no_body(target: str, method: str) -> None:
    client = Client()
    client.ask(target, method)
    get, head = client.ask(target), client.ask(target, "HEAD")
    assert (head.status, head.headers, head.body) == (get.status, get.headers, b"")


@pytest.mark.parametrize("coding", ["br", "gzip"])
def test_encoded_answers_differ_in_validator_and_decode_to_the_same(coding: str) -> None:
    client = Client()
    plain = client.ask("/list")
    fields = [("Accept-Encoding", coding)]
    coded, again = client.ask("/list", fields=fields), client.ask("/list", fields=fields)
    assert coded == again
    assert DECODE[coding](coded.body) == plain.body == LONG
    assert len(coded.body) < len(LONG)
    suffix = {"br": '-br"', "gzip": '-gz"'}[coding]
    assert coded.headers["etag"] == plain.headers["etag"][:-1] + suffix
    assert coded.headers["content-length"] == str(len(coded.body))
    assert coded.headers["content-encoding"] == coding
    assert coded.headers["vary"] == plain.headers["vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    ("target", "field", "coding"),
    [
        ("/item", "br, gzip", None),
        ("/item", "br;q=0.5, gzip, identity;q=0", "gzip"),
        ("/photo", "br, gzip", None),
        ("/list", "deflate", None),
        ("/list", "gzip, br", "br"),
        ("/list", "br;q=0.1, identity;q=0.2", None),
    ],
)
def test_a_coding_is_used_where_it_helps_or_must_be(
    target: str, field: str, coding: str | None
) -> None:
    reply = Client().ask(target, fields=[("Accept-Encoding", field)])
    assert reply.status == 200
    assert reply.headers.get("content-encoding") == coding


@pytest.mark.parametrize(
    ("target", "fields", "available"),
    [
        ("/item", [("Accept", "text/html")], ["application/json"]),
        ("/", [("Accept", "image/png")], ["application/json", "text/html"]),
        ("/item", [("Accept-Encoding", "identity;q=0")], ["br", "gzip", "identity"]),
        ("/photo", [("Accept-Encoding", "gzip, *;q=0")], ["identity"]),
        ("/health", [("Accept-Encoding", "gzip, *;q=0")], ["identity"]),
        ("/item", [("Accept", "text/html"), ("If-None-Match", "*")], ["application/json"]),
    ],
)
@pytest.mark.parametrize("repeated", [False, True])
def test_what_is_not_acceptable_is_named(
    target: str, fields: Fields, available: list[str], *, repeated: bool
) -> None:
    client = Client()
    if repeated:
        client.ask(target)
    reply = client.ask(target, fields=fields)
    assert (reply.status, reply.json["available"]) == (406, available)
    assert reply.headers["cache-control"] == "no-store"
    assert client.ask(target, "HEAD", fields).headers == reply.headers


def test_the_representation_follows_accept_and_says_where_it_stands() -> None:
    client = Client()
    for _ in range(2):
        html = client.ask("/", fields=[("Accept", BROWSER)])
        assert html.body == b"<h1>Overview</h1>"
        assert html.headers["content-location"] == "/overview"
        assert html.headers["vary"] == "Accept, Accept-Encoding"
        data = client.ask("/", fields=[("Accept", "*/*")])
        assert (data.body, data.headers["vary"]) == (b'{"index": true}', html.headers["vary"])
        assert "content-location" not in data.headers
    assert client.toy.asked == ["/", "/overview"]
    queried = client.ask("/?a=1", fields=[("Accept", BROWSER)])
    assert queried.headers["content-location"] == "/overview?a=1"
    direct = client.ask("/overview")
    assert direct.headers["vary"] == "Accept-Encoding"
    same = [("Accept", BROWSER), ("If-None-Match", html.headers["etag"])]
    unchanged = client.ask("/", fields=same)
    assert (unchanged.status, unchanged.headers["content-location"]) == (304, "/overview")


KEPT_IN_304 = {
    "etag",
    "cache-control",
    "last-modified",
    "vary",
    "access-control-allow-origin",
    "x-content-type-options",
}


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ([("If-None-Match", "{etag}")], 304),
        ([("If-None-Match", "W/{etag}")], 304),
        ([("If-None-Match", '"x", {etag}')], 304),
        ([("If-None-Match", '"x"'), ("If-None-Match", "{etag}")], 304),
        ([("If-None-Match", "*")], 304),
        ([("If-None-Match", '"x"')], 200),
        ([("If-None-Match", "x")], 200),
        ([("If-None-Match", "{etag}"), ("Accept-Encoding", "br")], 200),
        ([("If-Modified-Since", MODIFIED_HTTP)], 304),
        ([("If-Modified-Since", "Wednesday, 03-Jan-24 00:00:00 GMT")], 304),
        ([("If-Modified-Since", "Tue Jan  2 03:04:04 2024")], 200),
        ([("If-Modified-Since", "never")], 200),
        ([("If-Modified-Since", "x" * 100)], 200),
        ([("If-None-Match", '"x"'), ("If-Modified-Since", MODIFIED_HTTP)], 200),
        ([("If-None-Match", "{etag}"), ("If-Modified-Since", "never")], 304),
        ([("If-Match", "{etag}")], 200),
        ([("If-Match", '"x", {etag}')], 200),
        ([("If-Match", "*")], 200),
        ([("If-Match", "W/{etag}")], 412),
        ([("If-Match", '"x"')], 412),
        ([("If-Match", "{etag}"), ("Accept-Encoding", "br")], 412),
        ([("If-Match", '"x"'), ("If-None-Match", "{etag}")], 412),
        ([("If-Match", "{etag}"), ("If-None-Match", "{etag}")], 304),
        ([("If-Unmodified-Since", MODIFIED_HTTP)], 200),
        ([("If-Unmodified-Since", "Tue Jan  2 03:04:04 2024")], 412),
        ([("If-Unmodified-Since", "never")], 200),
        ([("If-Match", "*"), ("If-Unmodified-Since", "Tue Jan  2 03:04:04 2024")], 200),
        ([("If-Unmodified-Since", MODIFIED_HTTP), ("If-None-Match", "*")], 304),
    ],
)
def test_conditions_decide_on_the_status(fields: Fields, status: int, method: str) -> None:
    client = Client()
    etag = client.ask("/list").headers["etag"]
    reply = client.ask("/list", method, [(n, v.replace("{etag}", etag)) for n, v in fields])
    assert reply.status == status
    if status == 412:
        assert "etag" not in reply.headers
    if status == 304:
        assert reply.body == b""
        assert set(reply.headers) == KEPT_IN_304
        assert reply.headers["etag"] == etag


def test_a_304_carries_the_validator_of_its_coding() -> None:
    client = Client()
    fields = [("Accept-Encoding", "br")]
    etag = client.ask("/list", fields=fields).headers["etag"]
    reply = client.ask("/list", fields=[*fields, ("If-None-Match", etag)])
    assert (reply.status, reply.headers["etag"]) == (304, etag)
    assert "content-encoding" not in reply.headers


def test_options_names_the_methods_of_what_exists() -> None:
    client = Client()
    for target in ("/item", "*"):
        reply = client.ask(target, "OPTIONS")
        assert (reply.status, reply.body) == (204, b"")
        assert reply.headers["allow"] == "GET, HEAD, OPTIONS"
        assert "content-length" not in reply.headers
    assert client.ask("/missing", "OPTIONS").status == 404


@pytest.mark.parametrize("target", ["/item", "/missing"])
def test_a_preflight_is_granted_without_asking_the_app(target: str) -> None:
    client = Client()
    fields = [("Origin", "https://example.com"), ("Access-Control-Request-Method", "GET")]
    reply = client.ask(target, "OPTIONS", fields)
    assert (reply.status, client.toy.asked) == (204, [])
    assert reply.headers["access-control-allow-methods"] == "GET, HEAD, OPTIONS"
    assert reply.headers["access-control-allow-headers"] == "*"
    assert reply.headers["access-control-max-age"] == "86400"
    assert reply.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE", "BREW"])
def test_other_methods_are_not_allowed_where_there_is_something(method: str) -> None:
    client = Client()
    for target in ("/item", "/item", "/health"):
        reply = client.ask(target, method, [("If-None-Match", "*")])
        assert reply.status == 405
        assert reply.headers["allow"] == "GET, HEAD, OPTIONS"
        assert reply.json["methods"] == ["GET", "HEAD", "OPTIONS"]
        assert reply.json["instance"] == target
    assert client.ask("/missing", method).status == 404


@pytest.mark.parametrize("status", [301, 404, 503])
def test_what_is_no_200_goes_through_and_is_not_kept(status: int) -> None:
    page = Page(b"body", "text/plain", status, (("Location", "/item"),))
    client = Client(Toy({"/other": page}))
    for _ in range(2):
        reply = client.ask("/other", fields=[("If-None-Match", "*"), ("Accept", "image/png")])
        assert (reply.status, reply.body) == (status, b"body")
        assert reply.headers["content-length"] == "4"
        assert reply.headers["access-control-allow-origin"] == "*"
        assert reply.headers.get("cache-control") == ("no-store" if status >= 400 else None)
        assert "etag" not in reply.headers
    assert client.toy.asked == ["/other", "/other"]


def test_uncached_paths_are_asked_for_every_time() -> None:
    client = Client()
    for _ in range(2):
        reply = client.ask("/health", fields=[("If-Modified-Since", MODIFIED_HTTP)])
        assert (reply.status, reply.headers["cache-control"]) == (200, "no-store")
        assert "last-modified" not in reply.headers
    assert client.toy.asked == ["/health", "/health"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Cache-Control", "max-age=0, no-store"),
        ("Cache-Control", "Private"),
        ("Cache-Control", "no-cache"),
        ("Set-Cookie", "a=b"),
        ("Vary", "Accept, *"),
    ],
)
def test_what_the_app_does_not_want_kept_is_not(name: str, value: str) -> None:
    client = Client(Toy({"/own": Page(headers=((name, value),))}))
    for _ in range(2):
        assert client.ask("/own").headers[name.lower()] == value
    assert client.toy.asked == ["/own", "/own"]


def test_what_the_app_says_itself_stands() -> None:
    own = (
        ("ETag", '"mine"'),
        ("Cache-Control", "max-age=5"),
        ("Vary", "Accept, accept-encoding"),
        ("Last-Modified", "Sat, 01 Jan 2000 00:00:00 GMT"),
        ("X-Content-Type-Options", "own"),
        ("Content-Length", "7"),
        ("Date", "never"),
        ("Connection", "close"),
    )
    client = Client(Toy({"/own": Page(LONG, headers=own)}))
    reply = client.ask("/own", fields=[("Accept-Encoding", "gzip")])
    assert reply.headers["etag"] == '"mine-gz"'
    assert reply.headers["cache-control"] == "max-age=5"
    assert reply.headers["vary"] == "accept-encoding, Accept"
    assert reply.headers["x-content-type-options"] == "own"
    assert not {"date", "connection"} & set(reply.headers)
    since = [("If-Modified-Since", "Sat, 01 Jan 2000 00:00:00 GMT")]
    assert client.ask("/own", fields=since).status == 304


@pytest.mark.parametrize("own", [("ETag", "mine"), ("Last-Modified", "lately")])
def test_malformed_validators_of_the_app_match_nothing(own: tuple[str, str]) -> None:
    client = Client(Toy({"/own": Page(headers=(own,))}))
    fields = [("If-Modified-Since", "Sat, 01 Jan 2000 00:00:00 GMT")]
    reply = client.ask("/own", fields=fields)
    assert reply.status == 200
    assert reply.headers["etag"].startswith('"')


def test_an_answer_that_is_encoded_already_is_left_alone() -> None:
    page = Page(gzip.compress(LONG), headers=(("Content-Encoding", "gzip"),))
    reply = Client(Toy({"/own": page})).ask("/own", fields=[("Accept-Encoding", "br")])
    assert (reply.body, reply.headers["content-encoding"]) == (page.body, "gzip")


@pytest.mark.parametrize("condition", ["If-Match", "If-Unmodified-Since", "If-Modified-Since"])
def test_conditions_on_what_is_no_200_or_has_no_date_say_nothing(condition: str) -> None:
    client = Client()
    fields = [(condition, MODIFIED_HTTP)]
    assert client.ask("/missing", fields=fields).status == 404
    assert client.ask("/health", fields=fields).status == (412 if condition == "If-Match" else 200)


def test_an_answer_larger_than_the_bound_is_sent_and_not_kept() -> None:
    client = Client(max_bytes=20_000)
    assert client.ask("/list").body == client.ask("/list").body == LONG
    assert client.toy.asked == ["/list", "/list"]


@pytest.mark.parametrize(
    "more",
    [
        {"host": None},
        {"host": ""},
        {"host": "a b"},
        {"host": "a", "fields": [("Host", "a")]},
        {"host": "a", "fields": [("Host", "")]},
        {"host": "a/b", "http_version": "1.0"},
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "OPTIONS"])
def test_a_bad_host_is_refused_whatever_is_asked(more: dict[str, Any], method: str) -> None:
    client = Client()
    client.ask("/item")
    assert client.ask("/item", method, **more).status == 400


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "OPTIONS"])
def test_an_address_too_long_is_refused_without_asking_the_app(method: str) -> None:
    client = Client()
    reply = client.ask("/item?" + "<" * 8000, method)
    assert (reply.status, client.toy.asked) == (414, [])
    assert client.ask("/item?" + "x" * 7990).status == 200


def test_http_1_0_needs_no_host() -> None:
    client = Client()
    for _ in range(2):
        assert client.ask("/item", host=None, http_version="1.0").status == 200


async def _raises(_: Scope, __: Receive, send: Send) -> None:
    await respond(send, Page(b"half", "text/plain", 500))
    message = "a secret"
    raise RuntimeError(message)


async def _cancels(_: Scope, __: Receive, ___: Send) -> None:
    raise asyncio.CancelledError


async def _says_nothing(_: Scope, __: Receive, ___: Send) -> None:
    return


async def _stops_half_way(_: Scope, __: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200})
    await send({"type": "http.response.body", "body": b"half", "more_body": True})


async def _adds_a_line(_: Scope, __: Receive, send: Send) -> None:
    await respond(send, Page(headers=(("X-Note", "a secret\r\nSet-Cookie: a=b"),)))


@pytest.mark.parametrize(
    "handler", [_raises, _cancels, _says_nothing, _stops_half_way, _adds_a_line]
)
def test_a_failure_shows_a_number_that_is_in_the_log(
    handler: object, caplog: pytest.LogCaptureFixture
) -> None:
    client = Client(Toy(handlers={"/bad": handler}))  # type: ignore[dict-item]
    with caplog.at_level(logging.ERROR, "app.snapshot"):
        reply = client.ask("/bad")
    assert reply.status == 500
    assert set(reply.json) == {"status", "detail", "instance", "id"}
    assert b"secret" not in reply.body
    (record,) = caplog.records
    assert record.name == "app.snapshot"
    assert reply.json["id"] in record.getMessage()
    assert record.exc_info is not None
    assert client.ask("/bad", "HEAD").body == b""


def test_streams_are_read_to_their_end_and_what_follows_is_ignored() -> None:
    async def stream(_: Scope, receive: Receive, send: Send) -> None:
        assert await receive() == {"type": "http.request", "body": b"", "more_body": False}
        disconnected = asyncio.ensure_future(receive())
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for part in (b"a", b"b"):
            await send({"type": "http.response.body", "body": part, "more_body": True})
            await asyncio.sleep(0)
        await send({"type": "http.response.body"})
        await send({"type": "http.response.body", "body": b"late"})
        await send({"type": "http.response.debug"})
        assert not disconnected.done()
        disconnected.cancel()

    reply = Client(Toy(handlers={"/stream": stream})).ask("/stream")
    assert (reply.status, reply.body) == (200, b"ab")
    assert "content-type" not in reply.headers


def test_other_scopes_go_through_untouched() -> None:
    toy = Toy()
    scope = {"type": "lifespan", "state": {}}

    async def run() -> None:
        async def receive() -> Message:
            return {}

        async def send(message: Message) -> None:
            del message

        await Snapshots(toy, policy=POLICY, problem=problem)(scope, receive, send)

    asyncio.run(run())
    assert toy.scopes[0] is scope


def test_answers_can_be_had_without_a_socket_and_are_the_same() -> None:
    client = Client(Toy(pages()))

    async def run() -> tuple[tuple[str, ...], Rendered, bytes, bytes]:
        failing = await client.layer.warm(["/item", "/list", "/missing"])
        rendered = await client.layer.get("/list")
        return failing, rendered, await rendered.encoded("identity"), await rendered.encoded("br")

    failing, rendered, identity, encoded = asyncio.run(run())
    assert failing == ("/missing",)
    assert client.toy.asked == ["/item", "/list", "/missing"]
    reply = client.ask("/list")
    assert {n.decode(): v.decode() for n, v in rendered.headers} == reply.headers
    assert rendered.body == identity == reply.body
    assert encoded == client.ask("/list", fields=[("Accept-Encoding", "br")]).body
    assert client.toy.asked == ["/item", "/list", "/missing"]


@pytest.mark.parametrize("name", ["Accept", "Accept-Encoding", "If-None-Match"])
def test_lines_of_one_field_are_one_list(name: str) -> None:
    client = Client()
    etag = client.ask("/list").headers["etag"]
    values = {"Accept": "application/json", "Accept-Encoding": "br", "If-None-Match": etag}
    split = [(name, "x/y" if name == "Accept" else '"x"'), (name, values[name])]
    for _ in range(3):
        reply = client.ask("/list", fields=split)
        assert reply.status == (304 if name == "If-None-Match" else 200)
        assert ("content-encoding" in reply.headers) == (name == "Accept-Encoding")


def test_no_more_is_made_ready_than_memory_holds() -> None:
    async def check() -> None:
        toy = Toy({f"/{number}": Page(b"x" * 8000) for number in range(20)})
        client = Client(toy, max_bytes=100_000)
        assert await client.layer.warm(f"/{number}" for number in range(20)) == ()
        assert 5 < len(toy.asked) < 15
        assert (await client.layer.get("/0")).status == 200
        assert toy.asked.count("/0") == 1

    asyncio.run(check())
