"""Collections: for each type of resource, and for claims, a list with filters, and the items."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response

from app.api.filters import CLAIM_FILTER, FILTERS
from app.api.problems import NotFoundError
from app.api.responses import Responses
from app.api.routing import pascal_case, strict_router
from app.data.dataset import Dataset
from app.data.near_matches import near_matches
from app.models import MODELS
from app.models.answers import list_of
from app.models.claim import Claim
from app.models.reference import ResourceType, collection_of, href_of
from app.models.text import Slug

ABOUT: dict[ResourceType, str] = {
    "agreement": "Documents between parties: who entered them, when, and how they belong together.",
    "area": "The numbered areas of cooperation that an agreement names, in its order.",
    "party": "The bodies that entered an agreement, and the side on which each stands.",
    "organization": "Companies, academies, newspapers and other bodies that are no party.",
    "person": "People and their offices, each dated by the source that shows them in it.",
    "platform": "Platforms that an agreement or a government names, each for a field.",
    "entrustment": "The acts by which a body entrusts a company with a platform.",
    "funding-scheme": "Schemes of joint funding, with or without an agreement behind them.",
    "event": "What happened, in the order of time, dated as precisely as the source.",
    "statement": "What someone said: attributed, and never presented as fact.",
    "source": "The documents that are cited, with their publisher, date, language and address.",
    "correction": "What this record said wrongly, what it says now, since when and why; newest"
    " first.",
}
"""A sentence on each type of resource."""

FLAT = "Every field of every resource with every passage that supports or contradicts it, flat."


def collections_router(dataset: Dataset, responses: Responses) -> APIRouter:
    """Return the routes of all collections and their items."""
    router = strict_router("Collections")
    for kind in MODELS:
        _add_collection(router, dataset, responses, kind)
    return router


def _add_collection(
    router: APIRouter, dataset: Dataset, responses: Responses, kind: ResourceType
) -> None:
    collection, plural, noun = (
        dataset.collections[kind],
        collection_of(kind),
        kind.replace("-", " "),
    )
    filter_model: Any = FILTERS[kind]
    section = responses.to_page(plural)
    id_path = Path(alias="id", description=f"The id of the {noun}, as lists give it.")

    @router.get(
        f"/{plural}",
        response_model=list_of(MODELS[kind]),
        operation_id=f"list{pascal_case(plural)}",
        summary=f"List {plural.replace('-', ' ')}",
        description=f"{ABOUT[kind]} Each item is whole. Filters are combined: an item passes all of"
        " them. `Link` leads through the list.",
    )
    async def list_resources(query: Annotated[filter_model, Query()], request: Request) -> Response:
        found = query.select(collection)
        return responses.page(request, query, found, responses.linked_data, section)

    @router.get(
        f"/{plural}/{{id}}",
        response_model=MODELS[kind],
        operation_id=f"get{pascal_case(kind)}",
        summary=f"Get one {noun}",
        description=ABOUT[kind],
    )
    async def get_resource(slug: Annotated[Slug, id_path]) -> Response:
        if slug in collection.by_id:
            return responses.item(collection.by_id[slug], slug)
        near = (href_of(kind, one) for one in near_matches(slug, collection.by_id))
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
        near = f"/claims?subject={subject}" if dataset.get(subject) else "/claims"
        raise NotFoundError(detail=f"There is no claim with the id {slug!r}.", near=[near])

    return router
