"""OpenAPI document (3.1): FastAPI's own, with errors as problem details and a few real examples."""

import json
from collections.abc import Mapping
from functools import cache
from itertools import islice
from typing import Any

from fastapi import FastAPI
from pydantic_core import to_json

from app.api.filters import FILTERS, ClaimFilters
from app.api.index import index_of
from app.api.problems import MEDIA_TYPE, Problem
from app.data.dataset import Collection, Dataset
from app.models.reference import collection_of
from app.templating import TEMPLATES

TAGS = [
    {"name": "Collections", "description": "Resources, each whole and with its evidence."},
    {"name": "Claims", "description": "Every fact with every passage, one by one."},
    {"name": "Views", "description": "Across collections: search, graph, unknowns."},
    {"name": "Downloads", "description": "Everything in one file."},
    {"name": "Pages", "description": "For people."},
    {"name": "For authors", "description": "What helps to write a dataset."},
    {"name": "About", "description": "What there is, and whether it is there."},
]

# By number, as generated clients look for them.
_ERRORS = {
    "400": "The query is wrong: `errors` says how, `allowed` what is known.",
    "404": "Nothing has this id; near matches are named.",
    "410": "The id was withdrawn; a correction says why.",
    "500": "The server failed.",
}


def install_openapi(app: FastAPI, dataset: Dataset) -> None:
    """Let FastAPI generate the document once, when it is first asked for."""
    generate = app.openapi
    first = next(iter(dataset.by_id.values()), None)
    guide = TEMPLATES.get_template("guide.md.jinja")
    app.description = guide.render(info=dataset.info, first=first)

    @cache
    def openapi() -> dict[str, Any]:
        document = generate()
        operations = {path: one["get"] for path, one in document["paths"].items()}
        schema = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
        document["components"]["schemas"].update(schema.pop("$defs"), Problem=schema)
        content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
        errors = document["components"]["responses"] = {}
        for status, words in _ERRORS.items():
            errors[f"Error{status}"] = {"description": words, "content": content}
        for path, operation in operations.items():
            answers = {"200": _without_schemas_of_text(operation["responses"]["200"])}
            for status in _ERRORS:
                if "{" in path or status in {"400", "500"}:
                    answers[status] = {"$ref": f"#/components/responses/Error{status}"}
            operation["responses"] = answers
        _add_examples(app, dataset, operations)
        _widen_integers(document)
        return document

    app.openapi = openapi  # type: ignore[method-assign]  # as FastAPI's documentation has it


def _add_examples(app: FastAPI, dataset: Dataset, operations: dict[str, Any]) -> None:
    """Show what items, the index and a search answer, and for each parameter what it may be."""
    first = next(iter(dataset.by_id.values()), None)
    collections: dict[str, Collection[Any]] = {"claims": dataset.claims}
    collections |= {collection_of(type_): one for type_, one in dataset.collections.items()}
    for name, collection in collections.items():
        # Of the first thousands, lest the document takes seconds.
        items = [collection.json(key) for key in islice(collection.by_id, 5_000)]
        if items:
            shortest = min(items, key=len)
            _add_example(operations[f"/{name}/{{id}}"], shortest, json.loads(shortest)["id"])
    for type_, query_model in FILTERS.items():
        for path in (f"/{collection_of(type_)}", f"/{collection_of(type_)}.csv"):
            _add_values(operations[path], query_model.paths, dataset.collections[type_])
    for path in ("/claims", "/claims.csv"):
        _add_values(operations[path], ClaimFilters.paths, dataset.claims)
    _add_example(operations["/"], index_of(app, dataset).model_dump_json().encode())
    words = first.reference.name[:200] if first else "agreement"
    results = dataset.search.find(words, 0, 10)
    _add_example(operations["/search"], to_json(results._asdict()), words)


_LONGEST_EXAMPLE = 4_000
"""How many bytes of an answer are shown: the document is read by programs, and kept short."""


def _add_example(operation: dict[str, Any], answer: bytes, value: str = "") -> None:
    """Show what the server answers, if it is short, and the required parameter that it answers."""
    if len(answer) <= _LONGEST_EXAMPLE:
        content = operation["responses"]["200"]["content"]["application/json"]
        content["example"] = json.loads(answer)
    for parameter in operation.get("parameters", ()):
        if parameter["required"]:
            parameter["example"] = value


def _add_values(
    operation: dict[str, Any], paths: Mapping[str, str], collection: Collection[Any]
) -> None:
    """Show for each filter by a word or an id a value that something has.

    The examples of a schema are not filled in by Swagger UI, which would combine all filters.
    """
    for parameter in operation["parameters"]:
        path = paths.get(parameter["name"])
        if path is not None and "pattern" in parameter["schema"]:
            value = collection.first(path)
            if value is not None:
                parameter["schema"]["examples"] = [value]


def _without_schemas_of_text(response: dict[str, Any]) -> dict[str, Any]:
    """Return a response in which only JSON has a schema: tools read as JSON what has one."""
    for media_type, content in response["content"].items():
        if "json" not in media_type:
            content.pop("schema", None)
    return response


def _widen_integers(part: object) -> None:
    """Give every integer of the schemas 64 bits: a sum of money does not fit into 32."""
    if isinstance(part, dict):
        if part.get("type") == "integer":
            part["format"] = "int64"
        for inner in part.values():
            _widen_integers(inner)
    elif isinstance(part, list):
        for inner in part:
            _widen_integers(inner)
