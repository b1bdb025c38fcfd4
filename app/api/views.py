"""Views across collections: search, the graph, and what is unknown."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, Field

from app.api.filters import Paging
from app.api.responses import Responses
from app.api.routing import strict_router
from app.data.dataset import Dataset
from app.models import MODELS
from app.models.answers import Graph, Hit, OpenQuestion, list_of
from app.models.reference import ResourceType


class SearchQuery(Paging):
    """What to search for."""

    q: Annotated[str, Field(min_length=1, max_length=200, pattern=r"\S")]
    """Words that must all occur, in any language; case, width and Chinese script are ignored."""


class GraphQuery(BaseModel, use_attribute_docstrings=True):
    """Which part of the graph to answer with."""

    type: Annotated[list[ResourceType], Field(max_length=len(MODELS))] = []
    """Only resources of these types, and the references among them."""


def views_router(dataset: Dataset, responses: Responses) -> APIRouter:
    """Return the routes of search, graph and unknowns."""
    router = strict_router("Views")

    @router.get(
        "/search",
        response_model=list_of(Hit),
        summary="Search in every language and Chinese script",
        description="Looks for words in names, summaries, statements and quotes. Case, width and"
        " the difference of Chinese scripts are ignored. A resource is found when all words occur"
        " in it; the best matches come first.",
    )
    async def search(query: Annotated[SearchQuery, Query()], request: Request) -> Response:
        hits, total = dataset.search(query.q, query.offset, query.limit)
        body = responses.hits(hits, total)
        return responses.part(request, query, body, total, responses.licence)

    @router.get(
        "/graph",
        response_model=Graph,
        summary="Get all resources and references as a graph",
        description="All resources as nodes and all references as edges, in the node-link form that"
        " networkx reads unchanged; with `type` only the part among resources of these types.",
    )
    async def get_graph(query: Annotated[GraphQuery, Query()]) -> Response:
        part = dataset.graph(frozenset(query.type or MODELS))
        return responses.json(responses.dump(part), responses.licence)

    @router.get(
        "/unknowns",
        response_model=list_of(OpenQuestion),
        summary="List what no source gives",
        description="What a reader will look for and no source gives, with the reason and the"
        " resource where it would stand.",
    )
    async def list_unknowns(query: Annotated[Paging, Query()], request: Request) -> Response:
        return responses.page(request, query, dataset.questions, responses.linked_data)

    return router
