"""JSON Schemas for authors: our own files fit, broken ones do not."""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest
from jsonschema import Draft202012Validator

from app.models import MODELS
from app.models.reference import collection_of
from tests.data.breaking import REMOVED, put
from tests.servers import FIXTURES, SECOND, STARTER

Item = dict[str, Any]

_TYPES = {collection_of(kind): kind for kind in MODELS}


def _written(name: str) -> list[Item]:
    items: list[Item] = json.loads(
        (FIXTURES / f"{name}.json").read_text(encoding="utf-8")
    )
    return items


@pytest.fixture(scope="module")
def validators(client: httpx.Client) -> dict[str, Draft202012Validator]:
    """A validator for each schema that the server lists, by its address."""
    found = {}
    for link in client.get("/schemas").raise_for_status().json()["items"]:
        answer = client.get(link["href"]).raise_for_status()
        assert answer.headers["content-type"] == "application/schema+json"
        Draft202012Validator.check_schema(answer.json())
        found[link["href"]] = Draft202012Validator(answer.json())
    return found


@pytest.mark.parametrize(
    "folder", [FIXTURES, SECOND, STARTER], ids=lambda path: path.parent.name
)
def test_our_files_and_resources_fit(
    validators: dict[str, Draft202012Validator], folder: Path
) -> None:
    """A file fits the schema of its name, and a resource that of its type."""
    for path in folder.glob("*.json"):
        written = json.loads(path.read_bytes())
        errors = validators[f"/schemas/{path.name}"].iter_errors(written)
        assert [f"{error.json_path}: {error.message}" for error in errors] == [], (
            path.name
        )
        for item in written if path.stem != "dataset" else []:
            assert validators[f"/schemas/{_TYPES[path.stem]}.json"].is_valid(item), (
                item["id"]
            )


@pytest.mark.parametrize(
    ("pointer", "value"),
    [
        ("/name", REMOVED),
        ("/nmae", "x"),
        ("/id", "Not An Id"),
        ("/href", "/areas/x"),
        ("/name/english", "x"),
    ],
)
def test_a_broken_resource_does_not_fit(
    validators: dict[str, Draft202012Validator], pointer: str, value: object
) -> None:
    """Of any type."""
    for kind in MODELS:
        item = put(_written(collection_of(kind))[0], pointer, value)
        assert not validators[f"/schemas/{collection_of(kind)}.json"].is_valid(
            [item]
        ), kind


@pytest.mark.parametrize(
    ("name", "field", "value"),
    [
        ("areas", "agreement", {"id": "arrangement-2018"}),
        ("areas", "agreement", ["arrangement-2018"]),
        ("areas", "position", "1"),
        ("areas", "evidence", []),
        ("events", "date", "20 September 2018"),
        ("sources", "url", "www.example.org"),
        ("statements", "kind", "rumour"),
        ("corrections", "version", "1"),
    ],
)
def test_a_wrong_value_does_not_fit(
    validators: dict[str, Draft202012Validator], name: str, field: str, value: object
) -> None:
    item = _written(name)[0]
    assert validators[f"/schemas/{name}.json"].is_valid([item])
    assert not validators[f"/schemas/{name}.json"].is_valid([{**item, field: value}])
