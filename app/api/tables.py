"""Tables: every list as CSV, and the dictionary of their columns.

/agreements.csv · /areas.csv · … · /corrections.csv, one row an item, and /columns.csv.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Annotated, Any

from fastapi import FastAPI, Query, Response
from pydantic import MISSING

from app.api.filters import TABLE_FILTERS
from app.api.queries import NO_REPEATS, NoQuery
from app.api.responses import JsonResponses
from app.api.routing import documents_as
from app.data.dataset import Collection, Dataset
from app.data.tables import Table
from app.models import Resource
from app.models.reference import ResourceType, collection_of

CSV = "text/csv; header=present"
"""The media type of a table (RFC 7111)."""

# What spreadsheets take for the beginning of a formula (OWASP, CSV Injection), full-width forms
# included.
_FORMULA = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")


def to_csv(header: Sequence[str], rows: Iterable[Iterable[object]]) -> bytes:
    """Return a table as CSV (RFC 4180) that a spreadsheet opens as what it is.

    It begins with a byte order mark, without which Excel takes UTF-8 for something else. A cell
    that would be taken for a formula has an apostrophe before it. Truth values are TRUE and FALSE,
    which spreadsheets, R, pandas, polars and DuckDB read as such.
    """
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(header)
    for row in rows:
        writer.writerow([_text_of(cell) for cell in row])
    return table.getvalue().encode("utf-8-sig")


def _text_of(cell: object) -> str:
    if cell is None or cell is MISSING:
        return ""
    if isinstance(cell, bool):
        return str(cell).upper()
    text = "; ".join(map(str, cell)) if isinstance(cell, tuple) else str(cell)
    return f"'{text}" if text.startswith(_FORMULA) else text


def add_tables(app: FastAPI, dataset: Dataset, responses: JsonResponses) -> None:
    """Add the table of each collection, and the dictionary of all their columns."""
    described_by = f'<{responses.root_path}/columns.csv>; rel="describedby"; type="text/csv"'
    headers = {"Link": f"{described_by}, {responses.licence}"}
    tables: dict[str, Table] = {}
    for type_, collection in dataset.collections.items():
        name = collection_of(type_)
        tables[name] = Table(collection.by_id)
        _add_table(app, collection, tables[name], type_, headers)

    @app.get(
        "/columns.csv",
        tags=["Downloads"],
        summary="Download the dictionary of the tables' columns",
        description="What each column of each table (CSV) means: the table, the column, the type of"
        " its values, and a description.",
        **documents_as(CSV, {"type": "string"}),
    )
    async def download_columns(_: NoQuery) -> Response:
        rows = []
        for name, table in tables.items():
            for column, cell in table.columns.items():
                description = " ".join(cell.description.split())
                rows.append((name, column, cell.datatype, description))
        content = to_csv(("table", "column", "datatype", "description"), rows)
        return Response(content, headers={"Link": responses.licence}, media_type=CSV)


def _add_table(
    app: FastAPI,
    collection: Collection[Resource],
    table: Table,
    type_: ResourceType,
    headers: dict[str, str],
) -> None:
    plural = collection_of(type_)
    filter_model: Any = TABLE_FILTERS[type_]

    @app.get(
        f"/{plural}.csv",
        name=f"download_{plural}",
        tags=["Downloads"],
        dependencies=[NO_REPEATS],
        summary=f"Download {plural.replace('-', ' ')} as a table",
        description="One row an item, with the filters of the list. `/columns.csv` tells what each"
        " column means.",
        **documents_as(CSV, {"type": "string"}),
    )
    async def download_table(query: Annotated[filter_model, Query()]) -> Response:
        rows = map(table.row, query.select(collection))
        return Response(to_csv([*table.columns], rows), headers=headers, media_type=CSV)
