"""Collections: for each type of resource, and for claims, a list with filters, and the items."""

from inspect import getdoc
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response

from app.api.filters import CLAIM_FILTER, FILTERS
from app.api.problems import NotFoundError
from app.api.responses import Responses
from app.api.routing import pascal_case, strict_router
from app.data.dataset import Dataset
from app.data.errors import near_matches
from app.models import MODELS
from app.models.answers import Claim, list_of
from app.models.base import Slug
from app.models.reference import ResourceType, collection_of, href_of

_ORDERS = {"event": " In the order of time.", "correction": " Newest first."}
"""Of those that are not in the order of their file."""

FLAT = "Every field of every resource with every passage that supports or contradicts it, flat."


def about(type_: ResourceType) -> str:
    """Return a sentence or two on a type of resource: the first paragraph on its model."""
    return str(getdoc(MODELS[type_])).partition("\n\n")[0]


def collections_router(dataset: Dataset, responses: Responses) -> APIRouter:
    """Return the routes of all collections and their items."""
    router = strict_router("Collections")
    for type_ in MODELS:
        _add_collection(router, dataset, responses, type_)
    return router


def _add_collection(
    router: APIRouter, dataset: Dataset, responses: Responses, type_: ResourceType
) -> None:
    plural, noun = collection_of(type_), type_.replace("-", " ")
    collection = dataset.collections[type_]
    filter_model: Any = FILTERS[type_]
    section = responses.to_page(plural)
    id_path = Path(alias="id", description=f"The id of the {noun}, as lists give it.")

    @router.get(
        f"/{plural}",
        response_model=list_of(MODELS[type_]),
        operation_id=f"list{pascal_case(plural)}",
        summary=f"List {plural.replace('-', ' ')}",
        description=f"{about(type_)}{_ORDERS.get(type_, '')} Each item is whole. Filters are"
        " combined: an item passes all of them. `Link` leads through the list.",
    )
    async def list_resources(query: Annotated[filter_model, Query()], request: Request) -> Response:
        found = query.select(collection)
        return responses.page(request, query, found, responses.linked_data, section)

    @router.get(
        f"/{plural}/{{id}}",
        response_model=MODELS[type_],
        operation_id=f"get{pascal_case(type_)}",
        summary=f"Get one {noun}",
        description=about(type_),
    )
    async def get_resource(slug: Annotated[Slug, id_path]) -> Response:
        if slug in collection.by_id:
            return responses.item(collection.by_id[slug], slug)
        near = (href_of(type_, one) for one in near_matches(slug, collection.by_id))
        raise NotFoundError(detail=f"There is no {noun} with the id {slug!r}.", near=near)


def claims_router(dataset: Dataset, responses: Responses) -> APIRouter:
    """Return the routes of claims: the list and the single claim."""
    router = strict_router("Claims")
    filter_model: Any = CLAIM_FILTER

    @router.get(
        "/claims",
        response_model=list_of(Claim),
        summary="List claims: every fact with every passage, flat",
        description=f"{FLAT} Filters are combined; `Link` leads through the list.",
    )
    async def list_claims(query: Annotated[filter_model, Query()], request: Request) -> Response:
        found = query.select(dataset.claims)
        return responses.page(request, query, found, responses.linked_data)

    @router.get(
        "/claims/{id}",
        response_model=Claim,
        summary="Get one claim",
        description="One field of one resource with one passage that supports or contradicts it."
        " The id changes only when what is claimed, or where it stands, changes.",
    )
    async def get_claim(
        slug: Annotated[Slug, Path(alias="id", description="The id of the claim.")],
    ) -> Response:
        if slug in dataset.claims.by_id:
            claim = dataset.claims.by_id[slug]
            return responses.item(claim, claim.subject.id)
        subject = slug.rpartition("-")[0]
        near = f"/claims?subject={subject}" if dataset.by_id.get(subject) else "/claims"
        raise NotFoundError(detail=f"There is no claim with the id {slug!r}.", near=[near])

    return router
