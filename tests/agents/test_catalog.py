"""`/.well-known/api-catalog`: what RFC 9727 asks for, as RFC 9264 writes it."""

from collections.abc import Iterator
from typing import Any

import httpx

from app.data.dataset import Dataset
from app.factory import create_app
from app.settings import Settings
from tests.conftest import FIXTURES
from tests.serving import serving

CATALOG = "/.well-known/api-catalog"
LINK = f'<{CATALOG}>; rel="api-catalog"'


def targets(catalog: Any) -> Iterator[dict[str, str]]:  # noqa: ANN401 -- JSON
    for context in catalog["linkset"]:
        for relation, links in context.items():
            if relation != "anchor":
                yield from links


def test_it_is_a_linkset_of_its_profile(any_client: httpx.Client) -> None:
    response = any_client.get(CATALOG)
    media_type, _, profile = response.headers["content-type"].partition("; ")
    assert media_type == "application/linkset+json"
    assert profile == 'profile="https://www.rfc-editor.org/info/rfc9727"'
    assert set(response.json()) == {"linkset"}
    for context in response.json()["linkset"]:
        assert isinstance(context.pop("anchor"), str)
        for links in context.values():
            assert isinstance(links, list)
            assert all(link["href"] for link in links)


def test_it_lists_the_api_and_all_that_is_to_know_of_it(client: httpx.Client) -> None:
    itself, api = client.get(CATALOG).json()["linkset"]
    assert itself["anchor"] == CATALOG
    assert [one["href"] for one in itself["item"]] == [api["anchor"]] == ["/"]
    assert [one["href"] for one in api["service-desc"]] == ["/openapi.json"]
    assert [one["href"] for one in api["service-doc"]] == ["/docs", "/llms.txt"]
    assert [one["href"] for one in api["status"]] == ["/health"]
    assert {"describedby", "license", "service-meta", "enclosure"} <= set(api)


def test_every_target_of_ours_is_alive_and_of_its_type(any_client: httpx.Client) -> None:
    ours = [one for one in targets(any_client.get(CATALOG).json()) if one["href"][0] == "/"]
    for one in ours:
        response = any_client.get(one["href"], headers={"Accept": one["type"]})
        assert response.status_code == 200
        assert response.headers["content-type"].startswith(one["type"])


def test_the_licence_is_that_of_the_data(any_client: httpx.Client, any_dataset: Dataset) -> None:
    api = any_client.get(CATALOG).json()["linkset"][1]
    assert [one["href"] for one in api["license"]] == [any_dataset.info.licence.url]


def test_head_and_the_index_link_to_it(client: httpx.Client) -> None:
    assert client.head(CATALOG).headers.get_list("link") == [LINK]
    assert LINK in client.head("/").headers.get_list("link")


def test_below_a_prefix_its_links_begin_with_it(dataset: Dataset) -> None:
    app = create_app(dataset, Settings(data=FIXTURES, access_log="off"))
    with serving(app, root_path="/record") as url, httpx.Client(base_url=url) as client:
        response = client.get(CATALOG)
        hrefs = [one["href"] for one in targets(response.json()) if "://" not in one["href"]]
        assert all(href.startswith("/record/") for href in hrefs)
        assert response.headers["link"] == f'</record{CATALOG}>; rel="api-catalog"'
