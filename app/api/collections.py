"""Collections and views: lists with filters and their items, claims, search, graph, unknowns."""

from inspect import getdoc
from typing import Annotated, Any

from fastapi import FastAPI, Path, Query, Request, Response

from app.api.filters import FILTERS, ClaimFilter, GraphQuery, Paging, SearchQuery
from app.api.problems import NotFoundError
from app.api.responses import Responses
from app.data.dataset import Dataset
from app.data.errors import near_matches
from app.models import MODELS
from app.models.answers import Claim, Graph, Hit, OpenQuestion, list_of
from app.models.base import Slug
from app.models.reference import ResourceType, collection_of

_ORDERS = {"event": " In the order of time.", "correction": " Newest first."}
"""Of those that are not in the order of their file."""

FLAT = "Every field of every resource with every passage that supports or contradicts it, flat."


def about(type_: ResourceType) -> str:
    """Return a sentence or two on a type of resource: the first paragraph on its model."""
    return str(getdoc(MODELS[type_])).partition("\n\n")[0]


def add_collection(
    app: FastAPI, dataset: Dataset, responses: Responses, type_: ResourceType
) -> None:
    """Add the routes of a collection and its items."""
    plural, noun = collection_of(type_), type_.replace("-", " ")
    collection = dataset.collections[type_]
    filter_model: Any = FILTERS[type_]
    section = responses.to_page(plural)
    id_path = Path(alias="id", description=f"The id of the {noun}, as lists give it.")

    @app.get(
        f"/{plural}",
        name=f"list_{plural}",
        tags=["Collections"],
        response_model=list_of(MODELS[type_]),
        summary=f"List {plural.replace('-', ' ')}",
        description=f"{about(type_)}{_ORDERS.get(type_, '')} Each item is whole. Filters are"
        " combined: an item passes all of them. `Link` leads through the list.",
    )
    async def list_resources(query: Annotated[filter_model, Query()], request: Request) -> Response:
        return responses.page(request, query, query.select(collection), section)

    @app.get(
        f"/{plural}/{{id}}",
        name=f"get_{type_}",
        tags=["Collections"],
        response_model=MODELS[type_],
        summary=f"Get one {noun}",
        description=about(type_),
    )
    async def get_resource(slug: Annotated[Slug, id_path]) -> Response:
        if resource := collection.by_id.get(slug):
            return responses.item(resource, slug)
        near = (f"/{plural}/{one}" for one in near_matches(slug, collection.by_id))
        raise NotFoundError(detail=f"There is no {noun} with the id {slug!r}.", near=near)


def add_claims(app: FastAPI, dataset: Dataset, responses: Responses) -> None:
    """Add the routes of claims: the list and the single claim."""

    @app.get(
        "/claims",
        tags=["Claims"],
        response_model=list_of(Claim),
        summary="List claims: every fact with every passage, flat",
        description=f"{FLAT} Filters are combined; `Link` leads through the list.",
    )
    async def list_claims(query: Annotated[ClaimFilter, Query()], request: Request) -> Response:
        return responses.page(request, query, query.select(dataset.claims))

    @app.get(
        "/claims/{id}",
        tags=["Claims"],
        response_model=Claim,
        summary="Get one claim",
        description="One field of one resource with one passage that supports or contradicts it."
        " The id changes only when what is claimed, or where it stands, changes.",
    )
    async def get_claim(
        slug: Annotated[Slug, Path(alias="id", description="The id of the claim.")],
    ) -> Response:
        if claim := dataset.claims.by_id.get(slug):
            return responses.item(claim, claim.subject.id)
        subject = slug.rpartition("-")[0]
        near = f"/claims?subject={subject}" if subject in dataset.by_id else "/claims"
        raise NotFoundError(detail=f"There is no claim with the id {slug!r}.", near=[near])


def add_views(app: FastAPI, dataset: Dataset, responses: Responses) -> None:
    """Add the routes across collections: search, graph and unknowns."""

    @app.get(
        "/search",
        tags=["Views"],
        response_model=list_of(Hit),
        summary="Search in every language and Chinese script",
        description="Looks for words in names, summaries, statements and quotes. Case, accents and"
        " the difference of Chinese scripts are ignored. A resource is found when all words occur"
        " in it; the best matches come first.",
    )
    async def search(query: Annotated[SearchQuery, Query()], request: Request) -> Response:
        hits, total = dataset.search(query.q, query.offset, query.limit)
        body = responses.hits(hits, total)
        return responses.part(request, query, body, total, responses.licence)

    @app.get(
        "/graph",
        tags=["Views"],
        response_model=Graph,
        summary="Get all resources and references as a graph",
        description="All resources as nodes and all references as edges, in the node-link form that"
        " networkx reads unchanged; with `type` only the part among resources of these types.",
    )
    async def get_graph(query: Annotated[GraphQuery, Query()]) -> Response:
        part = dataset.graph(frozenset(query.type or MODELS))
        return responses.json(responses.dump(part), responses.licence)

    @app.get(
        "/unknowns",
        tags=["Views"],
        response_model=list_of(OpenQuestion),
        summary="List what no source gives",
        description="What a reader will look for and no source gives, with the reason and the"
        " resource where it would stand.",
    )
    async def list_unknowns(query: Annotated[Paging, Query()], request: Request) -> Response:
        return responses.page(request, query, dataset.questions)
