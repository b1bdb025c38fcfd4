"""Downloads: the whole data in one file, as JSON that can be loaded again and as a CSV table."""

import csv
import io
import json
from collections.abc import Sequence
from functools import lru_cache
from operator import attrgetter
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from pydantic import MISSING

from app.api.collections import FLAT
from app.api.filters import CLAIM_SELECTION
from app.api.responses import Responses
from app.api.routing import non_json, strict_router
from app.data.citations import cite_dataset
from app.data.dataset import Dataset
from app.data.loader import CITATION, FILES, INFO
from app.models.answers import Claim
from app.models.reference import collection_of

CSV = "text/csv; header=present"
"""The media type of the table (RFC 7111)."""

_FIELDS = (
    *("id", "subject.id", "subject.type", "subject.name", "pointer", "value", "shown", "disputed"),
    *("rank", "basis", "source.id", "source.name", "locator", "quote", "link", "note"),
)
COLUMNS = tuple(field.removesuffix(".id").replace(".", "_") for field in _FIELDS)
"""The columns of the table: the fields of a claim, its two references as id, type and name."""

# What spreadsheets take for the beginning of a formula (OWASP, CSV Injection), full-width forms
# included.
_FORMULA = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")

_ARRAY = {"type": "array", "items": {"type": "object"}}
_MEMBERS = {CITATION: {"type": "string"}, INFO: {"type": "object"}, **dict.fromkeys(FILES, _ARRAY)}
_WHOLE_DATASET = {
    "title": "WholeDataset",
    "type": "object",
    "description": "A dataset in one file: how to cite it, what it is, and each collection as"
    " `/schemas` describes it.",
    "properties": _MEMBERS,
    "required": list(_MEMBERS),
}
_ROWS = f"Rows of {len(COLUMNS)} cells: {', '.join(COLUMNS)}."


@lru_cache(maxsize=1)  # the index tells its size and sum
def dataset_json(dataset: Dataset) -> bytes:
    """Return a dataset as its authors write it, in the form that is loaded from one file."""
    info = dataset.info
    members: dict[str, Any] = {CITATION: cite_dataset(info), INFO: info.model_dump()}
    members |= {file: [] for file in FILES}
    for slug, document in dataset.documents.items():
        members[collection_of(dataset.by_id[slug].type)].append(document)
    return (json.dumps(members, ensure_ascii=False, indent=2) + "\n").encode()


def to_csv(claims: Sequence[Claim]) -> bytes:
    """Return claims as CSV (RFC 4180) that a spreadsheet opens as what it is.

    It begins with a byte order mark, without which Excel takes UTF-8 for something else, and a
    cell that would be taken for a formula has an apostrophe before it.
    """
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(COLUMNS)
    writer.writerows(map(_cell, row) for row in map(attrgetter(*_FIELDS), claims))
    return table.getvalue().encode("utf-8-sig")


def _cell(value: object) -> str:
    if isinstance(value, tuple):
        return "; ".join(map(str, value))
    text = "" if value is MISSING else str(value)
    if isinstance(value, bool):
        text = text.lower()
    return f"'{text}" if text.startswith(_FORMULA) else text


def downloads_router(dataset: Dataset, responses: Responses) -> APIRouter:
    """Return the routes of the files."""
    router = strict_router("Downloads")
    selection_model: Any = CLAIM_SELECTION

    @router.get(
        "/dataset.json",
        summary="Download the whole dataset as JSON",
        description="Everything in one file, as its authors write it: how to cite it, what it is"
        " with version and licence, and every collection, in which a reference is an id. The"
        " record loads the file again. Its size and SHA-256 sum stand in the index.",
        **non_json("application/json", _WHOLE_DATASET),
    )
    async def download_dataset() -> Response:
        return responses.json(dataset_json(dataset), responses.licence)

    @router.get(
        "/claims.csv",
        summary="Download all claims as a table",
        description=f"{FLAT} This is the whole list as CSV (RFC 4180), in UTF-8 with a byte order"
        " mark, for spreadsheets; where a cell would be read as a formula, an apostrophe precedes"
        " it.",
        **non_json(CSV, {"type": "string", "description": _ROWS}),
    )
    async def download_claims(query: Annotated[selection_model, Query()]) -> Response:
        table = to_csv(query.select(dataset.claims))
        return Response(table, headers={"Link": responses.licence}, media_type=CSV)

    return router
