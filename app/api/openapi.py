"""OpenAPI document (3.1): FastAPI's own, with problem details and examples of the data."""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from fastapi import FastAPI

from app.api.filters import CLAIM_FILTERS, FILTERS, QUESTION_FILTERS, Filter
from app.api.problems import MEDIA_TYPE
from app.data.dataset import Collection, Dataset
from app.models.reference import collection_of
from app.templating import TEMPLATES

Json = dict[str, Any]

TAGS = [
    {
        "name": "Collections",
        "description": "Resources, each whole and with its evidence.",
    },
    {"name": "Claims", "description": "Every fact with every passage, one by one."},
    {"name": "Views", "description": "Across collections: search, graph, unknowns."},
    {"name": "Downloads", "description": "Everything in one file."},
    {"name": "Pages", "description": "For people."},
    {"name": "For authors", "description": "What helps to write a dataset."},
    {"name": "About", "description": "What there is, and whether it is there."},
]

_ERRORS = {
    "400": (
        "BadRequest",
        "",
        "The query is wrong: `errors` says how, `allowed` what is known.",
    ),
    "404": ("NotFound", "{", "Nothing has this id; near matches are named."),
    "410": ("Gone", "{id}", "The id was withdrawn; `correction` says why."),
    "500": ("ServerError", "", "The server failed."),
}
"""The errors by number, as generated clients look for them: the name, a part of every path that can
have it, and the description."""


def install_openapi(app: FastAPI, dataset: Dataset) -> None:
    """Let FastAPI generate the document once, when it is first asked for."""
    generate = app.openapi
    first = next(iter(dataset.by_id.values()), None)
    guide = TEMPLATES.get_template("guide.md.jinja")
    app.description = guide.render(info=dataset.info, first=first)

    @cache
    def openapi() -> Json:
        document = generate()
        reference = {"$ref": "#/components/schemas/Problem"}
        content = {MEDIA_TYPE: {"schema": reference}}
        responses = {}
        for name, _, description in _ERRORS.values():
            responses[name] = {"description": description, "content": content}
        document["components"]["responses"] = responses
        for path, operations in document["paths"].items():
            for operation in operations.values():
                _finish(path, operation)
        _add_examples(document["paths"], dataset)
        text = json.dumps(document)
        widened: Json = json.loads(text, object_hook=_widen)
        return widened

    app.openapi = openapi  # type: ignore[method-assign]  # as FastAPI's documentation has it


def _finish(path: str, operation: Json) -> None:
    """Refer to the errors of an operation, and say nothing twice."""
    responses = operation["responses"]
    del responses["4XX"]
    for response in responses.values():
        for media_type, content in response.get("content", {}).items():
            if "json" not in media_type:  # tools read as JSON what has a schema
                content.pop("schema", None)
    for status, (name, part, _) in _ERRORS.items():
        if part in path:
            responses[status] = {"$ref": f"#/components/responses/{name}"}
    for parameter in operation.get("parameters", ()):
        schema = parameter["schema"]
        schema.pop("title", None)
        if "description" in parameter:
            schema.pop("description", None)


def _add_examples(paths: Json, dataset: Dataset) -> None:
    """Show an id of each collection, and for each filter by a word or an id a value of the data."""
    examples = {
        "claims": _examples_of(dataset.claims, CLAIM_FILTERS),
        "unknowns": _examples_of(dataset.questions, QUESTION_FILTERS),
    }
    for type_, collection in dataset.collections.items():
        examples[collection_of(type_)] = _examples_of(collection, FILTERS[type_])
    for path, operations in paths.items():
        name = path.strip("/").removesuffix("/{id}").removesuffix(".csv")
        if name not in examples:
            continue
        # Of ours; at `/events/`, for instance, a route of others may stand.
        operation = operations.get("get", {})
        for parameter in operation.get("parameters", ()):
            value = examples[name].get(parameter["name"])
            if value and parameter["required"]:
                parameter["example"] = value
            elif value and "pattern" in parameter["schema"]:
                # Which Swagger UI does not fill in: it would combine all filters.
                parameter["schema"]["examples"] = [value]


def _examples_of(
    collection: Collection[Any], filters: Sequence[Filter]
) -> Mapping[str, str | None]:
    """Return an example for each parameter whose value is compared, and for the id of an item."""
    examples = {"id": next(iter(collection.by_id), None)}
    for row in filters:
        if row.passes is None:
            values = collection.index(row.path or row.name)
            examples[row.name] = next(iter(values), None)
    return examples


def _widen(part: Json) -> Json:
    """Give an integer of the schemas 64 bits: a sum of money does not fit into 32."""
    if part.get("type") == "integer":
        part["format"] = "int64"
    return part
