"""GET, HEAD and OPTIONS everywhere, and nothing else (RFC 9110 §9)."""

import pytest

from tests.http.conftest import KEPT, WRONG
from tests.http.wire import Wire

ALLOW = "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("coding", ["identity", "gzip", "br"])
@pytest.mark.parametrize("path", [*KEPT, "/health", *WRONG])
def test_head_has_the_headers_of_get_and_no_body(wire: Wire, path: str, coding: str) -> None:
    get, head = (wire.ask(path, one, f"Accept-Encoding: {coding}") for one in ("GET", "HEAD"))
    assert (head.line, head.kept, head.body) == (get.line, get.kept, b"")
    assert int(get.headers["content-length"]) == len(get.body) > 0


@pytest.mark.parametrize("path", [*KEPT, "/health"])
def test_options_names_the_methods(wire: Wire, path: str) -> None:
    reply = wire.ask(path, "OPTIONS")
    assert (reply.status, reply.headers["allow"], reply.body) == (204, ALLOW, b"")


@pytest.mark.parametrize("path", [*KEPT, "/health", "/areas?colour=red"])
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE"])
def test_other_methods_are_not_allowed(wire: Wire, path: str, method: str) -> None:
    reply = wire.ask(path, method, "Content-Length: 0")
    assert (reply.status, reply.headers["allow"]) == (405, ALLOW)
    assert reply.json["methods"] == ALLOW.split(", ")


@pytest.mark.parametrize("path", ["/areas", "/nowhere", "/areas?colour=red"])
def test_a_browser_may_ask_whatever_it_wants_to_ask(wire: Wire, path: str) -> None:
    asked = ("Access-Control-Request-Method: GET", "Access-Control-Request-Headers: if-none-match")
    reply = wire.ask(path, "OPTIONS", "Origin: https://a.example", *asked)
    assert (reply.status, reply.body) == (204, b"")
    assert reply.headers["access-control-allow-methods"] == ALLOW
    assert reply.headers["access-control-allow-headers"] == "*"
    assert reply.headers["access-control-max-age"] == "86400"
