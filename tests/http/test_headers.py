"""What every answer carries, errors included (RFC 9110, RFC 9111, Fetch standard)."""

import re

import pytest

from tests.http.conftest import KEPT, PAGES, WRONG
from tests.http.wire import Wire

ALWAYS = {
    "access-control-allow-origin": "*",
    "access-control-expose-headers": "ETag, Link, Last-Modified, Content-Location, Allow",
    "cross-origin-resource-policy": "cross-origin",
    "x-content-type-options": "nosniff",
    "referrer-policy": "strict-origin-when-cross-origin",
}


@pytest.mark.parametrize(
    ("method", "target", "fields", "status"),
    [
        *(("GET", path, (), 200) for path in (*KEPT, "/health")),
        *(("GET", path, (), status) for path, status in WRONG.items()),
        ("HEAD", "/areas", (), 200),
        ("HEAD", "/nowhere", (), 404),
        ("POST", "/areas", (), 405),
        ("POST", "/nowhere", (), 404),
        ("OPTIONS", "/areas", (), 204),
        ("OPTIONS", "*", (), 204),
        ("OPTIONS", "/nowhere", (), 404),
        ("OPTIONS", "/", ("Origin: https://a.example", "Access-Control-Request-Method: GET"), 204),
        ("GET", "/areas", ("If-None-Match: *",), 304),
        ("GET", "/areas", ('If-Match: "other"',), 412),
        ("GET", "/areas", ("Accept: image/png",), 406),
        ("GET", "/areas", ("Host: second.example",), 400),
    ],
)
def test_every_answer_is_public_and_inert(
    wire: Wire, method: str, target: str, fields: tuple[str, ...], status: int
) -> None:
    wire.ask(target, method, *fields)
    reply = wire.ask(target, method, *fields)
    assert reply.status == status
    headers = reply.headers
    assert {name: headers[name] for name in ALWAYS} == ALWAYS
    assert headers["content-security-policy"].split(";")[0] == "default-src 'none'"
    assert "unsafe" not in headers["content-security-policy"]
    assert "server" not in headers
    once = [name for name, _ in reply.fields if name != b"link"]
    assert len(once) == len(set(once))
    if status >= 400:
        assert headers["cache-control"] == "no-store"
        assert not {"etag", "last-modified"} & set(headers)


@pytest.mark.parametrize("path", KEPT)
def test_what_may_be_kept_says_for_how_long_and_how_to_ask_again(wire: Wire, path: str) -> None:
    headers = wire.ask(path, "GET", "Range: bytes=0-9").headers
    lifetime = r"max-age=[1-9]\d{3,}, stale-while-revalidate=[1-9]\d{4,}"
    assert re.fullmatch(lifetime, headers["cache-control"])
    assert re.fullmatch(r'"[\w-]+"', headers["etag"])
    assert headers["last-modified"].endswith(" 00:00:00 GMT")
    assert "accept-encoding" in headers["vary"].lower()
    assert headers["accept-ranges"] == "none"


def test_what_holds_for_the_moment_is_not_kept(wire: Wire) -> None:
    headers = wire.ask("/health").headers
    assert headers["cache-control"] == "no-store"
    assert "last-modified" not in headers


@pytest.mark.parametrize("path", PAGES)
def test_pages_may_show_themselves_and_nothing_else(wire: Wire, path: str) -> None:
    policy = wire.ask(path).headers["content-security-policy"]
    directives = dict(one.strip().split(" ", 1) for one in policy.split(";"))
    for name in ("base-uri", "form-action", "frame-ancestors"):
        assert directives[name] == "'none'"
    assert not re.search(r"https?:|\*", policy)
