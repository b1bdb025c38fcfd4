"""Documents about the data: the JSON-LD context, the guide for language models, the Atom feed."""

from pathlib import Path

from fastapi import APIRouter, FastAPI, Response
from fastapi.responses import PlainTextResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from app.api.collections import ABOUT
from app.api.filters import FILTERS
from app.api.index import views_of
from app.api.links import CONTEXT, Links
from app.api.query import StrictRoute
from app.data.dataset import Dataset
from app.models import MODELS, Correction
from app.models.reference import collection_of
from app.settings import Settings

_HERE = Path(__file__).parent
_TEMPLATES = Environment(
    loader=FileSystemLoader(_HERE / "templates"),
    autoescape=select_autoescape(["atom.jinja"]),
    undefined=StrictUndefined,
)

LLMS = "/llms.txt"
FEED = "/corrections.atom"


class LinkedDataResponse(Response):
    """A JSON-LD document (JSON-LD 1.1)."""

    media_type = "application/ld+json"


_CONTEXT = {"type": "object", "description": "A JSON-LD context.", "required": ["@context"]}


class AtomResponse(Response):
    """A feed (RFC 4287)."""

    media_type = "application/atom+xml"


def documents_router(app: FastAPI, dataset: Dataset, settings: Settings, links: Links) -> APIRouter:
    """Return the routes of the documents."""
    router = APIRouter(route_class=StrictRoute, tags=["About"])
    context = (_HERE / "assets" / "context.jsonld").read_bytes()

    @router.get(
        CONTEXT,
        operation_id="getContext",
        summary="Get the JSON-LD context",
        description="Makes linked data of every resource, list and claim, which link to it: JSON-LD"
        " processors follow the link by themselves. Terms of schema.org, PROV, Dublin Core, Web"
        " Annotation and EDTF where they are true, and for the rest our own.",
        response_class=LinkedDataResponse,
        responses={200: {"content": {LinkedDataResponse.media_type: {"schema": _CONTEXT}}}},
    )
    async def get_context() -> LinkedDataResponse:
        return LinkedDataResponse(context)

    @router.get(
        LLMS,
        operation_id="getLlmsText",
        summary="Get a guide for language models",
        description="What the record is, where everything is, and the rule to cite, in the form"
        " that llmstxt.org proposes.",
        response_class=PlainTextResponse,
    )
    async def get_llms_text() -> PlainTextResponse:
        text = _TEMPLATES.get_template("llms.txt.jinja").render(
            info=dataset.info,
            facts=dataset.facts,
            root=settings.root_path,
            collections=_described_collections(dataset),
            views=[view for view in views_of(app) if view.href != LLMS],
        )
        return PlainTextResponse(text)

    @router.get(
        FEED,
        operation_id="getCorrectionsFeed",
        summary="Follow the corrections as an Atom feed",
        description="Every correction, newest first, as a feed (RFC 4287) that tells readers when"
        " the record was wrong.",
        response_class=AtomResponse,
    )
    async def get_corrections_feed() -> AtomResponse:
        found = dataset.of_type("correction").values()
        corrections = [one for one in found if isinstance(one, Correction)]
        feed = _TEMPLATES.get_template("corrections.atom.jinja").render(
            info=dataset.info,
            corrections=corrections,
            # An id of a feed never changes (RFC 4151 §2.1): the tag begins with its first day.
            first_day=corrections[-1].date if corrections else dataset.info.modified,
            base=settings.origin + settings.root_path,
        )
        return AtomResponse(feed, headers={"Link": links.licence})

    return router


def _described_collections(dataset: Dataset) -> list[dict[str, object]]:
    """Return the collections that have something in them, with what they can be filtered by."""
    return [
        {
            "name": collection_of(kind),
            "total": len(dataset.of_type(kind)),
            "about": ABOUT[kind],
            "filters": [field.alias or name for name, field in FILTERS[kind].model_fields.items()],
        }
        for kind in MODELS
        if dataset.of_type(kind)
    ]
