"""Documents about the data: the JSON-LD context, the guide for language models, the Atom feed."""

from pathlib import Path

from fastapi import APIRouter, FastAPI, Response
from fastapi.responses import PlainTextResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from app.api.collections import about
from app.api.filters import FILTERS
from app.api.index import views_of
from app.api.responses import CONTEXT, Responses
from app.api.routing import non_json, strict_router
from app.data.dataset import Dataset
from app.models.reference import collection_of
from app.settings import Settings

_HERE = Path(__file__).parent
_TEMPLATES = Environment(
    loader=FileSystemLoader(_HERE / "templates"),
    autoescape=select_autoescape(["atom.jinja"]),
    undefined=StrictUndefined,
)
_LINKED_DATA = "application/ld+json"
_CONTEXT = {"type": "object", "description": "A JSON-LD context.", "required": ["@context"]}
_ATOM = "application/atom+xml"


def documents_router(
    app: FastAPI, dataset: Dataset, settings: Settings, responses: Responses
) -> APIRouter:
    """Return the routes of the documents."""
    router = strict_router("About")
    context = (_HERE / "assets" / "context.jsonld").read_bytes()

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
            filters={
                type_: [field.alias or name for name, field in model.model_fields.items()]
                for type_, model in FILTERS.items()
            },
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
