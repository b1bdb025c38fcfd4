"""Views across collections: search, the graph, and what is unknown."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from app.api.filters import Paging
from app.api.lists import page_of
from app.api.query import StrictRoute
from app.data.dataset import Dataset
from app.models import MODELS
from app.models.answers import Graph, Hit, OpenQuestion, Page
from app.models.reference import ResourceType


class SearchQuery(Paging):
    """What to search for."""

    q: Annotated[str, Field(min_length=1, max_length=200, pattern=r"\S")]
    """Words that must all occur, in any language; case, width and Chinese script are ignored."""


class GraphQuery(BaseModel):
    """Which part of the graph to answer with."""

    model_config = ConfigDict(use_attribute_docstrings=True, frozen=True)

    type: Annotated[list[ResourceType], Field(max_length=len(MODELS))] = []
    """Only resources of these types, and the references among them; all when not given."""


def views_router(dataset: Dataset) -> APIRouter:
    """Return the routes of search, graph and unknowns."""
    router = APIRouter(route_class=StrictRoute)

    @router.get(
        "/search",
        operation_id="search",
        summary="Search in every language",
        description="Looks for words in names, summaries, statements and quotes. Case, width and"
        " the difference of Chinese scripts are ignored. A resource is found when all words occur"
        " in it; the best matches come first.",
        response_description="A part of the list of resources that were found.",
    )
    async def search(
        query: Annotated[SearchQuery, Query()], request: Request, response: Response
    ) -> Page[Hit]:
        return page_of(dataset.search(query.q), Page[Hit], query, request, response)

    @router.get(
        "/graph",
        operation_id="getGraph",
        summary="Get the graph",
        description="All resources as nodes and all references as edges, in the node-link form that"
        " networkx reads unchanged; with `type` only the part among resources of these types.",
        response_description="The nodes and edges.",
    )
    async def graph(query: Annotated[GraphQuery, Query()]) -> Graph:
        return dataset.graph(frozenset(query.type or MODELS))

    @router.get(
        "/unknowns",
        operation_id="listUnknowns",
        summary="List what is unknown",
        description="What a reader will look for and no source gives, with the reason and the"
        " resource where it would stand.",
        response_description="A part of the list of open questions.",
    )
    async def unknowns(
        query: Annotated[Paging, Query()], request: Request, response: Response
    ) -> Page[OpenQuestion]:
        return page_of(dataset.questions, Page[OpenQuestion], query, request, response)

    return router
