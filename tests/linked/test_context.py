"""The context and the header that links to it."""

import httpx
import pytest

from app.data.dataset import Dataset
from tests.linked.reading import Reader

LINK = '</context.jsonld>; rel="http://www.w3.org/ns/json-ld#context"; type="application/ld+json"'


def links(response: httpx.Response) -> list[str]:
    assert response.status_code == 200
    return response.headers.get_list("link")


def test_every_resource_links_to_the_context(
    any_client: httpx.Client, any_dataset: Dataset
) -> None:
    for resource in any_dataset.all():
        assert links(any_client.get(resource.href))[0] == LINK


def test_every_list_links_to_it_before_its_other_parts(any_client: httpx.Client) -> None:
    lists = [one["href"] for one in any_client.get("/").json()["collections"]]
    for path in [*lists, "/claims", "/unknowns"]:
        found = links(any_client.get(path))
        assert found[0] == LINK
        assert any('rel="first"' in one for one in found[1:])


def test_claims_and_the_graph_link_to_it(client: httpx.Client) -> None:
    claim = client.get("/claims?limit=1").json()["items"][0]
    for path in (claim["href"], "/graph", "/graph?type=area"):
        assert links(client.get(path))[0] == LINK


@pytest.mark.parametrize("path", ["/search?q=innovation", "/schemas", "/claims.csv", "/health"])
def test_what_is_no_data_does_not(client: httpx.Client, path: str) -> None:
    assert LINK not in links(client.get(path))


def test_head_has_the_link_too(client: httpx.Client) -> None:
    assert LINK in links(client.head("/areas"))


@pytest.mark.parametrize("path", ["/context.jsonld", "/vocabulary"])
def test_documents_of_linked_data_say_what_they_are(client: httpx.Client, path: str) -> None:
    response = client.get(path)
    assert response.headers["content-type"] == "application/ld+json"
    assert response.headers["access-control-allow-origin"] == "*"


def test_an_arrangement_is_no_legislation(client: httpx.Client) -> None:
    assert "Legislation" not in client.get("/context.jsonld").text


def test_below_a_prefix_everything_is_there(below_prefix: Reader) -> None:
    (agreement, *_) = below_prefix.json("/record/agreements")["items"]
    (expanded,) = below_prefix.expand(agreement["href"])
    assert expanded["@id"] == f"{below_prefix.base}/agreements/{agreement['id']}"
    assert expanded["@type"] == [f"{below_prefix.base}/vocabulary#Agreement"]
    assert f"{below_prefix.base}/vocabulary#parties" in expanded
