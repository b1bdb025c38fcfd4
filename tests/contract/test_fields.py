"""Fields: answers have those that are asked for, with the evidence for them."""

from collections.abc import Iterable

import httpx
import pytest

from app.models import MODELS
from app.models.reference import ResourceType, collection_of
from tests.contract.conftest import Json

_OMISSIBLE = {"evidence", "unknowns", "referenced_by", "citation", "csl"}


def _cut(item: Json, facts: Iterable[str]) -> list[Json]:
    """Return the evidence for some facts of an item, its pointers cut to them."""
    entries = []
    for entry in item.get("evidence", ()):
        supports = [
            pointer for pointer in entry["supports"] if pointer.split("/")[1] in facts
        ]
        if supports:
            entries.append({**entry, "supports": supports})
    return entries


def _required(document: Json, type_: ResourceType) -> set[str]:
    return set(document["components"]["schemas"][MODELS[type_].__name__]["required"])


@pytest.fixture(scope="module")
def document(client: httpx.Client) -> Json:
    found: Json = client.get("/openapi.json").raise_for_status().json()
    return found


@pytest.mark.parametrize("type_", MODELS)
def test_fields_that_are_named(
    client: httpx.Client, items: dict[str, Json], document: Json, type_: ResourceType
) -> None:
    """What is required is always there, and evidence only for what is named."""
    own = [item for item in items.values() if item["type"] == type_]
    required = _required(document, type_)
    assert {"id", "type", "name", "href"} <= required
    assert required.isdisjoint(_OMISSIBLE)
    names = {name for item in own for name in item} - _OMISSIBLE
    for named in [*sorted(names), "name,referenced_by", "href,citation"]:
        shown = required | set(named.split(","))
        expected = []
        for item in own:
            part = {name: value for name, value in item.items() if name in shown}
            evidence = _cut(item, named.split(","))
            expected.append({**part, "evidence": evidence} if evidence else part)
        query = {"fields": named, "limit": "1000"}
        listed = (
            client.get(f"/{collection_of(type_)}", params=query)
            .raise_for_status()
            .json()
        )
        by_id = {item["id"]: item for item in listed["items"]}
        assert by_id == {item["id"]: item for item in expected}, named
        first = expected[0]
        alone = client.get(items[first["id"]]["href"], params={"fields": named})
        assert alone.raise_for_status().json() == first


@pytest.mark.parametrize("type_", MODELS)
def test_fields_that_are_left_out(
    client: httpx.Client, items: dict[str, Json], document: Json, type_: ResourceType
) -> None:
    """Where a fact is left out, the evidence for it is; what is required stays."""
    whole = next(item for item in items.values() if item["type"] == type_)
    required = _required(document, type_)
    for name in sorted(whole):
        answer = client.get(
            whole["href"], params={"fields": f"-{name}"}
        ).raise_for_status()
        expected = {
            key: value for key, value in whole.items() if key != name or key in required
        }
        if "evidence" in expected and name not in required:
            expected["evidence"] = _cut(whole, expected)
        assert answer.json() == expected, name
    bare = "name,-evidence" if "evidence" in whole else "name"
    answer = client.get(whole["href"], params={"fields": bare}).json()
    assert answer == {name: value for name, value in whole.items() if name in required}


def test_evidence_that_is_named_is_whole(
    client: httpx.Client, items: dict[str, Json]
) -> None:
    whole = items["sensetime"]
    for fields in ("evidence", "founded,evidence"):
        answer = client.get(whole["href"], params={"fields": fields}).json()
        assert answer["evidence"] == whole["evidence"]


def test_lists_name_what_they_leave_out(
    client: httpx.Client, items: dict[str, Json]
) -> None:
    query = {"fields": "referenced_by,citation", "limit": "1000"}
    for source in client.get("/sources", params=query).json()["items"]:
        for name in ("referenced_by", "citation"):
            assert source[name] == items[source["id"]][name]


def test_fields_go_with_filters_and_links(client: httpx.Client) -> None:
    query = {"kind": "newspaper", "fields": "published,-evidence", "limit": "2"}
    first = client.get("/sources", params=query).raise_for_status()
    for item in first.json()["items"]:
        assert {"published", "kind"} <= item.keys()
        assert item.keys().isdisjoint({"evidence", "url", "citation"})
    second = client.get(first.links["next"]["url"]).raise_for_status().json()["items"]
    assert all(
        "evidence" not in item and item["kind"] == "newspaper" for item in second
    )


def test_fields_of_claims_and_unknowns(
    client: httpx.Client, claims: list[Json]
) -> None:
    listed = client.get("/claims", params={"fields": "quote", "limit": 1000}).json()[
        "items"
    ]
    left_out = {"basis", "source", "locator", "link", "note", "value_name", "language"}
    left_out |= {"quote_language", "speaker", "dispute"}
    for part, claim in zip(listed, claims, strict=False):
        assert part == {
            name: value for name, value in claim.items() if name not in left_out
        }
    whole = client.get("/unknowns", params={"limit": 1000}).json()["items"]
    listed = client.get(
        "/unknowns", params={"fields": "question", "limit": 1000}
    ).json()["items"]
    assert listed == [{"question": item["question"]} for item in whole]


@pytest.mark.parametrize(
    "address", ["/areas", "/areas/area-talents", "/claims", "/unknowns"]
)
@pytest.mark.parametrize(
    "fields", ["nmae", "name,", "", "-", "--name", "name, id", "Name"]
)
def test_names_that_are_none(client: httpx.Client, address: str, fields: str) -> None:
    answer = client.get(address, params={"fields": fields})
    assert answer.status_code == 400
    (fault,) = answer.json()["errors"]
    assert fault["parameter"] == "fields"
    known = next(
        iter(client.get(address).json().get("items", [{"id": "", "name": ""}]))
    )
    assert set(known) <= set(fault["message"].replace(",", "").split())


def test_fields_have_a_length(client: httpx.Client) -> None:
    """At most 1,000 characters, which all names of any type are far from."""
    for last, status in (("name", 200), ("-name", 400)):
        answer = client.get("/areas", params={"fields": 332 * "id," + last})
        assert answer.status_code == status


def test_unknowns_of_a_subject(client: httpx.Client, items: dict[str, Json]) -> None:
    for slug in ("arrangement-2018", "sensetime"):
        answer = (
            client.get("/unknowns", params={"subject": slug}).raise_for_status().json()
        )
        found = [
            {name: value for name, value in item.items() if name != "subject"}
            for item in answer["items"]
        ]
        assert found == items[slug]["unknowns"]
        assert {item["subject"]["id"] for item in answer["items"]} <= {slug}
