"""Claims: /claims, /claims/{id} and their table /claims.csv."""

from collections.abc import Iterable
from typing import Annotated, Any

from fastapi import FastAPI, Path, Query, Request, Response
from pydantic import MISSING

from app.api.filters import ClaimListQuery, ClaimTableQuery, item_query
from app.api.problems import NotFoundError, WithdrawnError
from app.api.queries import NO_REPEATS
from app.api.responses import JsonResponses, list_json
from app.api.routing import documents_as
from app.api.tables import CSV, to_csv
from app.data.dataset import Dataset
from app.models.answers import list_of
from app.models.base import Slug
from app.models.claim import Claim

_FIELDS = (
    "id",
    "subject.id",
    "subject.type",
    "subject.name",
    "speaker.id",
    "speaker.name",
    "pointer",
    "value",
    "value_type",
    "value_name",
    "language",
    "shown",
    "disputed",
    "dispute",
    "rank",
    "basis",
    "source.id",
    "source.name",
    "locator",
    "quote",
    "quote_language",
    "link",
    "note",
)
_COLUMNS = tuple(field.removesuffix(".id").replace(".", "_") for field in _FIELDS)
"""The columns of the table: the fields of a claim, its references as id, type and name."""

_ROWS = f"Rows of {len(_COLUMNS)} cells: {', '.join(_COLUMNS)}."

FLAT = "Every field of every resource with every passage that supports or contradicts it, flat."


def claims_csv(claims: Iterable[Claim]) -> bytes:
    """Return claims as a table."""
    rows = ([_value_at(claim, path) for path in _FIELDS] for claim in claims)
    return to_csv(_COLUMNS, rows)


def _value_at(claim: Claim, path: str) -> object:
    """Return the value at a path of fields, such as `source.name`, or MISSING."""
    value: object = claim
    for name in path.split("."):
        if value is not MISSING:
            value = getattr(value, name)
    return value


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
        return Response(claims_csv(claims), headers={"Link": responses.licence}, media_type=CSV)
