"""Claims: /claims, /claims/{id} and their table /claims.csv."""

from typing import Annotated, Any

from fastapi import FastAPI, HTTPException, Path, Query, Request, Response

from app.api.filters import CLAIM_FILTERS, query_model, select
from app.api.queries import Paging, QueryModel, refuse_repeated
from app.api.responses import LinkedResponses
from app.api.routing import documents_as
from app.data.dataset import Dataset
from app.data.tables import CLAIM_COLUMNS, CSV, claims_csv
from app.models.answers import list_of
from app.models.base import Slug
from app.models.claim import Claim

_ROWS = f"Rows of {len(CLAIM_COLUMNS)} cells: {', '.join(CLAIM_COLUMNS)}."

FLAT = "Every field of every resource with every passage that supports or contradicts it, flat."

_TableQuery: Any = query_model(QueryModel, CLAIM_FILTERS)
_ListQuery: Any = query_model(Paging, CLAIM_FILTERS, Claim)
_ItemQuery: Any = query_model(QueryModel, model=Claim)


def add_claims(app: FastAPI, dataset: Dataset, responses: LinkedResponses) -> None:
    """Add the routes of claims: the list, the single claim and the table."""

    @app.get(
        "/claims",
        tags=["Claims"],
        response_model=list_of(Claim),
        summary="List claims: every fact with every passage, flat",
        description=f"{FLAT} Filters are combined; `Link` leads through the list.",
    )
    async def list_claims(
        query: Annotated[_ListQuery, Query()], request: Request
    ) -> Response:
        return responses.items(request, query, CLAIM_FILTERS, dataset.claims)

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
        query: Annotated[_ItemQuery, Query()],
        request: Request,
    ) -> Response:
        refuse_repeated(request)
        if slug in dataset.claims.by_id:
            subject = dataset.claims.by_id[slug].subject
            return responses.item(dataset.claims.json(slug, query.fields), subject.id)
        raise HTTPException(404, f"There is no claim with the id {slug!r}.")

    @app.get(
        "/claims.csv",
        tags=["Downloads"],
        summary="Download all claims as a table",
        description=f"{FLAT} This is the whole list as CSV (RFC 4180), in UTF-8 with a byte order"
        " mark, for spreadsheets; where a cell would be read as a formula, an apostrophe precedes"
        f" it. {_ROWS}",
        **documents_as(CSV),
    )
    async def download_claims(
        query: Annotated[_TableQuery, Query()], request: Request
    ) -> Response:
        refuse_repeated(request)
        claims = select(dataset.claims, CLAIM_FILTERS, query)
        return responses.table(claims_csv(claims.values()))
