"""What every collection and every resource promises, on each dataset."""

import httpx
import pytest

from tests.api.reading import (
    COLLECTIONS,
    TYPES,
    at,
    everything,
    get,
    hrefs,
    ids,
    leaves,
    references,
)

EACH_COLLECTION = pytest.mark.parametrize("collection", COLLECTIONS)
OTHER_PLACES = ("/", "/health", "/unknowns", "/claims?limit=1000", "/graph", "/schemas")
NEVER_CITED = {"id", "type", "href", "citation", "csl", "evidence", "unknowns", "referenced_by"}
OURS = {
    "party": {"side"},
    "organization": {"kind"},
    "event": {"kind"},
    "statement": {"name", "kind"},
    "source": {"name", "kind", "accessed", "first_words"},
}
"""What the documentation of evidence exempts: our own labels and bookkeeping."""


def test_the_index_counts_every_collection(any_client: httpx.Client) -> None:
    index = get(any_client, "/")
    counted = {one["name"]: one["total"] for one in index["collections"]}
    assert counted == {name: len(get(any_client, f"/{name}")["items"]) for name in COLLECTIONS}
    assert get(any_client, "/health")["resources"] == sum(counted.values())
    assert index["dataset"]["version"] in index["citation"]


@EACH_COLLECTION
def test_a_list_has_its_resources_whole(any_client: httpx.Client, collection: str) -> None:
    page = get(any_client, f"/{collection}")
    assert page["total"] == len(page["items"]) == len(set(ids(page["items"])))
    for item in page["items"]:
        assert item["href"] == f"/{collection}/{item['id']}"
        assert item["type"] == TYPES[collection]
        assert get(any_client, item["href"]) == item


def test_ids_are_unique_in_the_whole_dataset(any_client: httpx.Client) -> None:
    every = ids(everything(any_client))
    assert len(every) == len(set(every))


def test_every_address_in_every_answer_answers(any_client: httpx.Client) -> None:
    answers = [everything(any_client), *(get(any_client, path) for path in OTHER_PLACES)]
    places = set(hrefs(answers))
    words = {place for place in places if place.endswith("=")}
    assert words == {"/search?q="}, "the one address to which something has to be added"
    for place in sorted(places - words | {f"{place}words" for place in words}):
        assert any_client.get(place).status_code == 200, place


def test_links_name_the_resource_that_they_lead_to(any_client: httpx.Client) -> None:
    shown = {}
    for item in everything(any_client):
        name = next(
            item["name"][tag] for tag in ("en", "zh-Hant", "zh-Hans") if tag in item["name"]
        )
        shown[item["id"]] = {
            "id": item["id"],
            "type": item["type"],
            "href": item["href"],
            "name": name,
        }
    for item in everything(any_client):
        for entry in item["evidence"]:
            assert entry["source"] == shown[entry["source"]["id"]]
        for back in item["referenced_by"]:
            assert back == shown[back["id"]] | {"relation": back["relation"]}


def test_the_way_back_is_exactly_the_reverse_of_the_links(any_client: httpx.Client) -> None:
    items = everything(any_client)
    there = {
        (item["id"], relation, target) for item in items for relation, target in references(item)
    }
    back = [
        (one["id"], one["relation"], item["id"]) for item in items for one in item["referenced_by"]
    ]
    assert len(there) > 5
    assert sorted(back) == sorted(there)


def test_every_pointer_of_evidence_leads_to_a_served_field(any_client: httpx.Client) -> None:
    for item in everything(any_client):
        for entry in item["evidence"]:
            for pointer in entry["supports"]:
                assert at(item, pointer) is not None
            if "value" in entry:
                (pointer,) = entry["supports"]
                assert type(entry["value"]) is type(at(item, pointer)) or isinstance(
                    at(item, pointer), dict
                )


def test_every_fact_that_is_served_is_supported(any_client: httpx.Client) -> None:
    """Reckoned from the answers alone, apart from the checks that run before serving."""
    for item in everything(any_client):
        agreeing = [
            pointer
            for entry in item["evidence"]
            if "value" not in entry and entry["rank"] != "deprecated"
            for pointer in entry["supports"]
        ]
        exempt = NEVER_CITED | OURS.get(item["type"], set())
        for key in item.keys() - exempt:
            for leaf, _ in leaves(item[key], f"/{key}"):
                assert any(f"{leaf}/".startswith(f"{one}/") for one in agreeing), (item["id"], leaf)


def test_evidence_links_to_the_passage_at_its_source(any_client: httpx.Client) -> None:
    urls = {one["id"]: one["url"] for one in get(any_client, "/sources")["items"]}
    for item in everything(any_client):
        for entry in item["evidence"]:
            mark = "#:~:text=" if "quote" in entry else ""
            assert entry["link"].startswith(urls[entry["source"]["id"]] + mark)
            assert ("#" in entry["link"]) == ("quote" in entry)


def test_every_resource_can_be_cited(any_client: httpx.Client) -> None:
    version = get(any_client, "/")["dataset"]["version"]
    for item in everything(any_client):
        if item["type"] == "source":
            parts = [item["publisher"]["name"], f"{item['url']} (accessed {item['accessed']})"]
        else:
            agreeing = [one for one in item["evidence"] if "value" not in one]
            parts = [f"version {version}, {item['href']}"]
            parts += [one["source"]["name"] for one in agreeing if one["rank"] != "deprecated"]
        assert all(part in item["citation"] for part in parts), item["citation"]


def test_a_citation_is_ready_to_print(client: httpx.Client) -> None:
    index = get(client, "/")["dataset"]
    assert get(client, "/areas/area-talents")["citation"] == (
        f"“Nurturing talents”, {index['title']}, version {index['version']}, /areas/area-talents."
        " After China Daily (Hong Kong edition), 21 September 2018 (paragraph 5); China Momentum,"
        " 26 September 2018 (page); HK Government News, 29 October 2018 (page)."
    )
    assert get(client, "/sources/news-gov-hk-2018-10-29")["citation"] == (
        "HK Government News: “Developing I&T on multiple fronts”, 2018-10-29,"
        " http://www.news.gov.hk/eng/2018/10/20181029/20181029_152601_520.html"
        " (accessed 2026-11-22)."
    )
    undated = get(client, "/sources/opengov-asia-2018-09")["citation"]
    assert undated.startswith("OpenGov Asia, undated, https://opengovasia.com/")


def test_evidence_comes_last_as_readers_expect(client: httpx.Client) -> None:
    first = ["id", "type", "name", "agreement", "position", "evidence", "unknowns"]
    assert list(get(client, "/areas/area-talents")) == [*first, "citation", "href", "referenced_by"]


def test_events_are_in_the_order_of_time(client: httpx.Client) -> None:
    dates = [one.get("date", "9999") for one in get(client, "/events")["items"]]
    assert dates[0] == "2004"
    assert dates[-2:] == ["2023-03-15", "9999"]
    assert dates.index("2014") < dates.index("2017-22") < dates.index("2017-11-15")
    assert dates.index("2018-07-27") < dates.index("2018-09-20")


def test_absent_facts_are_left_out_and_not_null(any_client: httpx.Client) -> None:
    for item in everything(any_client):
        assert all(value is not None for _, value in leaves(item, ""))
