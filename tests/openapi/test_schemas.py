"""JSON Schemas for authors: our own files fit, broken ones do not."""

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from jsonschema import Draft202012Validator

from app.models import MODELS
from app.models.reference import collection_of
from tests.servers import FIXTURES

Item = dict[str, Any]


def _written(name: str) -> list[Item]:
    items: list[Item] = json.loads((FIXTURES / f"{name}.json").read_text(encoding="utf-8"))
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


def test_there_is_a_schema_of_every_file_and_ours_fit(
    validators: dict[str, Draft202012Validator],
) -> None:
    for path in FIXTURES.glob("*.json"):
        written = json.loads(path.read_text(encoding="utf-8"))
        errors = validators[f"/schemas/{path.name}"].iter_errors(written)
        assert [f"{error.json_path}: {error.message}" for error in errors] == [], path.name


def test_every_single_resource_fits_the_schema_of_its_type(
    validators: dict[str, Draft202012Validator],
) -> None:
    for kind in MODELS:
        for item in _written(collection_of(kind)):
            assert validators[f"/schemas/{kind}.json"].is_valid(item), item["id"]


def _without_name(item: Item) -> None:
    del item["name"]


def _with_an_unknown_key(item: Item) -> None:
    item["nmae"] = "x"


def _with_a_misspelt_language(item: Item) -> None:
    item["name"]["english"] = "x"


def _with_an_id_that_is_none(item: Item) -> None:
    item["id"] = "Not An Id"


def _with_what_the_server_adds(item: Item) -> None:
    item["href"] = "/areas/x"


@pytest.mark.parametrize(
    "break_it",
    [
        _without_name,
        _with_an_unknown_key,
        _with_an_id_that_is_none,
        _with_what_the_server_adds,
        _with_a_misspelt_language,
    ],
)
def test_a_broken_resource_of_any_type_does_not_fit(
    validators: dict[str, Draft202012Validator], break_it: Callable[[Item], None]
) -> None:
    for kind in MODELS:
        item = _written(collection_of(kind))[0]
        break_it(item)
        assert not validators[f"/schemas/{collection_of(kind)}.json"].is_valid([item]), kind


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
