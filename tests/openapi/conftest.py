"""Fixtures: the OpenAPI document as it is served."""

from typing import Any
from urllib.parse import urlencode

import httpx
import pytest

Json = dict[str, Any]


def address_of(path: str, operation: Json, **query: str) -> str:
    """Return the address of the example that an operation documents, and a query."""
    examples = {**parameter_examples(operation), "name": "areas"}
    query |= {"q": examples["q"]} if path == "/search" else {}
    return path.format_map(examples) + f"?{urlencode(query)}" * bool(query)


def parameter_examples(operation: Json) -> dict[str, str]:
    """Return an example for each parameter that has one, of its own or of its schema."""
    examples: dict[str, str] = {}
    for parameter in operation.get("parameters", []):
        values = [parameter["example"]] if "example" in parameter else []
        values += parameter["schema"].get("examples", [])
        if values:
            examples[parameter["name"]] = values[0]
    return examples


@pytest.fixture(scope="session")
def document(client: httpx.Client) -> Json:
    served: Json = client.get("/openapi.json").raise_for_status().json()
    return served


@pytest.fixture(scope="session")
def operations(document: Json) -> dict[str, Json]:
    """Each operation by its path; all of them are GETs."""
    assert {method for path in document["paths"].values() for method in path} == {"get"}
    return {path: methods["get"] for path, methods in document["paths"].items()}
