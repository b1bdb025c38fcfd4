"""Linked data: the context that answers link to, and the vocabulary of our own terms."""

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import JSONResponse

from app.api.query import StrictRoute
from app.models.context import VOCABULARY, context_document
from app.models.href import at_base
from app.models.ontology import ontology

CONTEXT = "/context.jsonld"
MEDIA_TYPE = "application/ld+json"

_RELATION = "http://www.w3.org/ns/json-ld#context"
_PLAIN = frozenset({"search"})

_ABOUT_CONTEXT = (
    "Makes linked data of every resource, list and claim, which link to it: JSON-LD processors"
    " follow the link by themselves. Terms of schema.org, PROV, Dublin Core, Web Annotation and"
    " EDTF where they are true, and for the rest our own."
)
_ABOUT_VOCABULARY = (
    "The classes and properties that are ours, each with a label, what it means and where it is"
    " used, as an RDF vocabulary in JSON-LD."
)


class LinkedResponse(JSONResponse):
    """A JSON-LD document."""

    media_type = MEDIA_TYPE


async def _link_context(request: Request, response: Response) -> None:
    """Link to the context (JSON-LD 1.1 §6.1), by which an answer in JSON becomes linked data.

    What a search found is no data: that a word occurs somewhere is no property of a resource.
    """
    if request.scope["route"].operation_id not in _PLAIN:
        link = f'<{at_base(CONTEXT)}>; rel="{_RELATION}"; type="{MEDIA_TYPE}"'
        response.headers.append("Link", link)


LINKED = Depends(_link_context)
"""A dependency of routers, whose answers it makes linked data."""


def linked_router() -> APIRouter:
    """Return the routes of the context and the vocabulary."""
    router = APIRouter(route_class=StrictRoute)

    @router.get(
        CONTEXT,
        operation_id="getContext",
        summary="Get the JSON-LD context",
        description=_ABOUT_CONTEXT,
        response_description="The context (JSON-LD 1.1).",
        response_class=LinkedResponse,
    )
    async def get_context() -> LinkedResponse:
        return LinkedResponse(context_document())

    @router.get(
        VOCABULARY,
        operation_id="getVocabulary",
        summary="Get the vocabulary",
        description=_ABOUT_VOCABULARY,
        response_description="The vocabulary (JSON-LD 1.1).",
        response_class=LinkedResponse,
    )
    async def get_vocabulary() -> LinkedResponse:
        return LinkedResponse(ontology())

    return router
