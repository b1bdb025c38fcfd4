"""Encodings and conditional requests on real answers (RFC 9110 §12.5.3, §13)."""

import pytest

from tests.http.conftest import KEPT
from tests.http.wire import Reply, Wire

LEFT_OUT = {
    *("content-type", "content-length", "content-encoding", "content-language"),
    *("accept-ranges", "link"),
}
"""Of the representation, which the client has; all else a 304 repeats (RFC 9110 §15.4.5)."""

EACH = pytest.mark.parametrize("path", KEPT)
LONG_AGO = "Mon, 01 Jan 2001 00:00:00 GMT"


def unchanged(reply: Reply, full: Reply) -> None:
    assert (reply.status, reply.body) == (304, b"")
    assert reply.kept == {n: v for n, v in full.kept.items() if n not in LEFT_OUT}


@EACH
def test_each_encoding_has_its_own_validator_and_the_same_content(wire: Wire, path: str) -> None:
    replies = [wire.ask(path, "GET", f"Accept-Encoding: {one}") for one in ("br", "gzip", "x")]
    br, gz, plain = replies
    assert {reply.decoded for reply in replies} == {plain.body}
    assert len(br.body) <= len(gz.body) <= len(plain.body)
    for reply, suffix in ((br, "-br"), (gz, "-gz")):
        coded = "content-encoding" in reply.headers
        etag = plain.headers["etag"]
        assert reply.headers["etag"] == (f'{etag[:-1]}{suffix}"' if coded else etag)
        assert coded == (len(reply.body) < len(plain.body))
    refused = wire.ask(path, "GET", "Accept-Encoding: identity;q=0, gzip")
    assert refused.headers["content-encoding"] == "gzip"


@EACH
@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("coding", ["identity", "gzip", "br"])
def test_what_the_client_has_is_not_sent_again(
    wire: Wire, path: str, coding: str, method: str
) -> None:
    encoding = f"Accept-Encoding: {coding}"
    full = wire.ask(path, "GET", encoding)
    etag, modified = full.headers["etag"], full.headers["last-modified"]
    for condition in (
        f"If-None-Match: {etag}",
        f'If-None-Match: "other", W/{etag}',
        "If-None-Match: *",
        f"If-Modified-Since: {modified}",
        f"If-None-Match: {etag}\r\nIf-Modified-Since: {LONG_AGO}",
        f"If-None-Match: {etag}\r\nIf-Match: {etag}",
    ):
        unchanged(wire.ask(path, method, encoding, condition), full)


@EACH
def test_what_the_client_has_not_is_sent(wire: Wire, path: str) -> None:
    full = wire.ask(path)
    modified = full.headers["last-modified"]
    for condition in (
        'If-None-Match: "other"',
        f"If-Modified-Since: {LONG_AGO}",
        f'If-None-Match: "other"\r\nIf-Modified-Since: {modified}',
        f"If-Match: {full.headers['etag']}",
        f"If-Unmodified-Since: {modified}",
        'Range: bytes=0-9\r\nIf-Range: "other"',
    ):
        again = wire.ask(path, "GET", condition)
        assert (again.status, again.body) == (200, full.body)


@EACH
def test_a_condition_that_is_false_is_told(wire: Wire, path: str) -> None:
    etag = wire.ask(path).headers["etag"]
    for condition in (
        'If-Match: "other"',
        f"If-Match: W/{etag}",
        f"If-Unmodified-Since: {LONG_AGO}",
        f'If-Match: "other"\r\nIf-None-Match: {etag}',
    ):
        reply = wire.ask(path, "GET", condition)
        assert (reply.status, reply.json["type"]) == (412, "/problems/precondition-failed")


def test_conditions_change_nothing_about_what_is_wrong(wire: Wire) -> None:
    for condition in ("If-None-Match: *", 'If-Match: "other"', f"If-Modified-Since: {LONG_AGO}"):
        assert wire.ask("/nowhere", "GET", condition).status == 404
