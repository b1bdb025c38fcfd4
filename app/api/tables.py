"""Tables: every list as CSV, and the dictionary of their columns.

/agreements.csv · /areas.csv · … · /corrections.csv, one row an item, and /columns.csv.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Annotated, Any

from fastapi import FastAPI, Query, Response
from pydantic import MISSING

from app.api.filters import FILTERS, filter_query
from app.api.queries import NO_REPEATS, NoQuery
from app.api.responses import JsonResponses
from app.api.routing import documents_as
from app.data.dataset import Collection, Dataset
from app.data.tables import Table
from app.models import MODELS, Resource
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
        writer.writerow(map(_text_of, row))
    return table.getvalue().encode("utf-8-sig")


def _text_of(cell: object) -> str:
    if cell is None or cell is MISSING:
        return ""
    if isinstance(cell, bool):
        return str(cell).upper()
    text = str(cell)
    if isinstance(cell, tuple):
        text = "; ".join(map(str, cell))
    if text.startswith(_FORMULA):
        return f"'{text}"
    return text


def add_tables(app: FastAPI, dataset: Dataset, responses: JsonResponses) -> None:
    """Add the table of each collection, and the dictionary of all their columns."""
    tables: dict[str, Table] = {}
    for type_, collection in dataset.collections.items():
        table = Table(MODELS[type_], collection.by_id)
        tables[collection_of(type_)] = table
        _add_table(app, responses, type_, collection, table)

    @app.get(
        "/columns.csv",
        tags=["Downloads"],
        summary="Download the dictionary of the tables' columns",
        description="What each column of each table (CSV) means: the table, the column, the type of"
        " its values, and a description.",
        **documents_as(CSV),
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
    responses: JsonResponses,
    type_: ResourceType,
    collection: Collection[Resource],
    table: Table,
) -> None:
    plural = collection_of(type_)
    filter_model: Any = filter_query(FILTERS[type_])
    described_by = f'<{responses.root_path}/columns.csv>; rel="describedby"; type="text/csv"'
    links = f"{described_by}, {responses.licence}"

    @app.get(
        f"/{plural}.csv",
        name=f"download_{plural}",
        tags=["Downloads"],
        dependencies=[NO_REPEATS],
        summary=f"Download {plural.replace('-', ' ')} as a table",
        description="One row an item, with the filters of the list. `/columns.csv` tells what each"
        " column means.",
        **documents_as(CSV),
    )
    async def download_table(query: Annotated[filter_model, Query()]) -> Response:
        keys = query.select(collection)
        content = to_csv(list(table.columns), map(table.row, keys))
        return Response(content, headers={"Link": links}, media_type=CSV)
