"""Claims: /claims, /claims/{id} and their table /claims.csv."""

from typing import Annotated, Any

from fastapi import FastAPI, Path, Query, Request, Response

from app.api.filters import ClaimListQuery, ClaimTableQuery, item_query
from app.api.problems import NotFoundError, WithdrawnError
from app.api.queries import NO_REPEATS
from app.api.responses import JsonResponses, list_json
from app.api.routing import documents_as
from app.data.dataset import Dataset
from app.data.tables import CLAIM_COLUMNS, CSV, claims_csv
from app.models.answers import list_of
from app.models.base import Slug
from app.models.claim import Claim

_ROWS = f"Rows of {len(CLAIM_COLUMNS)} cells: {', '.join(CLAIM_COLUMNS)}."

FLAT = "Every field of every resource with every passage that supports or contradicts it, flat."


def add_claims(app: FastAPI, dataset: Dataset, responses: JsonResponses) -> None:
    """Add the routes of claims: the list and the single claim."""
    claim_query: Any = item_query(Claim)

    @app.get(
        "/claims",
        tags=["Claims"],
        dependencies=[NO_REPEATS],
        response_model=list_of(Claim),
        summary="List claims: every fact with every passage, flat",
        description=f"{FLAT} Filters are combined; `Link` leads through the list.",
    )
    async def list_claims(query: Annotated[ClaimListQuery, Query()], request: Request) -> Response:
        keys = query.select(dataset.claims)
        items = dataset.claims.listed(query.slice(keys), query.fields)
        body = list_json(items, len(keys))
        return responses.slice(request, query, body, len(keys), responses.linked_data)

    @app.get(
        "/claims/{id}",
        tags=["Claims"],
        dependencies=[NO_REPEATS],
        response_model=Claim,
        summary="Get one claim",
        description="One field of one resource with one passage that supports or contradicts it."
        " The id changes only when what is claimed, or where it stands, changes.",
    )
    async def get_claim(
        slug: Annotated[Slug, Path(alias="id", description="The id of the claim.")],
        query: Annotated[claim_query, Query()],
    ) -> Response:
        claim = dataset.claims.by_id.get(slug)
        if claim is not None:
            return responses.item(dataset.claims.json(slug, query.fields), claim.subject.id)
        subject = slug.rpartition("-")[0]
        if subject in dataset.withdrawn:
            raise WithdrawnError(subject, dataset.withdrawn[subject])
        near = f"{responses.root_path}/claims"
        if subject in dataset.by_id:
            near += f"?subject={subject}"
        raise NotFoundError(detail=f"There is no claim with the id {slug!r}.", near=[near])

    @app.get(
        "/claims.csv",
        tags=["Downloads"],
        dependencies=[NO_REPEATS],
        summary="Download all claims as a table",
        description=f"{FLAT} This is the whole list as CSV (RFC 4180), in UTF-8 with a byte order"
        " mark, for spreadsheets; where a cell would be read as a formula, an apostrophe precedes"
        f" it. {_ROWS}",
        **documents_as(CSV),
    )
    async def download_claims(query: Annotated[ClaimTableQuery, Query()]) -> Response:
        claims = [dataset.claims.by_id[key] for key in query.select(dataset.claims)]
        content = claims_csv(claims)
        return Response(content, headers={"Link": responses.table_links}, media_type=CSV)
