"""JSON Schemas (2020-12) of what authors write, for editors of datasets."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Response
from fastapi.responses import JSONResponse

from app.api.problems import NotFoundError
from app.api.query import StrictRoute
from app.api.serializer import Serializer, json_response
from app.data.near_matches import near_matches
from app.models.base import Many, Model
from app.models.reference import Href
from app.models.schema import SCHEMA_NAMES, author_schema
from app.models.text import Slug, Text


class SchemaLink(Model):
    """A JSON Schema, and what it describes."""

    href: Href
    """Where it is served."""
    describes: Text
    """What it describes."""


class SchemaList(Model):
    """The JSON Schemas that there are."""

    items: Many[SchemaLink]
    """The schemas."""


class SchemaResponse(JSONResponse):
    """A JSON Schema."""

    media_type = "application/schema+json"


_SCHEMA: dict[str, Any] = {"type": "object", "description": "A JSON Schema (2020-12)."}


def schemas_router(serializer: Serializer) -> APIRouter:
    """Return the routes of the schemas."""
    router = APIRouter(route_class=StrictRoute, tags=["For authors"])

    @router.get(
        "/schemas",
        response_model=SchemaList,
        operation_id="listSchemas",
        summary="List the JSON Schemas of what authors write",
        description="The JSON Schemas (2020-12) of the files of a dataset and of single resources,"
        " in which references are ids.",
    )
    async def list_schemas() -> Response:
        found = ((f"/schemas/{name}.json", f"{name}, as written") for name in SCHEMA_NAMES)
        links = (SchemaLink(href=href, describes=words) for href, words in found)
        return json_response(serializer.dump(SchemaList(items=tuple(links))))

    @router.get(
        "/schemas/{name}.json",
        responses={200: {"content": {SchemaResponse.media_type: {"schema": _SCHEMA}}}},
        operation_id="getSchema",
        summary="Get the schema of what authors write",
        description="For editors of datasets: the schema of a file (such as `areas`) or of a single"
        " resource (such as `area`), in which references are ids.",
        response_class=SchemaResponse,
    )
    async def get_schema(
        name: Annotated[Slug, Path(description="What the schema describes.", examples=["areas"])],
    ) -> Response:
        if name not in SCHEMA_NAMES:
            near = (f"/schemas/{one}.json" for one in near_matches(name, SCHEMA_NAMES))
            detail = f"There is no schema of {name!r}."
            raise NotFoundError(detail, near)
        return SchemaResponse(author_schema(name))

    return router
