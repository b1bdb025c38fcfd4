"""Claims: every fact with every passage, flat."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response

from app.api.filters import CLAIM_FILTER
from app.api.links import Links
from app.api.problems import NotFoundError
from app.api.query import StrictRoute
from app.api.serializer import Serializer, json_response
from app.data.dataset import Dataset
from app.models.answers import list_of
from app.models.claim import Claim
from app.models.text import Slug

FLAT = "Every field of every resource with every passage that supports or contradicts it, flat."


def claims_router(dataset: Dataset, serializer: Serializer, links: Links) -> APIRouter:
    """Return the routes of claims: the list and the single claim."""
    router = APIRouter(route_class=StrictRoute, tags=["Claims"])
    filter_model: Any = CLAIM_FILTER

    @router.get(
        "/claims",
        response_model=list_of(Claim),
        operation_id="listClaims",
        summary="List claims: every fact with every passage, flat",
        description=f"{FLAT} Filters are combined; `Link` leads through the list.",
    )
    async def list_claims(query: Annotated[filter_model, Query()], request: Request) -> Response:
        found = query.select(dataset.claims)
        part = found[query.offset : query.offset + query.limit]
        through = links.through(request, query, len(found))
        return json_response(serializer.dump_page(part, len(found)), links.linked_data, through)

    @router.get(
        "/claims/{id}",
        response_model=Claim,
        operation_id="getClaim",
        summary="Get one claim",
        description="One field of one resource with one passage that supports or contradicts it."
        " The id changes only when what is claimed, or where it stands, changes.",
    )
    async def get_claim(
        slug: Annotated[Slug, Path(alias="id", description="The id of the claim.")],
    ) -> Response:
        claim = dataset.claims.by_id.get(slug)
        if claim is None:
            subject = slug.rpartition("-")[0]
            is_known = dataset.get(subject) is not None
            near = f"/claims?subject={subject}" if is_known else "/claims"
            detail = f"There is no claim with the id {slug!r}."
            raise NotFoundError(detail, [near])
        return json_response(
            serializer.dump_once(claim), links.linked_data, links.to_page(claim.subject.id)
        )

    return router
