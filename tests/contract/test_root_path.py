"""Root path: the record below a path of a proxy that leaves the prefix or takes it away."""

import json
import re
from collections.abc import Iterator

import pytest

from tests.contract.exchange import exchange
from tests.servers import serving, traced, uvicorn

_OTHERS = (
    "/areas?limit=1&offset=1",
    "/areas?x=1",
    "/areas/nothing",
    "/Areas/",
    "/nothing",
)
_AS_WRITTEN = (
    "/context.jsonld",
    "/dataset.json",
    "/openapi.json",
    "/schemas/areas.json",
    "/sources.csl.json",
)
_OURS = re.compile(r'"(?:href|instance)":"(/[^"]*)"|"did_you_mean":\["(/[^"]*)"')


@pytest.fixture(scope="module")
def below() -> Iterator[str]:
    """The base URL of a record that is served below `/record`, by plain uvicorn."""
    environment = {"RECORD_ROOT_PATH": "/record/", **traced()}
    with serving(uvicorn("app.main:app"), **environment) as base:
        yield base


@pytest.mark.slow
def test_the_prefix_changes_no_answer(below: str, addresses: list[str]) -> None:
    """A request is answered alike with it and without."""
    for address in [*addresses, *_OTHERS]:
        inside, outside = (
            exchange(below, f"{prefix}{address}") for prefix in ("", "/record")
        )
        assert "location" not in inside.headers, address
        # To clients these are two addresses, so that the tags of queries may differ.
        own = ("date", "etag") if "?" in address else ("date",)
        assert inside.without(*own) == outside.without(*own), address


def test_the_prefix_alone_leads_on(below: str) -> None:
    assert exchange(below, "/record/record/areas").status == 404
    for method in ("GET", "HEAD"):
        without_slash = exchange(below, "/record", method=method)
        assert (without_slash.status, without_slash.headers["location"]) == (
            308,
            "/record/",
        )


@pytest.mark.slow
def test_addresses_begin_with_the_prefix(
    server: str, below: str, addresses: list[str]
) -> None:
    """Every address in every answer."""
    for address in [*addresses, *_OTHERS]:
        plain, prefixed = exchange(server, address), exchange(below, address)
        assert prefixed.status == plain.status
        links, expected = (
            re.findall("<(/[^>]*)>", one.headers.get("link", ""))
            for one in (prefixed, plain)
        )
        assert links == [f"/record{one}" for one in expected], address
        if "json" in plain.headers["content-type"] and address not in _AS_WRITTEN:
            named = ["".join(pair) for pair in _OURS.findall(plain.body.decode())]
            found = ["".join(pair) for pair in _OURS.findall(prefixed.body.decode())]
            assert (
                found == [f"/record{one}" for one in named] != []
                or address == "/health"
            )


def test_pages_link_below_the_prefix(below: str) -> None:
    for address in ("/overview", "/docs"):
        page = exchange(below, f"/record{address}").body.decode()
        links = re.findall(r'(?:href|src|content)="(/[^"]*)"', page)
        assert links, address
        for link in sorted({one.partition("#")[0] for one in links}):
            assert link.startswith("/record/"), link
            assert exchange(below, link).status == 200, link
    openapi = json.loads(exchange(below, "/record/openapi.json").body)
    assert openapi["servers"] == [{"url": "/record"}]
    assert "](/record/areas)" in exchange(below, "/record/llms.txt").body.decode()


def test_browsers_get_the_page_at_the_root(below: str) -> None:
    """On both sides of the proxy."""
    page = exchange(below, "/record/overview").body
    for address in (
        "/",
        "/record/",
        "/record/?utm_source=x",
        "/record/overview?utm_source=x",
    ):
        answer = exchange(below, address, {"Accept": "text/html,*/*;q=0.8"})
        assert (answer.status, answer.body) == (200, page), address


def test_a_path_that_begins_like_the_prefix(below: str) -> None:
    """It is told as it is."""
    problem = json.loads(exchange(below, "/recordings").body)
    assert "'/recordings'" in problem["detail"]
    assert problem["instance"] == "/record/recordings"
