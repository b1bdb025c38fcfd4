"""Linked data: /context.jsonld, by which plain answers are JSON-LD 1.1."""

from pathlib import Path

from fastapi import FastAPI, Response

from app.api.queries import NoQuery
from app.api.routing import documents_as

_LINKED_DATA = "application/ld+json"
_HERE = Path(__file__).parent


def add_linked_data(app: FastAPI) -> None:
    """Add the route of the JSON-LD context."""
    context = (_HERE / "context.jsonld").read_bytes()

    @app.get(
        "/context.jsonld",
        tags=["About"],
        summary="Get the JSON-LD context",
        description="Makes linked data of every resource, list and claim, which link to it: JSON-LD"
        " processors follow the link by themselves. Terms of schema.org, PROV, Dublin Core, Web"
        " Annotation and EDTF where they are true, and for the rest our own.",
        **documents_as(_LINKED_DATA, {"type": "object", "required": ["@context"]}),
    )
    async def get_context(_: NoQuery) -> Response:
        return Response(context, media_type=_LINKED_DATA)
