"""Schemas: for authors an editor's help, for readers what an answer is made of."""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest
from jsonschema import Draft202012Validator

from tests.api.reading import COLLECTIONS, TYPES, get
from tests.conftest import FIXTURES, OTHER_DATA

FILES = (*COLLECTIONS, "dataset")
ENTRY = {"supports": ["/name"], "source": "a-source", "locator": "page"}
AREA = {
    "id": "an-area",
    "name": {"en": "An area"},
    "agreement": "an-agreement",
    "position": 1,
    "evidence": [ENTRY],
}


def validator(client: httpx.Client, path: str) -> Draft202012Validator:
    schema = get(client, path)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def test_every_schema_is_listed_and_is_one(client: httpx.Client) -> None:
    listed = [one["href"] for one in get(client, "/schemas")["items"]]
    authored = [*COLLECTIONS, *TYPES.values(), "dataset"]
    served = [f"served/{kind}" for kind in TYPES.values()]
    assert listed == [f"/schemas/{name}.json" for name in [*authored, *served]]
    for path in listed:
        validator(client, path)
        assert get(client, path)["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        assert client.get(path).headers["content-type"] == "application/schema+json"


@pytest.mark.parametrize("folder", [FIXTURES, OTHER_DATA], ids=["2018", "2023"])
@pytest.mark.parametrize("name", FILES)
def test_fixtures_are_valid(client: httpx.Client, folder: Path, name: str) -> None:
    document = json.loads((folder / f"{name}.json").read_text("utf-8"))
    validator(client, f"/schemas/{name}.json").validate(document)
    for item in document if isinstance(document, list) else ():
        validator(client, f"/schemas/{TYPES[name]}.json").validate(item)


def test_an_area_as_it_is_written_is_valid(client: httpx.Client) -> None:
    validator(client, "/schemas/areas.json").validate([AREA])
    validator(client, "/schemas/area.json").validate(AREA)


@pytest.mark.parametrize(
    "change",
    [
        *({"agreement": None}, {"position": "1"}, {"position": 0}, {"position": 1.5}),
        *({"id": "An area"}, {"name": "An area"}, {"name": {}}, {"name": {"fr": "x"}}),
        *({"evidence": []}, {"positon": 1}, {"type": "agreement"}, {"href": "/areas/an-area"}),
        {"agreement": {"id": "an-agreement"}},
        {"evidence": [{**ENTRY, "locator": "p. 5"}]},
        {"evidence": [{**ENTRY, "rank": "best"}]},
        {"evidence": [{**ENTRY, "supports": ["name"]}]},
        {"evidence": [{**ENTRY, "supports": []}]},
        {"evidence": [{**ENTRY, "quote": "x" * 101}]},
        {"evidence": [{**ENTRY, "link": "http://example.org"}]},
        {"unknowns": [{"question": "Why?"}]},
    ],
    ids=str,
)
def test_an_author_s_mistake_is_seen(client: httpx.Client, change: dict[str, object]) -> None:
    assert not validator(client, "/schemas/areas.json").is_valid([AREA | change])


@pytest.mark.parametrize("key", ["id", "name", "agreement", "position", "evidence"])
def test_a_key_that_is_missing_is_seen(client: httpx.Client, key: str) -> None:
    item = {one: AREA[one] for one in AREA if one != key}
    assert not validator(client, "/schemas/area.json").is_valid(item)


def test_a_single_resource_is_no_file(client: httpx.Client) -> None:
    assert not validator(client, "/schemas/areas.json").is_valid(AREA)


@pytest.mark.parametrize("name", COLLECTIONS)
def test_what_is_served_is_valid(any_client: httpx.Client, name: str) -> None:
    path = f"/schemas/served/{TYPES[name]}.json"
    served, required = validator(any_client, path), get(any_client, path)["required"]
    for item in get(any_client, f"/{name}")["items"]:
        served.validate(item)
        for key in required:
            assert not served.is_valid({one: item[one] for one in item if one != key})
        assert not served.is_valid({**item, "more": 1})


def test_every_field_of_every_schema_is_described(client: httpx.Client) -> None:
    def fields(schema: Any) -> dict[str, Any]:  # noqa: ANN401 -- any JSON
        parts = [schema, *schema.get("$defs", {}).values()]
        return {key: one for part in parts for key, one in part.get("properties", {}).items()}

    for name in (*TYPES.values(), "dataset"):
        described = fields(get(client, f"/schemas/{name}.json"))
        assert described
        assert [key for key, one in described.items() if not one.get("description")] == []
