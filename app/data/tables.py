"""Tables: resources as rows of plain cells, for spreadsheets and data frames.

Names have a column for each language. A reference has its id and its name. A date is as written,
with its first and last day and its precision. A sum has its currency. What a list holds is joined
with `; `, in one order in all columns of the list.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from pydantic import MISSING, BaseModel

from app.models import Resource
from app.models.claim import Claim
from app.models.edtf import bounds, precision
from app.models.reference import Reference
from app.models.value_type import value_type

_ELSEWHERE = {"evidence", "unknowns"}
"""Fields that have lists of their own: the claims, and what is unknown."""


class Cell(NamedTuple):
    """A value in a table, with what is to be known of its column."""

    datatype: str
    """The type of the column's values: text, number, boolean, date, language, url or reference."""
    description: str
    value: str | int


_Row: TypeAlias = dict[str, Cell]
"""Cells by column."""


class Table:
    """Resources of one type as rows. A column is there when any of them has a value for it."""

    def __init__(
        self, model: type[Resource], resources: Mapping[str, Resource]
    ) -> None:
        """Read the cells, field by field, so that columns are in the order of the model."""
        self.columns: _Row = {}
        """A cell of each column, by the column's name."""
        self._rows: dict[str, _Row] = {key: {} for key in resources}
        for name, field in model.model_fields.items():
            if name not in _ELSEWHERE:
                description = field.description or f"The {name} of the resource."
                for key, resource in resources.items():
                    cells = _cells(model, (name,), description, getattr(resource, name))
                    self.columns |= cells
                    self._rows[key] |= cells

    def row(self, key: str) -> list[str | int]:
        """Return the row of the resource with this key; what is not known is empty."""
        row = self._rows[key]
        return [row[column].value if column in row else "" for column in self.columns]


def _cells(
    model: type[Resource], path: tuple[str, ...], description: str, value: object
) -> _Row:
    """Return the cells of the value at a path of fields; none where it is missing."""
    column = "_".join(path).lower().replace("-", "_")
    cells: _Row = {}
    match value:
        case Reference():
            words = f"{description} Its id."
            cells[f"{column}_id"] = Cell("reference", words, value.id)
            words = f"{description} Its name."
            cells[f"{column}_name"] = Cell("text", words, value.name)
        case BaseModel():
            for name, part in value:
                field = type(value).model_fields[name]
                described = f"{description} {field.description}"
                cells |= _cells(model, (*path, name), described, part)
        case dict():
            for tag, part in value.items():
                described = f"{description} In the language {tag}."
                cells |= _cells(model, (*path, tag), described, part)
        case tuple():
            cells = _joined([_cells(model, path, description, item) for item in value])
        case str() | int():
            datatype = _datatype(model, path)
            cells[column] = Cell(datatype, description, value)
            if datatype == "date" and len(path) == 1:
                date = str(value)
                first, last = bounds(date)
                words = "The first day that the date may mean (ISO 8601)."
                cells[f"{column}_first_day"] = Cell("date", words, str(first))
                words = "The last day that the date may mean (ISO 8601)."
                cells[f"{column}_last_day"] = Cell("date", words, str(last))
                words = "How precise the date is: day, month, season, year or interval."
                cells[f"{column}_precision"] = Cell("text", words, precision(date))
    return cells


def _joined(rows: list[_Row]) -> _Row:
    """Return the cells of a list, each with the values of all items.

    An item without a column has an empty place in it, so that places mean the same item.
    """
    joined: _Row = {}
    for row in rows:
        joined |= row
    for column, cell in joined.items():
        values = [str(row[column].value) if column in row else "" for row in rows]
        joined[column] = cell._replace(value="; ".join(values))
    return joined


def _datatype(model: type[BaseModel], path: Sequence[str]) -> str:
    """Return the type of the values at a path of fields; a word is a text like others here."""
    datatype = value_type(model, *path)
    return "text" if datatype == "word" else datatype


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


def _claim_column(path: str) -> Cell:
    """Return the head of a column of claims, with the path of the field as its value."""
    name, _, part = path.partition(".")
    description = Claim.model_fields[name].description or ""
    if part:
        datatype = "reference" if part == "id" else "text"
        return Cell(datatype, f"{description} Its {part}.", path)
    return Cell(_datatype(Claim, [name]), description, path)


CLAIM_COLUMNS = {
    path.removesuffix(".id").replace(".", "_"): _claim_column(path)
    for path in _CLAIM_FIELDS
}
"""The columns of the table of claims: their fields, and references as id, type and name."""


def claims_csv(claims: Iterable[Claim]) -> bytes:
    """Return claims as a table."""
    rows = ([_value_at(claim, path) for path in _CLAIM_FIELDS] for claim in claims)
    return to_csv(CLAIM_COLUMNS, rows)


def _value_at(claim: Claim, path: str) -> object:
    """Return the value of a field, or of a field of the reference in it, or MISSING."""
    name, _, part = path.partition(".")
    value = getattr(claim, name)
    return getattr(value, part, MISSING) if part else value


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
    if cell is MISSING:
        return ""
    if isinstance(cell, bool):
        return str(cell).upper()
    text = "; ".join(map(str, cell)) if isinstance(cell, tuple) else str(cell)
    return f"'{text}" if text.startswith(_FORMULA) else text
