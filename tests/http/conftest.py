"""The production app, and what to ask it for: an address of every kind."""

from collections.abc import Iterator

import pytest

from tests.cli.processes import started
from tests.http.wire import Wire

PAGES = ("/docs", "/overview", "/problems", "/problems/not-found")
"""For people."""

KEPT = (
    *("/", "/areas", "/areas/area-talents", "/areas?limit=2&offset=2", "/events?from=2018"),
    *("/claims?limit=1000", "/unknowns", "/search?q=%E5%89%B5%E6%96%B0", "/graph?type=area"),
    *("/claims.csv", "/dataset.json", "/context.jsonld", "/llms.txt", "/.well-known/api-catalog"),
    *("/schemas", "/schemas/areas.json", "/schemas/served/area-list.json", "/openapi.json"),
    *("/docs/assets/docs.css", "/docs/assets/docs.js", "/docs/assets/icon.svg"),
    *("/docs/assets/swagger-ui-bundle.js", "/docs/assets/swagger-ui.css", "/overview/style.css"),
    *PAGES,
)
"""What is answered with 200 and may be kept: an address of every kind."""

WRONG = {
    "/nowhere": 404,
    "/areas/": 404,
    "/areas/area-talent": 404,
    "/areas?colour=red": 400,
    "/events?limit=0": 400,
    "/search": 400,
    f"/search?q={'x' * 8000}": 414,
}
"""What is answered with a problem to a plain GET, and its status."""


@pytest.fixture(scope="session")
def wire(base_url: str) -> Wire:
    return Wire(base_url)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The production app as a process, started as a user starts it."""
    with started("app", "serve", "--port", "0", "--access-log", "off") as (url, _):
        yield url
