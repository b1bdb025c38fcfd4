"""Views across collections: /search, /graph and /unknowns."""

from typing import Annotated, Any

from fastapi import FastAPI, Query, Request, Response
from pydantic_core import to_json

from app.api.filters import QUESTION_FILTERS, query_model
from app.api.queries import GraphQuery, Paging, SearchQuery, refuse_repeated
from app.api.responses import JSON, LinkedResponses, links_through, ready
from app.api.routing import SEARCH_SUMMARY
from app.data.dataset import Dataset
from app.data.graph import graph_of
from app.models import MODELS
from app.models.answers import Graph, HitList, OpenQuestion, list_of

_QuestionQuery: Any = query_model(Paging, QUESTION_FILTERS, OpenQuestion)


def add_views(app: FastAPI, dataset: Dataset, responses: LinkedResponses) -> None:
    """Add the routes across collections: search, graph and unknowns.

    The search index is made here, before the app can be asked: made at the first search, it would
    hold every other request meanwhile.
    """
    index = dataset.search

    @app.get(
        "/search",
        tags=["Views"],
        response_model=HitList,
        summary=SEARCH_SUMMARY,
        description="Search first: it finds names, summaries, statements, dates as they are"
        " written, sums and quotes, by one to three words or by a question. What has all words is"
        " first, then what has most of them; what a thing is comes before who reported it. Endings,"
        " hyphens, case, accents and Chinese script make no difference. A beginning or a slip is"
        " read as the word that it resembles (`read_as`); a word that nothing has is `not_found`."
        " Where most words are not, nothing is found.",
    )
    async def search(
        query: Annotated[SearchQuery, Query()], request: Request
    ) -> Response:
        refuse_repeated(request)
        results = index.find(query.q, query.offset, query.limit)
        links = links_through(request, query, results.total)
        return ready(to_json(results._asdict()), JSON, responses.licence, *links)

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
        return ready(graph.model_dump_json(), JSON, responses.licence)

    @app.get(
        "/unknowns",
        tags=["Views"],
        response_model=list_of(OpenQuestion),
        summary="List what no source gives",
        description="What a reader will look for and no source gives, with the reason and the"
        " resource where it would stand.",
    )
    async def list_unknowns(
        query: Annotated[_QuestionQuery, Query()], request: Request
    ) -> Response:
        return responses.items(request, query, QUESTION_FILTERS, dataset.questions)
