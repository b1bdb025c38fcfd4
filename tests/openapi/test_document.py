"""OpenAPI document: valid, small, well named and described, and known in git."""

import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from app.data.dataset import load_dataset
from app.factory import create_app
from app.models.base import LANGUAGE_PATTERN
from app.settings import Settings
from tests.openapi.conftest import Json, address_of
from tests.openapi.golden import GOLDEN, as_text
from tests.servers import FIXTURES


def _read_files(part: object, where: str = "#") -> Iterator[tuple[str, Any]]:
    """Yield each object of a document, with its place, but for what is in examples."""
    if isinstance(part, dict):
        yield where, part
        for name, one in part.items():
            if name not in {"example", "examples"}:
                yield from _read_files(one, f"{where}/{name}")
    elif isinstance(part, list):
        for number, one in enumerate(part):
            yield from _read_files(one, f"{where}/{number}")


def test_it_is_valid_and_under_200_kilobytes(client: httpx.Client, document: Json) -> None:
    assert document["openapi"].startswith("3.1.")
    assert [error.message for error in OpenAPIV31SpecValidator(document).iter_errors()] == []
    assert len(client.get("/openapi.json", headers={"Accept-Encoding": ""}).content) < 200_000


def test_it_is_the_one_in_git(document: Json) -> None:
    message = "the API has changed: python -m tests.openapi.golden, and read the diff"
    assert as_text(document) == GOLDEN.read_text(encoding="utf-8"), message


def test_nothing_is_read_only(document: Json) -> None:
    """Generated clients leave out of what they write whatever is marked so, such as `href`."""
    assert [where for where, part in _read_files(document) if "readOnly" in part] == []


def test_operations_have_short_unique_ids_and_are_described(
    document: Json, operations: dict[str, Json]
) -> None:
    ids = [operation["operationId"] for operation in operations.values()]
    assert len(set(ids)) == len(ids)
    tags = {tag["name"]: tag["description"] for tag in document["tags"]}
    assert all(description.endswith(".") for description in tags.values())
    assert {tag for operation in operations.values() for tag in operation["tags"]} == set(tags)
    for path, operation in operations.items():
        assert re.fullmatch(r"[a-z][A-Za-z]{3,24}", operation["operationId"]), path
        assert len(operation["tags"]) == 1, path
        assert operation["summary"], path
        assert operation["description"].endswith("."), path


def test_errors_are_problem_details_by_number(document: Json, operations: dict[str, Json]) -> None:
    """Generators of clients look statuses up by number: `4XX` does not compile in three of them."""
    problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for response in document["components"]["responses"].values():
        assert response["content"] == problem
    for path, operation in operations.items():
        errors = {status for status in operation["responses"] if status != "200"}
        where_ids_are = {"404", "410"} if "{" in path else set()
        assert errors == {"400", "500"} | where_ids_are, path
        for status in errors:
            reference = f"#/components/responses/Error{status}"
            assert operation["responses"][status] == {"$ref": reference}


def test_enumerations_and_lists_have_names(document: Json, operations: dict[str, Json]) -> None:
    schemas = document["components"]["schemas"]
    assert all(re.fullmatch(r"[A-Z][A-Za-z]+", name) for name in schemas), list(schemas)
    named = {f"#/components/schemas/{name}" for name, one in schemas.items() if "enum" in one}
    assert {where for where, part in _read_files(document) if "enum" in part} == named
    for path, operation in operations.items():
        parameters = {one["name"] for one in operation.get("parameters", [])}
        if "offset" in parameters:
            schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
            assert re.fullmatch(r"#/components/schemas/[A-Z][A-Za-z]+List", schema["$ref"]), path


def test_every_field_and_parameter_is_described(
    document: Json, operations: dict[str, Json]
) -> None:
    for name, schema in document["components"]["schemas"].items():
        # An enumeration is described where it is used: its values mean what the field means.
        assert "enum" in schema or schema["description"].endswith("."), name
        for field, described in schema.get("properties", {}).items():
            assert described["description"].endswith("."), (name, field)
    for path, operation in operations.items():
        for parameter in operation.get("parameters", []):
            assert parameter["description"].endswith("."), (path, parameter["name"])


def test_language_maps_and_formats_are_what_generators_and_validators_know(document: Json) -> None:
    language_map = document["components"]["schemas"]["LanguageMap"]
    assert language_map["additionalProperties"] == {"type": "string"}
    assert language_map["propertyNames"] == {"pattern": LANGUAGE_PATTERN}
    assert "patternProperties" not in language_map
    formats = {
        part["format"] for _, part in _read_files(document) if isinstance(part.get("format"), str)
    }
    assert formats <= {"date", "date-time", "uri", "uri-reference"}


def test_items_the_index_a_search_and_a_claim_show_a_real_answer_and_lists_show_none(
    operations: dict[str, Json], client: httpx.Client
) -> None:
    for path, operation in operations.items():
        contents = operation["responses"]["200"]["content"].values()
        shown = [content["example"] for content in contents if "example" in content]
        examples = {one["name"] for one in operation.get("parameters", []) if "example" in one}
        if path not in {"/", "/search"} and not path.endswith("/{id}"):
            assert (shown, examples) == ([], set()), path
            continue
        answer = client.get(address_of(path, operation))
        assert shown == ([answer.json()] if len(answer.content) <= 4_000 else []), path


@pytest.mark.slow
def test_the_example_of_an_item_is_the_shortest_there_is(
    operations: dict[str, Json], client: httpx.Client
) -> None:
    for path, operation in operations.items():
        if not path.endswith("/{id}"):
            continue
        collection = path.removesuffix("/{id}")
        (parameter,) = operation["parameters"]
        shown = len(client.get(f"{collection}/{parameter['example']}").content)
        items = client.get(collection, params={"limit": 1000}).json()["items"][:200]
        assert shown <= min(len(client.get(item["href"]).content) for item in items), path


def test_it_says_who_to_ask_and_where_the_server_is(document: Json) -> None:
    assert document["info"]["contact"]["name"]
    assert document["servers"] == [{"url": "/"}]
    settings = Settings(FIXTURES, "/record", "https://record.example.org")
    elsewhere = create_app(load_dataset(FIXTURES, "/record", settings.origin), settings).openapi()
    assert elsewhere["servers"] == [{"url": "https://record.example.org/record"}]


def test_every_operation_answers_in_the_media_type_and_form_that_it_documents(
    document: Json, operations: dict[str, Json], client: httpx.Client
) -> None:
    schemas = document["components"]["schemas"]
    objects = {name for name, schema in schemas.items() if "properties" in schema}
    assert {name for name in objects if schemas[name]["additionalProperties"] is not False} == set()
    for path, operation in operations.items():
        is_list = "limit" in {one["name"] for one in operation.get("parameters", [])}
        address = address_of(path, operation, **({"limit": "1000"} if is_list else {}))
        answer = client.get(address).raise_for_status()
        media_type = answer.headers["content-type"]
        documented = operation["responses"]["200"]["content"]
        assert media_type.removesuffix("; charset=utf-8") in documented, path
        if "json" in media_type:
            schema = {"components": document["components"], **documented[media_type]["schema"]}
            errors = Draft202012Validator(schema).iter_errors(answer.json())
            assert [f"{error.json_path}: {error.message}" for error in errors] == [], path
