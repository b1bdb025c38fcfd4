"""OpenAPI document (3.1): FastAPI's own, with errors as problem details and a few real examples."""

import json
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from typing import Any

from fastapi import FastAPI
from pydantic_core import to_json

from app.api.filters import CLAIM_FILTERS, FILTERS, QUESTION_FILTERS, Filter
from app.api.index import index_of
from app.api.problems import MEDIA_TYPE, Problem
from app.data.dataset import Collection, Dataset
from app.models.reference import collection_of
from app.templating import TEMPLATES

Json = dict[str, Any]

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
    "400": ("BadRequest", "The query is wrong: `errors` says how, `allowed` what is known."),
    "404": ("NotFound", "Nothing has this id; near matches are named."),
    "410": ("Gone", "The id was withdrawn; `correction` says why."),
    "500": ("ServerError", "The server failed."),
}
"""The errors by number, as generated clients look for them: their names and descriptions."""


def install_openapi(app: FastAPI, dataset: Dataset) -> None:
    """Let FastAPI generate the document once, when it is first asked for."""
    generate = app.openapi
    first = next(iter(dataset.by_id.values()), None)
    guide = TEMPLATES.get_template("guide.md.jinja")
    app.description = guide.render(info=dataset.info, first=first)

    @cache
    def openapi() -> dict[str, Any]:
        document = generate()
        _describe_errors(document)
        for path, operation in _operations(document):
            _finish(path, operation)
        _add_examples(document["paths"], app, dataset)
        _widen_integers(document)
        return document

    app.openapi = openapi  # type: ignore[method-assign]  # as FastAPI's documentation has it


def _operations(document: Json) -> Iterator[tuple[str, Json]]:
    """Yield each operation with its path."""
    for path, methods in document["paths"].items():
        for operation in methods.values():
            yield path, operation


def _describe_errors(document: Json) -> None:
    """Add the model of problem details, and the responses that have it."""
    schema = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    components = document["components"]
    definitions = schema.pop("$defs")
    components["schemas"].update(definitions, Problem=schema)
    reference = {"$ref": "#/components/schemas/Problem"}
    content = {MEDIA_TYPE: {"schema": reference}}
    responses = {}
    for name, description in _ERRORS.values():
        responses[name] = {"description": description, "content": content}
    components["responses"] = responses


def _finish(path: str, operation: Json) -> None:
    """Refer to the errors of an operation, and say nothing twice."""
    responses = operation["responses"]
    del responses["4XX"]
    contents = responses["200"].get("content", {})
    for media_type, content in contents.items():
        if "json" not in media_type:  # tools read as JSON what has a schema
            content.pop("schema", None)
    for status, (name, _) in _ERRORS.items():
        if status == "404" and "{" not in path:
            continue
        if status == "410" and "{id}" not in path:
            continue
        responses[status] = {"$ref": f"#/components/responses/{name}"}
    for parameter in operation.get("parameters", ()):
        schema = parameter["schema"]
        schema.pop("title", None)
        if "description" in parameter:
            schema.pop("description", None)


def _add_examples(paths: Json, app: FastAPI, dataset: Dataset) -> None:
    """Show what the server answers to some requests, as short as can be."""
    index = index_of(app, dataset)
    _add_example(paths["/"], index.model_dump_json().encode())
    first = next(iter(dataset.by_id.values()), None)
    words = first.reference.name[:200] if first else "agreement"
    results = dataset.search.find(words, 0, 10)
    answer = to_json(results._asdict())
    _add_example(paths["/search"], answer, words)
    collections: dict[str, Collection[Any]] = {"claims": dataset.claims}
    for type_, collection in dataset.collections.items():
        name = collection_of(type_)
        collections[name] = collection
    for name, collection in collections.items():
        # Of the first thousands, lest the document takes seconds.
        keys = list(islice(collection.by_id, 5_000))
        if keys:
            key = min(keys, key=lambda key: len(collection.json(key)))
            _add_example(
                paths[f"/{name}/{{id}}"],
                collection.json(key, "id"),
                key,
                "id",
            )
    for type_, filters in FILTERS.items():
        name = collection_of(type_)
        collection = dataset.collections[type_]
        _add_values(paths[f"/{name}"], filters, collection)
        _add_values(paths[f"/{name}.csv"], filters, collection)
    _add_values(paths["/claims"], CLAIM_FILTERS, dataset.claims)
    _add_values(paths["/claims.csv"], CLAIM_FILTERS, dataset.claims)
    _add_values(paths["/unknowns"], QUESTION_FILTERS, dataset.questions)


def _add_example(
    methods: Json,
    answer: bytes,
    value: str = "",
    fields: str = "",
) -> None:
    """Show an answer, and the value of the required parameter to which it is the answer."""
    operation = methods["get"]
    for parameter in operation.get("parameters", ()):
        if parameter["required"]:
            parameter["example"] = value
    response = operation["responses"]["200"]
    content = response["content"]["application/json"]
    shown = json.loads(answer)
    if fields:
        summary = f"Asked with `fields={fields}`"
        example = {"summary": summary, "value": shown}
        content["examples"] = {"fields": example}
    else:
        content["example"] = shown


def _add_values(
    methods: Json,
    filters: Sequence[Filter],
    collection: Collection[Any],
) -> None:
    """Show for each filter by a word or an id a value that something has.

    The examples of a schema are not filled in by Swagger UI, which would combine all filters.
    """
    paths = {}
    for row in filters:
        if row.passes is None:
            paths[row.name] = row.path or row.name
    for parameter in methods["get"]["parameters"]:
        name = parameter["name"]
        schema = parameter["schema"]
        if name in paths and "pattern" in schema:
            values = collection.index(paths[name])
            if values:
                schema["examples"] = [next(iter(values))]


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
