"""Views across collections: search, the graph, and what is unknown."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, Field

from app.api.filters import Paging
from app.api.links import Links
from app.api.query import StrictRoute
from app.api.serializer import Serializer, json_response
from app.data.dataset import Dataset
from app.models import MODELS
from app.models.answers import Graph, Hit, OpenQuestion, list_of
from app.models.reference import ResourceType


class SearchQuery(Paging):
    """What to search for."""

    q: Annotated[
        str,
        Field(
            min_length=1,
            max_length=200,
            pattern=r"\S",
            description="Words that must all occur, in any language; case, width and Chinese script"
            " are ignored.",
        ),
    ]


class GraphQuery(BaseModel):
    """Which part of the graph to answer with."""

    type: Annotated[
        list[ResourceType],
        Field(
            max_length=len(MODELS),
            description="Only resources of these types, and the references among them.",
        ),
    ] = []


def views_router(dataset: Dataset, serializer: Serializer, links: Links) -> APIRouter:
    """Return the routes of search, graph and unknowns."""
    router = APIRouter(route_class=StrictRoute, tags=["Views"])

    @router.get(
        "/search",
        response_model=list_of(Hit),
        operation_id="search",
        summary="Search in every language and Chinese script",
        description="Looks for words in names, summaries, statements and quotes. Case, width and"
        " the difference of Chinese scripts are ignored. A resource is found when all words occur"
        " in it; the best matches come first.",
    )
    async def search(query: Annotated[SearchQuery, Query()], request: Request) -> Response:
        hits, total = dataset.search(query.q, query.offset, query.limit)
        through = links.through(request, query, total)
        return json_response(serializer.dump_hits(hits, total), links.licence, through)

    @router.get(
        "/graph",
        response_model=Graph,
        operation_id="getGraph",
        summary="Get all resources and references as a graph",
        description="All resources as nodes and all references as edges, in the node-link form that"
        " networkx reads unchanged; with `type` only the part among resources of these types.",
    )
    async def graph(query: Annotated[GraphQuery, Query()]) -> Response:
        part = dataset.graph(frozenset(query.type or MODELS))
        return json_response(serializer.dump(part), links.licence)

    @router.get(
        "/unknowns",
        response_model=list_of(OpenQuestion),
        operation_id="listUnknowns",
        summary="List what no source gives",
        description="What a reader will look for and no source gives, with the reason and the"
        " resource where it would stand.",
    )
    async def unknowns(query: Annotated[Paging, Query()], request: Request) -> Response:
        questions = dataset.questions
        part = questions[query.offset : query.offset + query.limit]
        through = links.through(request, query, len(questions))
        body = serializer.dump_page(part, len(questions))
        return json_response(body, links.linked_data, through)

    return router
