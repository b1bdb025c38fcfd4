"""Views across collections: /search, /graph and /unknowns."""

from typing import Annotated

from fastapi import FastAPI, Query, Request, Response
from pydantic_core import to_json

from app.api.filters import QuestionListQuery
from app.api.queries import NO_REPEATS, GraphQuery, SearchQuery
from app.api.responses import JsonResponses, list_json
from app.data.dataset import Dataset
from app.data.graph import graph_of
from app.models import MODELS
from app.models.answers import Graph, HitList, OpenQuestion, list_of


def add_views(app: FastAPI, dataset: Dataset, responses: JsonResponses) -> None:
    """Add the routes across collections: search, graph and unknowns."""

    @app.get(
        "/search",
        tags=["Views"],
        dependencies=[NO_REPEATS],
        response_model=HitList,
        summary="Search in every language and Chinese script",
        description="Search first: it finds names, summaries, statements, dates as they are"
        " written, sums and quotes, by one to three words or by a question. What has all words is"
        " first, then what has most of them; what a thing is comes before who reported it. Endings,"
        " hyphens, case, accents and Chinese script make no difference. A beginning or a slip is"
        " read as the word that it resembles (`read_as`); a word that nothing has is `not_found`."
        " Where most words are not, nothing is found.",
    )
    async def search(query: Annotated[SearchQuery, Query()], request: Request) -> Response:
        results = dataset.search.find(query.q, query.offset, query.limit)
        body = to_json(results._asdict())
        return responses.slice(request, query, body, results.total, responses.licence)

    @app.get(
        "/graph",
        tags=["Views"],
        response_model=Graph,
        summary="Get all resources and references as a graph",
        description="All resources as nodes and all references as edges, in the node-link form that"
        " networkx reads unchanged; with `type` only the part among resources of these types.",
    )
    async def get_graph(query: Annotated[GraphQuery, Query()]) -> Response:
        graph = graph_of(dataset.by_id, frozenset(query.type or MODELS))
        return responses.json(graph, responses.licence)

    @app.get(
        "/unknowns",
        tags=["Views"],
        dependencies=[NO_REPEATS],
        response_model=list_of(OpenQuestion),
        summary="List what no source gives",
        description="What a reader will look for and no source gives, with the reason and the"
        " resource where it would stand.",
    )
    async def list_unknowns(
        query: Annotated[QuestionListQuery, Query()], request: Request
    ) -> Response:
        keys = query.select(dataset.questions)
        items = dataset.questions.listed(query.slice(keys), query.fields)
        body = list_json(items, len(keys))
        return responses.slice(request, query, body, len(keys), responses.linked_data)
