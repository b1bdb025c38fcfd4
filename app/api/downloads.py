"""Downloads: the whole data in one file, as JSON that can be loaded again and as a CSV table."""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from fastapi.responses import JSONResponse
from pydantic import MISSING

from app.api.claims import FLAT
from app.api.filters import CLAIM_SELECTION
from app.api.links import Links
from app.api.query import StrictRoute
from app.api.serializer import json_response
from app.data.citations import cite_dataset
from app.data.dataset import Dataset
from app.data.loader import CITATION, FILES, INFO
from app.models.claim import Claim
from app.models.reference import collection_of

DATASET = "/dataset.json"
TABLE = "/claims.csv"

COLUMNS = (
    *("id", "subject", "subject_type", "subject_name", "pointer", "value", "shown", "disputed"),
    *("rank", "basis", "source", "source_name", "locator", "quote", "link", "note"),
)
"""The columns of the table: the fields of a claim, its two references as id, type and name."""

# What spreadsheets take for the beginning of a formula (OWASP, CSV Injection), full-width forms
# included.
_FORMULA = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
_BYTE_ORDER_MARK = "\ufeff"


class CsvResponse(Response):
    """A table in CSV (RFC 4180, RFC 7111)."""

    media_type = "text/csv; header=present"


def to_csv(claims: Sequence[Claim]) -> str:
    """Return claims as CSV (RFC 4180) that a spreadsheet opens as what it is.

    It begins with a byte order mark, without which Excel takes UTF-8 for something else, and a
    cell that would be taken for a formula has an apostrophe before it.
    """
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(COLUMNS)
    writer.writerows([_cell(value) for value in _row(claim)] for claim in claims)
    return _BYTE_ORDER_MARK + table.getvalue()


def _row(claim: Claim) -> tuple[object, ...]:
    subject, source = claim.subject, claim.source
    return (
        *(claim.id, subject.id, subject.type, subject.name, claim.pointer, claim.value),
        *(claim.shown, claim.disputed, claim.rank, claim.basis, source.id, source.name),
        *(claim.locator, claim.quote, claim.link, claim.note),
    )


def _cell(value: object) -> str:
    if isinstance(value, tuple):
        return "; ".join(map(str, value))
    text = "" if value is MISSING else str(value)
    if isinstance(value, bool):
        text = text.lower()
    return f"'{text}" if text.startswith(_FORMULA) else text


class Downloads:
    """The files that hold all of a dataset, made when they are first asked for."""

    def __init__(self, dataset: Dataset) -> None:
        """Know the dataset."""
        self._dataset = dataset

    @cached_property
    def dataset_json(self) -> bytes:
        """The dataset as its authors write it, in the form that is loaded from one file."""
        info = self._dataset.info
        members: dict[str, Any] = {CITATION: cite_dataset(info), INFO: info.model_dump()}
        members |= {file: [] for file in FILES}
        for slug, document in self._dataset.documents.items():
            members[collection_of(self._dataset.type_of(slug))].append(document)
        return (json.dumps(members, ensure_ascii=False, indent=2) + "\n").encode()

    def whole(self) -> Iterator[tuple[str, str, bytes]]:
        """Yield address, media type and content of each file."""
        yield DATASET, "application/json", self.dataset_json
        table = to_csv(tuple(self._dataset.claims.by_id.values()))
        yield TABLE, CsvResponse.media_type, table.encode()


_MEMBERS = {
    CITATION: {"type": "string"},
    INFO: {"type": "object"},
    **{file: {"type": "array", "items": {"type": "object"}} for file in FILES},
}
_WHOLE_DATASET = {
    "title": "WholeDataset",
    "type": "object",
    "description": "A dataset in one file: how to cite it, what it is, and each collection as"
    " `/schemas` describes it.",
    "properties": _MEMBERS,
    "required": list(_MEMBERS),
}
_ROWS = {
    "type": "string",
    "description": f"Rows of {len(COLUMNS)} cells: {', '.join(COLUMNS)}.",
}


def downloads_router(dataset: Dataset, downloads: Downloads, links: Links) -> APIRouter:
    """Return the routes of the files."""
    router = APIRouter(route_class=StrictRoute, tags=["Downloads"])
    selection_model: Any = CLAIM_SELECTION

    @router.get(
        DATASET,
        responses={200: {"content": {"application/json": {"schema": _WHOLE_DATASET}}}},
        operation_id="downloadDataset",
        summary="Download the whole dataset as JSON",
        description="Everything in one file, as its authors write it: how to cite it, what it is"
        " with version and licence, and every collection, in which a reference is an id. The"
        " record loads the file again. Its size and SHA-256 sum stand in the index.",
        response_class=JSONResponse,
    )
    async def download_dataset() -> Response:
        return json_response(downloads.dataset_json, links.licence)

    @router.get(
        TABLE,
        responses={200: {"content": {CsvResponse.media_type: {"schema": _ROWS}}}},
        operation_id="downloadClaims",
        summary="Download all claims as a table",
        description=f"{FLAT} This is the whole list as CSV (RFC 4180), in UTF-8 with a byte order"
        " mark, for spreadsheets; where a cell would be read as a formula, an apostrophe precedes"
        " it.",
        response_class=CsvResponse,
    )
    async def download_claims(query: Annotated[selection_model, Query()]) -> CsvResponse:
        table = to_csv(query.select(dataset.claims))
        return CsvResponse(table, headers={"Link": links.licence})

    return router
