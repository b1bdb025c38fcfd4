"""Schemas for authors: /schemas and /schemas/{name}.json."""

from typing import Annotated

from fastapi import FastAPI, HTTPException, Path, Response
from fastapi.responses import JSONResponse

from app.api.queries import NoQuery
from app.api.routing import documents_as
from app.models.base import Array, Model, Slug, Text
from app.models.reference import Href
from app.models.schema import SCHEMA_NAMES, author_schema

SCHEMA_PATHS = [f"/schemas/{name}.json" for name in SCHEMA_NAMES]

_SCHEMA = "application/schema+json"


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


def add_schemas(app: FastAPI) -> None:
    """Add the routes of the schemas."""

    @app.get(
        "/schemas",
        tags=["For authors"],
        summary="List the JSON Schemas of what authors write",
        description="The JSON Schemas (2020-12) of the files of a dataset and of single resources,"
        " in which references are ids.",
    )
    async def list_schemas(_: NoQuery) -> SchemaList:
        root = app.root_path
        links = [
            SchemaLink(
                href=f"{root}/schemas/{name}.json", describes=f"{name}, as written"
            )
            for name in SCHEMA_NAMES
        ]
        return SchemaList(items=tuple(links))

    @app.get(
        "/schemas/{name}.json",
        tags=["For authors"],
        summary="Get the schema of what authors write",
        description="For editors of datasets: the schema of a file (such as `areas`) or of a single"
        " resource (such as `area`), in which references are ids.",
        **documents_as(
            _SCHEMA, {"type": "object", "description": "A JSON Schema (2020-12)."}
        ),
    )
    async def get_schema(
        name: Annotated[
            Slug, Path(description="What it describes.", examples=["areas"])
        ],
        _: NoQuery,
    ) -> Response:
        if name in SCHEMA_NAMES:
            return JSONResponse(author_schema(name), media_type=_SCHEMA)
        raise HTTPException(404, f"There is no schema of {name!r}.")
