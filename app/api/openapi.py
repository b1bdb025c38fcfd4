"""OpenAPI document (3.1): FastAPI's own, with errors as problem details and a few real examples."""

import json
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from app.api.downloads import Downloads
from app.api.index import index_of
from app.api.problems import MEDIA_TYPE
from app.api.serializer import Serializer
from app.data.dataset import Dataset
from app.models import MODELS
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

_GUIDE = """\
{description}

**How to read an answer.** `evidence` says for each field (`supports`) which `source` says so, \
where (`locator`), often in which words (`quote`), and how we weigh it (`rank`, `basis`, `note`). \
An entry with a `value` is a source that says something else. What is absent is unknown; \
`unknowns` says why. Dates are EDTF: `1999-05` is a month, not a day.

**Three requests to begin with:** `/search?q=…`, an item such as `{item}`, and \
`/claims?disputed=true`."""


def describe(app: FastAPI, dataset: Dataset, downloads: Downloads, serializer: Serializer) -> None:
    """Let FastAPI generate the document once, when it is first asked for."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            document = get_openapi(
                title=app.title,
                version=app.version,
                openapi_version=app.openapi_version,
                description=_GUIDE.format(
                    description=dataset.info.description,
                    item=next((one.href for one in dataset.all()), "/agreements/…"),
                ),
                routes=app.routes,
                tags=app.openapi_tags,
                servers=app.servers,
                contact=app.contact,
                license_info=app.license_info,
            )
            _describe_errors_as_problems(document)
            app.openapi_schema = document = _with_names_of_lists(document)
            index = index_of(app, dataset, downloads)  # lists what the document describes
            _add_examples(document, dataset, serializer, serializer.dump(index))
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]  # as FastAPI's documentation has it


def _operations(document: dict[str, Any]) -> Mapping[str, dict[str, Any]]:
    return {path: item["get"] for path, item in document["paths"].items()}


def _describe_errors_as_problems(document: dict[str, Any]) -> None:
    """Give errors their media type: FastAPI takes a model for that of the answer itself."""
    for operation in _operations(document).values():
        for status, response in operation["responses"].items():
            if not status.startswith("2"):
                (schema,) = response["content"].values()
                response["content"] = {MEDIA_TYPE: schema}


def _with_names_of_lists(document: dict[str, Any]) -> dict[str, Any]:
    """Return the document with `AreaList` for `Page_Area_`: each list under its own title.

    FastAPI names a schema after the generic type, whatever the type made from it is called.
    """
    text = json.dumps(document)
    for name, schema in document["components"]["schemas"].items():
        if name.startswith("Page_"):
            text = text.replace(f'{name}"', f'{schema["title"]}"')
    renamed: dict[str, Any] = json.loads(text)
    return renamed


def _add_examples(
    document: dict[str, Any], dataset: Dataset, serializer: Serializer, index: bytes
) -> None:
    """Show the index, a search, a claim and an item of each collection, the shortest there is.

    Each is what the server answers when it is asked with the examples of the parameters.
    """
    operations = _operations(document)
    found: dict[str, Iterable[Any]] = {
        f"/{collection_of(kind)}/{{id}}": dataset.of_type(kind).values() for kind in MODELS
    }
    found["/claims/{id}"] = dataset.claims.by_id.values()
    for path, items in found.items():
        shortest = min(map(serializer.dump_once, items), key=len, default=b"")
        if shortest:
            _add_example(operations[path], shortest, "id", json.loads(shortest)["id"])
    _add_example(operations["/"], index)
    for first in islice(dataset.all(), 1):
        words = first.name.label[:200]
        hits = serializer.dump_hits(*dataset.search(words, 0, 100))
        _add_example(operations["/search"], hits, "q", words)


def _add_example(operation: dict[str, Any], answer: bytes, name: str = "", value: str = "") -> None:
    operation["responses"]["200"]["content"]["application/json"]["example"] = json.loads(answer)
    for parameter in operation.get("parameters", ()):
        if parameter["name"] == name:
            parameter["example"] = value
