"""Below a path prefix that a proxy strips, every address in every answer is right."""

import re
from collections.abc import Iterator

import pytest

from tests.api.reading import hrefs
from tests.cli.processes import started
from tests.http.wire import Reply, Wire

PREFIX = "/the/record"
WAYS = {
    "serve": ("app", "serve", "--port", "0", "--root-path", PREFIX),
    "uvicorn": ("uvicorn", "app.main:app", "--port", "0", "--root-path", PREFIX),
}
PLACES = (
    *("/", "/areas?limit=1", "/areas/area-talents", "/areas/area-talent", "/area", "/areas/"),
    *("/claims?limit=2", "/unknowns?limit=2", "/search?q=hong&limit=2", "/graph?type=area"),
    *("/schemas", "/.well-known/api-catalog"),
)
HTML = ("/docs", "/overview", "/problems", "/problems/not-found")


@pytest.fixture(scope="module", params=WAYS)
def proxied(request: pytest.FixtureRequest) -> Iterator[Wire]:
    with started(*WAYS[request.param]) as (url, _):
        yield Wire(re.sub(r"(http://[^/]+).*", r"\1", url))


def linked(reply: Reply) -> set[str]:
    found = re.findall("<(/[^>]*)>", reply.headers.get("link", ""))
    if reply.headers["content-type"].startswith("text/html"):
        return {*found, *re.findall(r'(?:href|src)="(/[^"]*)"', reply.decoded.decode())}
    return {*found, *(one for one in hrefs(reply.json) if one.startswith("/"))}


@pytest.mark.parametrize("path", [*PLACES, *HTML])
def test_every_address_begins_with_the_prefix_and_leads_on(proxied: Wire, path: str) -> None:
    found = linked(proxied.ask(path))
    assert found
    for address in found:
        assert address.startswith(f"{PREFIX}/")
        place = address.removeprefix(PREFIX).partition("#")[0]
        assert proxied.ask(place + "hong" * place.endswith("?q=")).status == 200, address


def test_problems_of_route_router_and_layer_name_addresses_below_it(proxied: Wire) -> None:
    asked = [("/areas?x=1", "GET"), ("/nowhere", "GET"), ("/areas?limit=1", "POST")]
    for target, method in asked:
        problem = proxied.ask(target, method).json
        assert problem["instance"] == PREFIX + target
        assert problem["type"].startswith(f"{PREFIX}/problems/")
        assert proxied.ask(problem["type"].removeprefix(PREFIX)).status == 200


def test_the_documentation_asks_below_it(proxied: Wire) -> None:
    assert proxied.ask("/openapi.json").json["servers"][0]["url"] == PREFIX
    assert f'"{PREFIX}/openapi.json"' in proxied.ask("/docs").decoded.decode()


def test_an_asterisk_is_still_the_server(proxied: Wire) -> None:
    assert proxied.ask("*", "OPTIONS").status == 204
