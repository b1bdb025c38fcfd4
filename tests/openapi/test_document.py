"""OpenAPI document: valid, small, well named and described, and known in git."""

import re
from collections.abc import Iterator
from typing import Any

import httpx
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from app.data.dataset import load_dataset
from app.factory import create_app
from app.models.base import LANGUAGE_PATTERN
from app.settings import Settings
from tests.openapi.conftest import Json, address_of, parameter_examples
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


def test_it_is_valid_and_under_200_kilobytes(
    client: httpx.Client, document: Json
) -> None:
    assert document["openapi"].startswith("3.1.")
    assert [
        error.message for error in OpenAPIV31SpecValidator(document).iter_errors()
    ] == []
    assert (
        len(client.get("/openapi.json", headers={"Accept-Encoding": ""}).content)
        < 200_000
    )


def test_it_is_the_one_in_git(document: Json) -> None:
    message = "the API has changed: python -m tests.openapi.golden, and read the diff"
    assert as_text(document) == GOLDEN.read_text(encoding="utf-8"), message


def test_nothing_is_read_only(document: Json) -> None:
    """Generated clients leave out of what they write whatever is marked so, such as `href`."""
    assert [where for where, part in _read_files(document) if "readOnly" in part] == []


def test_operations_are_named_and_described(
    document: Json, operations: dict[str, Json]
) -> None:
    """Ids are short and unique, and each has a tag, a summary and a description."""
    ids = [operation["operationId"] for operation in operations.values()]
    assert len(set(ids)) == len(ids)
    tags = {tag["name"]: tag["description"] for tag in document["tags"]}
    assert all(description.endswith(".") for description in tags.values())
    assert {
        tag for operation in operations.values() for tag in operation["tags"]
    } == set(tags)
    for path, operation in operations.items():
        assert re.fullmatch(r"[a-z][A-Za-z]{3,24}", operation["operationId"]), path
        assert len(operation["tags"]) == 1, path
        assert operation["summary"], path
        assert operation["description"].endswith("."), path


def test_errors_are_problem_details(
    document: Json, operations: dict[str, Json]
) -> None:
    """404 and 410 are named where there is an id."""
    for path, operation in operations.items():
        errors = {
            status: one
            for status, one in operation["responses"].items()
            if status != "200"
        }
        expected = {"400", "500"} | ({"404"} if "{" in path else set())
        expected |= {"410"} if "{id}" in path else set()
        assert set(errors) == expected, path
        for reference in errors.values():
            name = reference["$ref"].removeprefix("#/components/responses/")
            response = document["components"]["responses"][name]
            assert response["content"] == {
                "application/problem+json": {
                    "schema": {"$ref": "#/components/schemas/Problem"}
                }
            }, path


def test_enumerations_and_lists_have_names(
    document: Json, operations: dict[str, Json]
) -> None:
    schemas = document["components"]["schemas"]
    assert all(re.fullmatch(r"[A-Z][A-Za-z]+", name) for name in schemas), list(schemas)
    named = {
        f"#/components/schemas/{name}" for name, one in schemas.items() if "enum" in one
    }
    assert {where for where, part in _read_files(document) if "enum" in part} == named
    for path, operation in operations.items():
        parameters = {one["name"] for one in operation.get("parameters", [])}
        if "offset" in parameters:
            schema = operation["responses"]["200"]["content"]["application/json"][
                "schema"
            ]
            assert re.fullmatch(
                r"#/components/schemas/[A-Z][A-Za-z]+List", schema["$ref"]
            ), path


def test_fields_and_parameters_are_described(
    document: Json, operations: dict[str, Json]
) -> None:
    for name, schema in document["components"]["schemas"].items():
        # An enumeration is described where it is used: its values mean what the field means.
        assert "enum" in schema or schema["description"].endswith("."), name
        for field, described in schema.get("properties", {}).items():
            text = described.get("description", "")
            assert text.endswith("."), (name, field)
    for path, operation in operations.items():
        for parameter in operation.get("parameters", []):
            text = parameter.get("description", "")
            assert text.endswith("."), (path, parameter["name"])


def test_language_maps_and_formats_are_known(document: Json) -> None:
    """Generators and validators refuse a format that they do not know, or ignore it."""
    language_map = document["components"]["schemas"]["LanguageMap"]
    assert language_map["additionalProperties"] == {"type": "string"}
    assert language_map["propertyNames"] == {"pattern": LANGUAGE_PATTERN}
    assert "patternProperties" not in language_map
    formats = {
        part["format"]
        for _, part in _read_files(document)
        if isinstance(part.get("format"), str)
    }
    assert formats <= {"date", "date-time", "int64", "uri", "uri-reference"}


def test_clients_lose_nothing(document: Json, operations: dict[str, Json]) -> None:
    """Sums fit into integers, links are in dictionaries, and text is not read as JSON.

    Go, Java, Kotlin and Rust take an integer without a format for one of 32 bits; OpenAPI
    Generator's Python client leaves out what is `readOnly`; FastMCP's tools fail on text that has
    a schema, and openapi-python-client knows no feeds.
    """
    for where, part in _read_files(document):
        assert "readOnly" not in part, where
        if part.get("type") == "integer":
            assert part["format"] == "int64", where
    for path, operation in operations.items():
        for media_type, content in operation["responses"]["200"]["content"].items():
            assert ("schema" in content) is ("json" in media_type), path
    assert "/corrections.atom" not in operations


def test_parameters_have_examples(
    operations: dict[str, Json], client: httpx.Client
) -> None:
    """What is no number, choice or truth value has an example, and with each there is a 200."""
    for path, operation in operations.items():
        examples = parameter_examples(operation)
        needed = set()
        for parameter in operation.get("parameters", []):
            if parameter["required"] or "pattern" in parameter["schema"]:
                needed.add(parameter["name"])
        # No platform of the record has an agreement.
        assert needed - examples.keys() <= {"agreement"}, path
        query = {
            name: value for name, value in examples.items() if f"{{{name}}}" not in path
        }
        address = path.format_map(examples)
        assert client.get(address, params=query).status_code == 200, path
        for name, value in query.items():
            required = {"q": examples["q"]} if path == "/search" else {}
            answer = client.get(address, params={**required, name: value})
            assert answer.status_code == 200, (path, name)


def test_what_is_required_is_filled_in(operations: dict[str, Json]) -> None:
    """Swagger UI fills in the id of an item, and no filter, all of which it would combine."""
    for path, operation in operations.items():
        filled = {
            one["name"] for one in operation.get("parameters", []) if "example" in one
        }
        assert filled == ({"id"} if path.endswith("/{id}") else set()), path


def test_it_says_where_the_server_is(document: Json) -> None:
    assert document["info"]["contact"]["name"]
    assert document["servers"] == [{"url": "/"}]
    settings = Settings(FIXTURES, "/record", "https://record.example.org")
    elsewhere = create_app(
        load_dataset(FIXTURES, "/record", settings.origin), settings
    ).openapi()
    assert elsewhere["servers"] == [{"url": "https://record.example.org/record"}]


def test_answers_are_as_documented(
    document: Json, operations: dict[str, Json], client: httpx.Client
) -> None:
    """Every operation answers in the media type, and in the form, that the document has."""
    schemas = document["components"]["schemas"]
    objects = {name for name, schema in schemas.items() if "properties" in schema}
    assert {
        name
        for name in objects
        if schemas[name].get("additionalProperties") is not False
    } == set()
    for path, operation in operations.items():
        parameters = {one["name"]: one for one in operation.get("parameters", [])}
        query = {"limit": "1000"} if "limit" in parameters else {}
        addresses = [address_of(path, operation, **query)]
        if "fields" in parameters:
            some = parameters["fields"]["schema"]["pattern"].split("|")[1]
            addresses.append(address_of(path, operation, **query, fields=some))
        for address in addresses:
            _answers_as_documented(
                client.get(address).raise_for_status(), operation, document
            )


def _answers_as_documented(
    answer: httpx.Response, operation: Json, document: Json
) -> None:
    address = answer.url
    media_type = answer.headers["content-type"]
    documented = operation["responses"]["200"]["content"]
    assert media_type.removesuffix("; charset=utf-8") in documented, address
    if "json" in media_type:
        schema = {
            "components": document["components"],
            **documented[media_type]["schema"],
        }
        errors = Draft202012Validator(schema).iter_errors(answer.json())
        assert [f"{error.json_path}: {error.message}" for error in errors] == [], (
            address
        )
