"""Documents: the whole data as JSON and CSV, the JSON-LD context, JSON Schemas, the Atom feed."""

import csv
import io
import json
from collections.abc import Sequence
from operator import attrgetter
from pathlib import Path
from typing import Annotated, Any

from fastapi import FastAPI, Query, Response
from fastapi import Path as PathParameter
from fastapi.responses import JSONResponse, PlainTextResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from pydantic import MISSING

from app.api.collections import FLAT, about
from app.api.filters import FILTERS, ClaimSelection
from app.api.problems import NotFoundError
from app.api.responses import Responses
from app.api.routing import non_json, views_of
from app.data.citations import cite_dataset
from app.data.dataset import Dataset
from app.data.errors import near_matches
from app.data.loader import CITATION, FILES, INFO
from app.models.answers import Claim
from app.models.base import Array, Model, Slug, Text
from app.models.reference import Href, collection_of
from app.models.schema import SCHEMA_NAMES, author_schema

CSV = "text/csv; header=present"
"""The media type of the table (RFC 7111)."""

_FIELDS = (
    *("id", "subject.id", "subject.type", "subject.name", "pointer", "value", "shown", "disputed"),
    *("rank", "basis", "source.id", "source.name", "locator", "quote", "link", "note"),
)
_COLUMNS = tuple(field.removesuffix(".id").replace(".", "_") for field in _FIELDS)
"""The columns of the table: the fields of a claim, its two references as id, type and name."""

# What spreadsheets take for the beginning of a formula (OWASP, CSV Injection), full-width forms
# included.
_FORMULA = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")

_WHOLE_DATASET = {
    "title": "WholeDataset",
    "type": "object",
    "description": "A dataset in one file: how to cite it, what it is, and each collection as"
    " `/schemas` describes it.",
    "required": [CITATION, INFO, *FILES],
}
_ROWS = f"Rows of {len(_COLUMNS)} cells: {', '.join(_COLUMNS)}."

_LINKED_DATA = "application/ld+json"
_SCHEMA = "application/schema+json"
_ATOM = "application/atom+xml"

_HERE = Path(__file__).parent
TEMPLATES = Environment(
    loader=FileSystemLoader(_HERE / "templates"),
    autoescape=select_autoescape(["atom.jinja"]),
    undefined=StrictUndefined,
)


class SchemaLink(Model):
    """A JSON Schema, and what it describes."""

    href: Href
    """Where it is served."""
    describes: Text
    """What it describes."""


class SchemaList(Model):
    """The JSON Schemas that there are."""

    items: Array[SchemaLink]
    """The schemas."""


def dataset_json(dataset: Dataset) -> bytes:
    """Return a dataset as its authors write it, in the form that is loaded from one file."""
    info = dataset.info
    members: dict[str, Any] = {CITATION: cite_dataset(info), INFO: info.model_dump()}
    members |= {file: [] for file in FILES}
    for slug, document in dataset.documents.items():
        members[collection_of(dataset.by_id[slug].type)].append(document)
    return (json.dumps(members, ensure_ascii=False, indent=2) + "\n").encode()


def to_csv(claims: Sequence[Claim]) -> bytes:
    """Return claims as CSV (RFC 4180) that a spreadsheet opens as what it is.

    It begins with a byte order mark, without which Excel takes UTF-8 for something else, and a
    cell that would be taken for a formula has an apostrophe before it.
    """
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(_COLUMNS)
    writer.writerows(map(_cell, row) for row in map(attrgetter(*_FIELDS), claims))
    return table.getvalue().encode("utf-8-sig")


def _cell(value: object) -> str:
    if isinstance(value, tuple):
        return "; ".join(map(str, value))
    text = "" if value is MISSING else str(value)
    if isinstance(value, bool):
        text = text.lower()
    return f"'{text}" if text.startswith(_FORMULA) else text


def add_documents(app: FastAPI, dataset: Dataset, responses: Responses) -> None:
    """Add the routes of the documents."""
    context = (_HERE / "context.jsonld").read_bytes()

    @app.get(
        "/dataset.json",
        tags=["Downloads"],
        summary="Download the whole dataset as JSON",
        description="Everything in one file, as its authors write it: how to cite it, what it is"
        " with version and licence, and every collection, in which a reference is an id. The"
        " record loads the file again. Its size and SHA-256 sum stand in the index.",
        **non_json("application/json", _WHOLE_DATASET),
    )
    async def download_dataset() -> Response:
        return responses.json(dataset_json(dataset), responses.licence)

    @app.get(
        "/claims.csv",
        tags=["Downloads"],
        summary="Download all claims as a table",
        description=f"{FLAT} This is the whole list as CSV (RFC 4180), in UTF-8 with a byte order"
        " mark, for spreadsheets; where a cell would be read as a formula, an apostrophe precedes"
        " it.",
        **non_json(CSV, {"type": "string", "description": _ROWS}),
    )
    async def download_claims(query: Annotated[ClaimSelection, Query()]) -> Response:
        table = to_csv(query.select(dataset.claims))
        return Response(table, headers={"Link": responses.licence}, media_type=CSV)

    @app.get(
        "/context.jsonld",
        tags=["About"],
        summary="Get the JSON-LD context",
        description="Makes linked data of every resource, list and claim, which link to it: JSON-LD"
        " processors follow the link by themselves. Terms of schema.org, PROV, Dublin Core, Web"
        " Annotation and EDTF where they are true, and for the rest our own.",
        **non_json(_LINKED_DATA, {"type": "object", "required": ["@context"]}),
    )
    async def get_context() -> Response:
        return Response(context, media_type=_LINKED_DATA)

    @app.get(
        "/llms.txt",
        tags=["About"],
        summary="Get a guide for language models",
        description="What the record is, where everything is, and the rule to cite, in the form"
        " that llmstxt.org proposes.",
        response_class=PlainTextResponse,
    )
    async def get_llms_text() -> PlainTextResponse:
        text = TEMPLATES.get_template("llms.txt.jinja").render(
            data=dataset,
            root=app.root_path,
            about=about,
            filters=FILTERS,
            views=views_of(app),
            collection_of=collection_of,
        )
        return PlainTextResponse(text)

    @app.get(
        "/corrections.atom",
        tags=["About"],
        summary="Follow the corrections as an Atom feed",
        description="Every correction, newest first, as a feed (RFC 4287) that tells readers when"
        " the record was wrong.",
        **non_json(_ATOM, {"type": "string"}),
    )
    async def get_corrections_feed() -> Response:
        feed = TEMPLATES.get_template("corrections.atom.jinja").render(
            info=dataset.info,
            corrections=[*dataset.collections["correction"].by_id.values()],
            base=responses.base,
        )
        return Response(feed, headers={"Link": responses.licence}, media_type=_ATOM)

    @app.get(
        "/schemas",
        tags=["For authors"],
        response_model=SchemaList,
        summary="List the JSON Schemas of what authors write",
        description="The JSON Schemas (2020-12) of the files of a dataset and of single resources,"
        " in which references are ids.",
    )
    async def list_schemas() -> Response:
        found = ((f"/schemas/{name}.json", f"{name}, as written") for name in SCHEMA_NAMES)
        links = tuple(SchemaLink(href=href, describes=words) for href, words in found)
        return responses.json(responses.dump(SchemaList(items=links)))

    @app.get(
        "/schemas/{name}.json",
        tags=["For authors"],
        summary="Get the schema of what authors write",
        description="For editors of datasets: the schema of a file (such as `areas`) or of a single"
        " resource (such as `area`), in which references are ids.",
        **non_json(_SCHEMA, {"type": "object", "description": "A JSON Schema (2020-12)."}),
    )
    async def get_schema(
        name: Annotated[Slug, PathParameter(description="What it describes.", examples=["areas"])],
    ) -> Response:
        if name in SCHEMA_NAMES:
            return JSONResponse(author_schema(name), media_type=_SCHEMA)
        near = (f"/schemas/{one}.json" for one in near_matches(name, SCHEMA_NAMES))
        raise NotFoundError(detail=f"There is no schema of {name!r}.", near=near)
