"""Tables: resources as rows of plain cells, for spreadsheets and data frames.

Names have a column for each language. A reference has its id and its name. A date is as written,
with its first and last day and its precision. A sum has its currency. What a list holds is joined
with `; `, in one order in all columns of the list.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, TypeAlias

from pydantic import MISSING, BaseModel

from app.models import Resource
from app.models.claim import Claim
from app.models.edtf import bounds, precision
from app.models.reference import Reference
from app.models.value_type import value_type

_ELSEWHERE = {"evidence", "unknowns"}
"""Fields that have lists of their own: the claims, and what is unknown."""

CellValue: TypeAlias = str | int
_Row: TypeAlias = dict[str, CellValue]
"""The values of a resource, by column."""


class Cell(NamedTuple):
    """A value in a table, with what is to be known of its column."""

    column: str
    datatype: str
    """The type of the column's values: text, number, date, language, url or reference."""
    description: str
    value: CellValue


class Table:
    """Resources of one type as rows. A column is there when any of them has a value for it."""

    def __init__(self, model: type[Resource], resources: Mapping[str, Resource]) -> None:
        """Read the cells, field by field, so that columns are in the order of the model."""
        self.columns: dict[str, Cell] = {}
        """A cell of each column, by the column's name."""
        self._rows: dict[str, _Row] = {key: {} for key in resources}
        for name, field in model.model_fields.items():
            if name in _ELSEWHERE:
                continue
            description = field.description or f"The {name} of the resource."
            for key, resource in resources.items():
                value = getattr(resource, name)
                cells = _cells(
                    model,
                    (name,),
                    name,
                    description,
                    value,
                )
                row = self._rows[key]
                for cell in cells:
                    self.columns.setdefault(cell.column, cell)
                    row[cell.column] = cell.value

    def row(self, key: str) -> list[CellValue | None]:
        """Return the row of the resource with this key; `None` stands for what is not known."""
        row = self._rows[key]
        return [row.get(column) for column in self.columns]


def _cells(
    model: type[Resource],
    path: tuple[str, ...],
    column: str,
    description: str,
    value: object,
) -> Iterator[Cell]:
    """Yield the cells of the value at a path of a model; none where it is missing."""
    if isinstance(value, Reference):
        yield Cell(
            f"{column}_id",
            "reference",
            f"{description} Its id.",
            value.id,
        )
        yield Cell(
            f"{column}_name",
            "text",
            f"{description} Its name.",
            value.name,
        )
    elif isinstance(value, BaseModel):
        fields = type(value).model_fields
        for name, part in value:
            inner = (*path, name)
            described = f"{description} {fields[name].description}"
            yield from _cells(model, inner, f"{column}_{name}", described, part)
    elif isinstance(value, dict):
        for tag, part in value.items():
            inner = (*path, tag)
            suffix = tag.lower().replace("-", "_")
            described = f"{description} In the language {tag}."
            yield from _cells(model, inner, f"{column}_{suffix}", described, part)
    elif isinstance(value, tuple):
        inner = (*path, "0")
        items = []
        for item in value:
            cells = _cells(model, inner, column, description, item)
            items.append(list(cells))
        yield from _joined(items)
    elif isinstance(value, str | int):
        datatype = value_type(model, *path)
        shown_type = "text" if datatype == "word" else datatype
        yield Cell(column, shown_type, description, value)
        if datatype == "date" and len(path) == 1:
            yield from _cells_of_date(column, str(value))


def _joined(items: list[list[Cell]]) -> Iterator[Cell]:
    """Yield a cell for each column that an item of a list has, with the values of them all.

    An item without the column has an empty place in it, so that places mean the same item.
    """
    columns: dict[str, Cell] = {}
    for cells in items:
        for cell in cells:
            columns.setdefault(cell.column, cell)
    for column, first in columns.items():
        values = []
        for cells in items:
            by_column = {cell.column: str(cell.value) for cell in cells}
            values.append(by_column.get(column, ""))
        yield first._replace(value="; ".join(values))


def _cells_of_date(column: str, date: str) -> Iterator[Cell]:
    first, last = bounds(date)
    yield Cell(
        f"{column}_first_day",
        "date",
        "The first day that the date may mean (ISO 8601).",
        first.isoformat(),
    )
    yield Cell(
        f"{column}_last_day",
        "date",
        "The last day that the date may mean (ISO 8601).",
        last.isoformat(),
    )
    yield Cell(
        f"{column}_precision",
        "text",
        "How precise the date is: day, month, season, year or interval.",
        precision(date),
    )


_CLAIM_FIELDS = (
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


def _claim_columns() -> Iterator[Cell]:
    for path in _CLAIM_FIELDS:
        name, _, part = path.partition(".")
        column = path.removesuffix(".id").replace(".", "_")
        description = Claim.model_fields[name].description or ""
        if part:
            description += f" Its {part}."
        datatype = "reference" if part == "id" else value_type(Claim, *path.split("."))
        yield Cell(column, "text" if datatype == "word" else datatype, description, path)


CLAIM_COLUMNS = {cell.column: cell for cell in _claim_columns()}
"""The columns of the table of claims, each with the path of the field that is its value.

They are the fields of a claim, its references as id, type and name.
"""


def claims_csv(claims: Iterable[Claim]) -> bytes:
    """Return claims as a table."""
    rows = ([_value_at(claim, path) for path in _CLAIM_FIELDS] for claim in claims)
    return to_csv(CLAIM_COLUMNS, rows)


def _value_at(claim: Claim, path: str) -> object:
    """Return the value at a path of fields, such as `source.name`, or MISSING."""
    value: object = claim
    for name in path.split("."):
        if value is not MISSING:
            value = getattr(value, name)
    return value


CSV = "text/csv; header=present"
"""The media type of a table (RFC 7111)."""

# What spreadsheets take for the beginning of a formula (OWASP, CSV Injection), full-width forms
# included.
_FORMULA = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")


def to_csv(header: Iterable[str], rows: Iterable[Iterable[object]]) -> bytes:
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
