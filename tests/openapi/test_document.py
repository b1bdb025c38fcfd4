"""What the document must have, and must not."""

import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from app.data.dataset import Dataset
from app.factory import create_app
from app.settings import Settings
from tests.conftest import FIXTURES
from tests.openapi.contract import Contract
from tests.serving import serving


def _schemas(part: object, where: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each object of a document that is no example."""
    if isinstance(part, dict):
        yield where, part
        for name, one in part.items():
            if name not in {"example", "examples"}:
                yield from _schemas(one, f"{where}/{name}")
    elif isinstance(part, list):
        for one in part:
            yield from _schemas(one, where)


def test_every_operation_is_described(contract: Contract) -> None:
    names = [operation["operationId"] for _, operation in contract.operations()]
    assert len(set(names)) == len(names)
    for path, operation in contract.operations():
        assert re.fullmatch(r"[a-z][A-Za-z]{1,24}", operation["operationId"]), path
        assert operation["summary"], path
        assert operation["description"].endswith("."), path
        assert len(operation["tags"]) == 1, path
        assert set(operation["responses"]) >= {"200", "400", "406", "500"}, path
        assert ("404" in operation["responses"]) == ("{" in path), path
        assert "422" not in operation["responses"], path


def test_tags_are_described_used_and_in_alphabetical_order(contract: Contract) -> None:
    names = [tag["name"] for tag in contract.document["tags"]]
    assert names == sorted(names)
    assert {tag for _, operation in contract.operations() for tag in operation["tags"]} == set(
        names
    )
    assert all(tag["description"].endswith(".") for tag in contract.document["tags"])


def test_every_field_and_parameter_is_described(any_contract: Contract) -> None:
    for name, schema in any_contract.document["components"]["schemas"].items():
        assert schema["description"].endswith("."), name
        for field, described in schema.get("properties", {}).items():
            assert described["description"].endswith("."), (name, field)
    for path, operation in any_contract.operations():
        for parameter in operation.get("parameters", []):
            assert parameter["description"].endswith("."), (path, parameter["name"])


def test_nothing_is_left_open(any_contract: Contract) -> None:
    schemas = any_contract.document["components"]["schemas"]
    assert all(re.fullmatch(r"[A-Z][A-Za-z]+", name) for name in schemas)
    assert not {name for name in schemas if name.endswith(("Input", "Output", "Error"))}
    for where, schema in _schemas(schemas, "#"):
        assert schema != {}, where
        assert "null" not in str(schema.get("type")), where
        assert {"type": "null"} not in schema.get("anyOf", []), where
        more = schema.get("additionalProperties", False)
        assert more is False or more["description"], where


def test_everything_has_bounds(any_contract: Contract) -> None:
    for where, schema in _schemas(any_contract.document["components"]["schemas"], "#"):
        kind = schema.get("type")
        if kind == "string":
            assert {"maxLength", "enum", "const"} & set(schema), where
        if kind == "integer":
            assert {"minimum", "maximum", "format"} <= set(schema), where
        if kind == "array":
            assert "maxItems" in schema, where


def test_links_lead_from_lists_to_items(contract: Contract, client: httpx.Client) -> None:
    for path, operation in contract.operations():
        if f"{path}/{{id}}" not in contract.document["paths"]:
            continue
        link = operation["responses"]["200"]["links"]["firstItem"]
        target = contract.document["paths"][f"{path}/{{id}}"]["get"]
        assert link["operationId"] == target["operationId"]
        first = client.get(path).json()["items"][0]["id"]
        assert client.get(f"{path}/{first}").status_code == 200


def test_the_tour_can_be_clicked(any_contract: Contract, any_client: httpx.Client) -> None:
    tour = re.findall(r"\]\((/[^)]+)\)", any_contract.document["info"]["description"])
    assert len(tour) == 3
    assert all(any_client.get(address).status_code == 200 for address in tour)


@pytest.fixture
def prefixed(dataset: Dataset) -> Iterator[httpx.Client]:
    app = create_app(dataset, Settings(data=FIXTURES, access_log="off"))
    with serving(app, root_path="/record") as url, httpx.Client(base_url=url) as client:
        yield client


def test_behind_a_prefix_every_address_begins_with_it(prefixed: httpx.Client) -> None:
    document = prefixed.get("/openapi.json").json()
    assert document["servers"][0]["url"] == "/record"
    tour = re.findall(r"\]\((/[^)]+)\)", document["info"]["description"])
    assert all(address.startswith("/record/") for address in tour)
    assert '"href": "/a' not in str(document).replace("'", '"')


def test_the_document_takes_no_query(client: httpx.Client) -> None:
    assert client.get("/openapi.json?x=1").status_code == 400
