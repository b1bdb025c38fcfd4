"""REDbot's rules, over every kind of address, encoding and condition: nothing bad, no warning."""

import time

import pytest
from httplint import HttpRequestLinter, HttpResponseLinter, levels

from tests.http.conftest import KEPT, WRONG
from tests.http.wire import Reply, Wire

IGNORED = {
    "STATUS_BAD_REQUEST": "says what 400 means, and the test asks for one",
    "STATUS_URI_TOO_LONG": "says what 414 means, and the test asks for one",
    "URI_TOO_LONG": "is about the test's own request, which 414 refuses",
}
"""Notes that are no complaint about what we send, each with the reason."""

CROSS_ORIGIN = "Origin: https://a.example"


def complaints(request: tuple[str, str, tuple[str, ...]], reply: Reply) -> list[str]:
    """Return what the linter has against an exchange."""
    method, target, fields = request
    asked = HttpRequestLinter()
    asked.process_request_topline(method.encode(), target.encode(), b"1.1")
    lines = ("Host: 127.0.0.1", "User-Agent: test", *fields)
    asked.process_headers([_pair(line) for line in lines])
    asked.finish_content(complete=True)
    linter = HttpResponseLinter(start_time=time.time())
    linter.base_uri = f"http://127.0.0.1{target}"
    linter.request, linter.is_head_response = asked, method == "HEAD"
    version, status, phrase = reply.line.split(" ", 2)
    linter.process_response_topline(version[5:].encode(), status.encode(), phrase.encode())
    linter.process_headers(list(reply.fields))
    linter.feed_content(reply.body)
    linter.finish_content(complete=True)
    notes = [sub for one in (*asked.notes, *linter.notes) for sub in (one, *one.subnotes)]
    wrong = [one for one in notes if one.level in (levels.BAD, levels.WARN)]
    named = [(type(one).__name__, one.summary) for one in wrong]
    return [f"{name}: {summary}" for name, summary in named if name not in IGNORED]


def _pair(line: str) -> tuple[bytes, bytes]:
    name, _, value = line.partition(": ")
    return name.encode(), value.encode()


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("coding", ["identity", "gzip", "br"])
@pytest.mark.parametrize("path", [*KEPT, "/health", *WRONG])
def test_nothing_to_say_against_an_answer(wire: Wire, path: str, coding: str, method: str) -> None:
    fields = (f"Accept-Encoding: {coding}",)
    assert complaints((method, path, fields), wire.ask(path, method, *fields)) == []


@pytest.mark.parametrize("coding", ["identity", "gzip", "br"])
@pytest.mark.parametrize("path", KEPT)
def test_nothing_to_say_against_a_conditional_answer(wire: Wire, path: str, coding: str) -> None:
    encoding = f"Accept-Encoding: {coding}"
    headers = wire.ask(path, "GET", encoding).headers
    for condition, status in (
        (f"If-None-Match: {headers['etag']}", 304),
        (f"If-Modified-Since: {headers['last-modified']}", 304),
        ('If-None-Match: "other"', 200),
        (f"If-Match: {headers['etag']}", 200),
        ('If-Match: "other"', 412),
    ):
        fields = (encoding, condition)
        reply = wire.ask(path, "GET", *fields)
        assert reply.status == status
        assert complaints(("GET", path, fields), reply) == []


@pytest.mark.parametrize(
    ("method", "target", "fields"),
    [
        ("GET", "/areas", (CROSS_ORIGIN,)),
        ("GET", "/nowhere", (CROSS_ORIGIN,)),
        ("OPTIONS", "/areas", ()),
        ("OPTIONS", "*", ()),
        ("OPTIONS", "/areas", (CROSS_ORIGIN, "Access-Control-Request-Method: GET")),
        (
            "OPTIONS",
            "/nowhere",
            (
                CROSS_ORIGIN,
                "Access-Control-Request-Method: GET",
                "Access-Control-Request-Headers: if-none-match",
            ),
        ),
        ("POST", "/areas", ()),
        ("DELETE", "/nowhere", ()),
        ("GET", "/areas", ("Accept: image/png",)),
        ("GET", "/areas", ("Accept-Encoding: *;q=0",)),
        ("GET", "/areas", ("Range: bytes=0-9",)),
    ],
)
def test_nothing_to_say_against_what_else_is_answered(
    wire: Wire, method: str, target: str, fields: tuple[str, ...]
) -> None:
    assert complaints((method, target, fields), wire.ask(target, method, *fields)) == []


def test_nothing_to_say_against_refusing_what_is_no_http(server: str) -> None:
    reply = Wire(server).send("GET /search?q=\u5275 HTTP/1.1\r\nHost: a\r\n\r\n".encode())
    assert reply.status == 400
    assert complaints(("GET", "/search?q=%E5%89%B5", ()), reply) == []


@pytest.mark.parametrize(
    ("name", "value", "note"),
    [
        (b"cache-control", b"public, max-age=60", "STORE_PUBLIC_UNNECESSARY"),
        (b"content-length", b"1", "CL_INCORRECT"),
        (b"etag", b"unquoted", "BAD_SYNTAX"),
    ],
)
def test_the_linter_would_see_it(wire: Wire, name: bytes, value: bytes, note: str) -> None:
    reply = wire.ask("/areas")
    fields = tuple((one, value if one == name else kept) for one, kept in reply.fields)
    found = complaints(("GET", "/areas", ()), Reply(reply.line, fields, reply.body))
    assert any(one.startswith(note) for one in found), found
