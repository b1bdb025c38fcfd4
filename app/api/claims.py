"""Claims: every fact with every passage, flat, as JSON and as CSV."""

import csv
import io
from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import MISSING

from app.api.filters import ClaimFilter, ClaimSelection
from app.api.lists import add_link, page_of
from app.api.problems import ProblemError
from app.api.query import StrictRoute
from app.api.selecting import select
from app.data.dataset import Dataset
from app.models.answers import Page
from app.models.claim import Claim
from app.models.text import Slug

COLUMNS = (
    *("id", "subject", "subject_type", "subject_name", "pointer", "value", "shown", "disputed"),
    *("rank", "basis", "source", "source_name", "locator", "quote", "link", "note"),
)
"""The columns of the table: the fields of a claim, its two references as id, type and name."""

_FLAT = "Every field of every resource with every passage that supports or contradicts it, flat."
_FORMULA = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
_BYTE_ORDER_MARK = "\ufeff"


_TABLE = {
    "type": "string",
    "description": f"Rows of {len(COLUMNS)} cells: {', '.join(COLUMNS)}.",
    "pattern": "^\ufeffid,",
    "maxLength": 2**31 - 1,
    "examples": ["\ufeff" + ",".join(COLUMNS) + "\r\n"],
}


class CsvResponse(Response):
    """A table in CSV (RFC 4180, RFC 7111)."""

    media_type = "text/csv; header=present"


def to_csv(claims: Sequence[Claim]) -> str:
    """Return claims as CSV (RFC 4180) that a spreadsheet opens as what it is.

    It begins with a byte order mark, without which Excel takes UTF-8 for something else, and a
    cell that would be taken for a formula has an apostrophe before it, as OWASP advises.
    """
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(COLUMNS)
    writer.writerows([_cell(value) for value in _row(claim)] for claim in claims)
    return _BYTE_ORDER_MARK + table.getvalue()


def _cell(value: object) -> str:
    if isinstance(value, tuple):
        return "; ".join(map(str, value))
    text = "" if value is MISSING else str(value)
    if isinstance(value, bool):
        text = text.lower()
    return f"'{text}" if text.startswith(_FORMULA) else text


def _row(claim: Claim) -> tuple[object, ...]:
    subject, source = claim.subject, claim.source
    return (
        *(claim.id, subject.id, subject.type, subject.name, claim.pointer, claim.value),
        *(claim.shown, claim.disputed, claim.rank, claim.basis, source.id, source.name),
        *(claim.locator, claim.quote, claim.link, claim.note),
    )


def claims_router(dataset: Dataset) -> APIRouter:
    """Return the routes of claims: the list, the table and the single claim."""
    router = APIRouter(route_class=StrictRoute)

    @router.get(
        "/claims",
        operation_id="listClaims",
        summary="List claims",
        description=f"{_FLAT} Filters are combined; `Link` leads through the list.",
        response_description="A part of the list of claims.",
    )
    async def list_claims(
        query: Annotated[ClaimFilter, Query()], request: Request, response: Response
    ) -> Page[Claim]:
        found = select(query, dataset.claim_fields, dataset, request)
        return page_of(found, Page[Claim], query, request, response)

    @router.get(
        "/claims.csv",
        operation_id="downloadClaims",
        summary="Download claims as a table",
        description=f"{_FLAT} This is the whole list as CSV (RFC 4180), in UTF-8 with a byte order"
        " mark, for spreadsheets; where a cell would be read as a formula, an apostrophe precedes"
        " it.",
        response_description="The table, its first row the names of the columns.",
        response_class=CsvResponse,
        responses={200: {"content": {CsvResponse.media_type: {"schema": _TABLE}}}},
    )
    async def download(query: Annotated[ClaimSelection, Query()], request: Request) -> CsvResponse:
        response = CsvResponse(to_csv(select(query, dataset.claim_fields, dataset, request)))
        add_link(response, dataset.info.licence.url, "license")
        return response

    @router.get(
        "/claims/{id}",
        operation_id="getClaim",
        summary="Get one claim",
        description="One field of one resource with one passage that supports or contradicts it."
        " The id changes only when what is claimed, or where it stands, changes.",
        response_description="The claim, with its passage.",
    )
    async def get_claim(
        slug: Annotated[Slug, Path(alias="id", description="The id of the claim.")],
    ) -> Claim:
        claim = dataset.claims.get(slug)
        if claim is None:
            detail = f"There is no claim with the id {slug!r}."
            raise ProblemError(404, detail, did_you_mean=_claims_near(slug, dataset))
        return claim

    return router


def _claims_near(slug: str, dataset: Dataset) -> tuple[str, ...]:
    """Return where the claims on the subject are that the id begins with."""
    subject = slug.rpartition("-")[0]
    return ("/claims",) if dataset.get(subject) is None else (f"/claims?subject={subject}",)
