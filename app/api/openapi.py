"""OpenAPI document (3.1): FastAPI's own, with errors as problem details and a few real examples."""

import json
from collections.abc import Mapping
from functools import cache
from itertools import islice
from typing import Any

from fastapi import FastAPI

from app.api.index import index_of
from app.api.problems import MEDIA_TYPE, Problem
from app.api.responses import Responses
from app.data.dataset import Collection, Dataset
from app.models.reference import collection_of

TAGS = [
    {"name": "Collections", "description": "Resources, each whole and with its evidence."},
    {"name": "Claims", "description": "Every fact with every passage, one by one."},
    {"name": "Views", "description": "Across collections: search, graph, unknowns."},
    {"name": "Downloads", "description": "Everything in one file."},
    {"name": "Pages", "description": "For people."},
    {"name": "For authors", "description": "What helps to write a dataset."},
    {"name": "About", "description": "What there is, and whether it is there."},
]

_ERRORS = {
    # By number, as generated clients look for it.
    "404": "Nothing has this id; near matches are named.",
    "4XX": "The request is wrong: `detail` says how.",
    "5XX": "The server failed.",
}

_GUIDE = """\
{description}

**How to read an answer.** `evidence` says for each field (`supports`) which `source` says so, \
where (`locator`), often in which words (`quote`), and how we weigh it (`rank`, `basis`, `note`). \
An entry with a `value` is a source that says something else. What is absent is unknown; \
`unknowns` says why. Dates are EDTF: `1999-05` is a month, not a day.

**Three requests to begin with:** `/search?q=…`, an item such as `{item}`, and \
`/claims?disputed=true`."""


def describe(app: FastAPI, dataset: Dataset, responses: Responses) -> None:
    """Let FastAPI generate the document once, when it is first asked for."""
    generate = app.openapi
    first = next(iter(dataset.by_id.values()), None)
    item = first.href if first else "/agreements/…"
    app.description = _GUIDE.format(description=dataset.info.description, item=item)

    @cache
    def openapi() -> dict[str, Any]:
        document = generate()
        operations = {path: one["get"] for path, one in document["paths"].items()}
        _describe_errors(operations, document["components"]["schemas"])
        for type_, collection in dataset.collections.items():
            _add_shortest(operations[f"/{collection_of(type_)}/{{id}}"], collection, responses)
        _add_shortest(operations["/claims/{id}"], dataset.claims, responses)
        _add_example(operations["/"], responses.dump(index_of(app, dataset)))
        words = first.name.label[:200] if first else "agreement"
        hits = responses.hits(*dataset.search(words, 0, 100))
        _add_example(operations["/search"], hits, "q", words)
        return document

    app.openapi = openapi  # type: ignore[method-assign]  # as FastAPI's documentation has it


def _describe_errors(operations: Mapping[str, Any], schemas: dict[str, Any]) -> None:
    """Describe errors as problem details, in place of FastAPI's 422, which never occurs here."""
    schema = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas.update(schema.pop("$defs"), Problem=schema)
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for path, operation in operations.items():
        operation["responses"].pop("422", None)
        for status, words in _ERRORS.items():
            if status != "404" or "{" in path:
                operation["responses"][status] = {"description": words, "content": content}


def _add_shortest(
    operation: dict[str, Any], collection: Collection[Any], responses: Responses
) -> None:
    """Show the shortest of the first thousands of a collection, if there is any."""
    items = map(responses.dump_once, islice(collection.by_id.values(), 5_000))
    if shortest := min(items, key=len, default=b""):
        _add_example(operation, shortest, "id", json.loads(shortest)["id"])


def _add_example(operation: dict[str, Any], answer: bytes, name: str = "", value: str = "") -> None:
    """Show what the server answers, and the value of the parameter to which it does."""
    operation["responses"]["200"]["content"]["application/json"]["example"] = json.loads(answer)
    for parameter in operation.get("parameters", ()):
        if parameter["name"] == name:
            parameter["example"] = value
