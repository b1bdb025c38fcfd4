"""JSON Schemas, for editors of fixtures and for readers of answers."""

from collections.abc import Iterable
from typing import Annotated, TypeAlias

from fastapi import APIRouter, Path
from fastapi.responses import JSONResponse

from app.api.problems import ProblemError
from app.api.query import StrictRoute
from app.data.near import NearMatches
from app.models import MODELS
from app.models.base import Many, Model
from app.models.href import Href
from app.models.schema import SCHEMA_NAMES, SERVED, fixture_schema, served_schema
from app.models.text import Slug, Text

ModelName: TypeAlias = Annotated[Slug, Path(description="What the schema describes.")]


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


def schemas_router() -> APIRouter:
    """Return the routes of the schemas."""
    router = APIRouter(route_class=StrictRoute)

    @router.get(
        "/schemas",
        operation_id="listSchemas",
        summary="List JSON Schemas",
        description="The JSON Schemas (2020-12) of fixture files and single resources as their"
        " authors write them, and of resources as they are served.",
        response_description="The schemas that there are.",
    )
    async def list_schemas() -> SchemaList:
        authored = [(f"/schemas/{one}.json", f"{one}, as written") for one in SCHEMA_NAMES]
        served = [(f"/schemas/served/{one}.json", f"{one}, as served") for one in MODELS]
        links = (SchemaLink(href=href, describes=words) for href, words in authored + served)
        return SchemaList(items=tuple(links))

    @router.get(
        "/schemas/{model}.json",
        operation_id="getFixtureSchema",
        summary="Get the schema of what authors write",
        description="For editors of datasets: the schema of a fixture file (such as `areas`) or of"
        " a single resource (such as `area`), in which references are ids.",
        response_description="The JSON Schema (2020-12).",
        response_class=SchemaResponse,
    )
    async def get_fixture_schema(model: ModelName) -> SchemaResponse:
        if model not in SCHEMA_NAMES:
            raise _no_schema(model, "/schemas/", SCHEMA_NAMES)
        return SchemaResponse(fixture_schema(model))

    @router.get(
        "/schemas/served/{model}.json",
        operation_id="getServedSchema",
        summary="Get the schema of what is served",
        description="For readers of answers: the schema of a resource (such as `area`) in which"
        " references are objects and what linking fills in is there.",
        response_description="The JSON Schema (2020-12).",
        response_class=SchemaResponse,
    )
    async def get_served_schema(model: ModelName) -> SchemaResponse:
        if model not in SERVED:
            raise _no_schema(model, "/schemas/served/", MODELS)
        return SchemaResponse(served_schema(model))

    return router


def _no_schema(model: str, folder: str, known: Iterable[str]) -> ProblemError:
    near = tuple(f"{folder}{one}.json" for one in NearMatches(known)(model))
    return ProblemError(404, f"There is no schema of {model!r}.", did_you_mean=near)
