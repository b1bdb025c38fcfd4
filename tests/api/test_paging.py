"""Lists: `limit` and `offset` cut them into parts, and `Link` leads from part to part."""

import httpx
import pytest

from tests.api.reading import COLLECTIONS, get

LISTS = (*(f"/{name}" for name in COLLECTIONS), "/claims", "/unknowns", "/search?q=hong")
EACH_LIST = pytest.mark.parametrize("path", LISTS)


def walk(client: httpx.Client, path: str, relation: str) -> list[list[object]]:
    """Return the parts of a list that a relation leads through."""
    parts = []
    place: str | None = path
    while place:
        response = client.get(place)
        assert response.status_code == 200
        parts.append(response.json()["items"])
        place = response.links.get(relation, {}).get("url")
    return parts


@EACH_LIST
@pytest.mark.parametrize("limit", [3, 50, 1000])
def test_parts_are_the_whole_list_in_its_order(
    any_client: httpx.Client, path: str, limit: int
) -> None:
    join = "&" if "?" in path else "?"
    whole = get(any_client, f"{path}{join}limit=1000")
    first = f"{path}{join}limit={limit}"
    parts = walk(any_client, first, "next")
    assert [item for part in parts for item in part] == whole["items"]
    assert all(len(part) == limit for part in parts[:-1])
    last = any_client.get(first).links["last"]["url"]
    backwards = walk(any_client, last, "prev")
    assert [item for part in reversed(backwards) for item in part] == whole["items"]
    assert walk(any_client, any_client.get(last).links["first"]["url"], "next") == parts


@EACH_LIST
def test_the_total_is_that_of_the_whole_list(any_client: httpx.Client, path: str) -> None:
    join = "&" if "?" in path else "?"
    whole = get(any_client, f"{path}{join}limit=1000")
    part = get(any_client, f"{path}{join}limit=1&offset=1")
    assert part["total"] == whole["total"] == len(whole["items"])
    assert part["items"] == whole["items"][1:2]


def test_a_list_is_cut_at_a_hundred_unless_told_otherwise(client: httpx.Client) -> None:
    page = get(client, "/claims")
    assert len(page["items"]) == 100 < page["total"]
    assert page == get(client, "/claims?limit=100&offset=0")


def test_links_keep_the_filters(client: httpx.Client) -> None:
    response = client.get("/events?kind=meeting&limit=1")
    assert response.links["next"]["url"] == "/events?kind=meeting&limit=1&offset=1"
    assert set(response.links) >= {"first", "last", "next"}
    assert "prev" not in response.links


def test_words_that_are_searched_for_stay_in_the_links(client: httpx.Client) -> None:
    response = client.get("/search", params={"q": "商汤 & co", "limit": 1, "offset": 5})
    assert httpx.URL(response.links["first"]["url"]).params["q"] == "商汤 & co"


def test_behind_the_end_there_is_nothing_and_a_way_back(client: httpx.Client) -> None:
    response = client.get("/areas?limit=4&offset=600")
    assert response.json() == {"items": [], "total": 6}
    assert response.links["prev"]["url"] == "/areas?limit=4&offset=4"
    assert "next" not in response.links


def test_a_list_of_nothing_is_one_empty_part(client: httpx.Client) -> None:
    response = client.get("/areas?agreement=arrangement-2023")
    assert response.json() == {"items": [], "total": 0}
    assert not {"prev", "next"} & set(response.links)
