"""Servers: `serve`, plain uvicorn and granian send the same, whatever others have asked before."""

from contextlib import ExitStack

import pytest

from tests.conftest import require
from tests.contract.exchange import exchange
from tests.servers import granian, serve, serving, uvicorn

pytestmark = pytest.mark.slow

# Who serves, when, and what only concerns the connection, is the server's to say.
_THEIRS = ("server", "date", "connection")
_REQUESTS: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("GET", "/", {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}),
    ("GET", "/areas?limit=2&offset=1", {}),
    ("GET", "/areas?limit=2", {"Accept-Encoding": "br"}),
    ("GET", "/search?q=%E5%95%86%E6%B1%A4", {"Accept-Encoding": "gzip"}),
    ("GET", "/claims.csv?rank=preferred", {}),
    ("GET", "/overview?utm_source=x", {"Accept-Encoding": "gzip, br"}),
    ("GET", "/areas?limit=0&x=1&y=%FF", {}),
    ("GET", "/areas/no%2Fthing%20%C3%A9", {}),
    ("GET", "/areas/%00%FF", {}),
    ("GET", "/nothing?a=b", {"Accept-Encoding": "br"}),
    ("HEAD", "/areas", {"Accept-Encoding": "br"}),
    ("HEAD", "/nothing", {}),
    ("GET", "/areas", {"If-None-Match": "*"}),
    ("HEAD", "/areas", {"If-None-Match": "*", "Accept-Encoding": "gzip"}),
    ("GET", "/areas", {"Range": "bytes=10-19", "Accept-Encoding": "br"}),
    ("GET", "/areas", {"Range": "bytes=999999999-"}),
    ("HEAD", "/areas", {"Range": "bytes=10-19"}),
    ("OPTIONS", "/areas", {}),
    (
        "OPTIONS",
        "/x",
        {"Origin": "https://a.example", "Access-Control-Request-Method": "GET"},
    ),
    ("OPTIONS", "/nothing", {}),
    ("POST", "/areas", {"Content-Length": "0"}),
)


def test_every_server_sends_the_same(server: str, addresses: list[str]) -> None:
    """Status, headers and bytes, whether `serve`, plain uvicorn or granian sends them."""
    require("granian", "granian (pip install -e .[test])")
    encodings = [{}, {"Accept-Encoding": "gzip"}, {"Accept-Encoding": "br"}]
    # The health check says when its process began.
    alike = [address for address in addresses if address != "/health"]
    requests = [("GET", address, given) for address in alike for given in encodings]
    with ExitStack() as stack:
        commands = (uvicorn("app.main:app"), granian("app.main:app"))
        others = [stack.enter_context(serving(command)) for command in commands]
        tag = exchange(server, "/areas?limit=2").headers["etag"]
        requests.append(("GET", "/areas?limit=2", {"If-None-Match": tag}))
        for method, address, given in (*requests, *_REQUESTS):
            ours, *theirs = (
                exchange(base, address, given, method).without(*_THEIRS)
                for base in (server, *others)
            )
            assert theirs == [ours, ours], (method, address, given)


_POISON = {
    "Host": "evil.example",
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Proto": "evil",
    "X-Forwarded-For": "6.6.6.6",
    "X-Forwarded-Prefix": "/evil",
    "X-Original-URL": "/evil",
    "X-HTTP-Method-Override": "DELETE",
    "Forwarded": "host=evil.example;proto=evil",
    "Origin": "https://evil.example",
    "Referer": "https://evil.example/",
    "Cookie": "evil=1",
    "Authorization": "Basic ZXZpbA==",
    "Accept": "application/evil",
    "Accept-Language": "evil",
    "User-Agent": "evil",
    "Range": "bytes=0-3",
    "Content-Type": "evil/evil",
    "Cache-Control": "no-cache",
}


def test_no_client_poisons_the_cache(server: str, addresses: list[str]) -> None:
    """Nothing that one client sends ends up in what another gets."""
    addresses = [address for address in addresses if address != "/health"]  # as above
    asked = [*addresses, "/nothing", "/areas?x=1", "/areas?limit=2"]
    with serving(serve()) as fresh:
        poisoned = [exchange(fresh, one, _POISON) for one in asked]
        for address in addresses:
            exchange(fresh, f"http://evil.example{address}", {"Host": "evil.example"})
            exchange(fresh, f"{address}?evil=1", {"Accept-Encoding": "gzip"})
            exchange(
                fresh, address, {"If-None-Match": "*", "Accept-Encoding": "br"}, "HEAD"
            )
        for address, answer in zip(asked, poisoned, strict=True):
            clean = exchange(server, address).without("date")
            assert exchange(fresh, address).without("date") == clean, address
            if answer.status == 206:
                assert answer.body == clean[2][:4], address
                continue
            assert answer.without("date") == clean, address
