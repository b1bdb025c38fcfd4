"""Documents about the data: JSON-LD context, JSON Schemas for authors, llms.txt, the Atom feed."""

from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, FastAPI, Response
from fastapi import Path as PathParameter
from fastapi.responses import JSONResponse, PlainTextResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from app.api.collections import about
from app.api.filters import FILTERS
from app.api.index import views_of
from app.api.problems import NotFoundError
from app.api.responses import CONTEXT, Responses
from app.api.routing import non_json, strict_router
from app.data.dataset import Dataset
from app.data.errors import near_matches
from app.models.base import Array, Model, Slug, Text
from app.models.reference import Href, collection_of
from app.models.schema import SCHEMA_NAMES, author_schema
from app.settings import Settings

_HERE = Path(__file__).parent
_TEMPLATES = Environment(
    loader=FileSystemLoader(_HERE / "templates"),
    autoescape=select_autoescape(["atom.jinja"]),
    undefined=StrictUndefined,
)
_LINKED_DATA = "application/ld+json"
_CONTEXT = {"type": "object", "description": "A JSON-LD context.", "required": ["@context"]}
_SCHEMA = "application/schema+json"
_ATOM = "application/atom+xml"


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


def schemas_router(responses: Responses) -> APIRouter:
    """Return the routes of the schemas."""
    router = strict_router("For authors")

    @router.get(
        "/schemas",
        response_model=SchemaList,
        summary="List the JSON Schemas of what authors write",
        description="The JSON Schemas (2020-12) of the files of a dataset and of single resources,"
        " in which references are ids.",
    )
    async def list_schemas() -> Response:
        found = ((f"/schemas/{name}.json", f"{name}, as written") for name in SCHEMA_NAMES)
        links = tuple(SchemaLink(href=href, describes=words) for href, words in found)
        return responses.json(responses.dump(SchemaList(items=links)))

    @router.get(
        "/schemas/{name}.json",
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

    return router


def documents_router(
    app: FastAPI, dataset: Dataset, settings: Settings, responses: Responses
) -> APIRouter:
    """Return the routes of the context, of llms.txt and of the feed."""
    router = strict_router("About")
    context = (_HERE / "context.jsonld").read_bytes()

    @router.get(
        CONTEXT,
        summary="Get the JSON-LD context",
        description="Makes linked data of every resource, list and claim, which link to it: JSON-LD"
        " processors follow the link by themselves. Terms of schema.org, PROV, Dublin Core, Web"
        " Annotation and EDTF where they are true, and for the rest our own.",
        **non_json(_LINKED_DATA, _CONTEXT),
    )
    async def get_context() -> Response:
        return Response(context, media_type=_LINKED_DATA)

    @router.get(
        "/llms.txt",
        summary="Get a guide for language models",
        description="What the record is, where everything is, and the rule to cite, in the form"
        " that llmstxt.org proposes.",
        response_class=PlainTextResponse,
    )
    async def get_llms_text() -> PlainTextResponse:
        text = _TEMPLATES.get_template("llms.txt.jinja").render(
            data=dataset,
            root=settings.root_path,
            about=about,
            filters=FILTERS,
            views=views_of(app),
            collection_of=collection_of,
        )
        return PlainTextResponse(text)

    @router.get(
        "/corrections.atom",
        summary="Follow the corrections as an Atom feed",
        description="Every correction, newest first, as a feed (RFC 4287) that tells readers when"
        " the record was wrong.",
        **non_json(_ATOM, {"type": "string"}),
    )
    async def get_corrections_feed() -> Response:
        feed = _TEMPLATES.get_template("corrections.atom.jinja").render(
            info=dataset.info,
            corrections=[*dataset.collections["correction"].by_id.values()],
            base=settings.origin + settings.root_path,
        )
        return Response(feed, headers={"Link": responses.licence}, media_type=_ATOM)

    return router
