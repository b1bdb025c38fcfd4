"""Tables: resources as rows of plain cells, for spreadsheets and data frames.

Names have a column for each language. A reference has its id and its name. A date is as written,
with its first and last day and its precision. A sum has its currency. What a list holds is joined
with `; `, in one order in all columns of the list.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from pydantic import MISSING, BaseModel

from app.models import Resource
from app.models.edtf import bounds, precision
from app.models.reference import Reference
from app.models.value_type import value_type

_ELSEWHERE = {"evidence", "unknowns"}
"""Fields that have lists of their own: the claims, and what is unknown."""


class Cell(NamedTuple):
    """A value in a table, with what is to be known of its column."""

    column: str
    datatype: str
    """The type of the column's values: text, number, date, language, url or reference."""
    description: str
    value: str | int


class Table:
    """Resources of one type as rows. A column is there when any of them has a value for it."""

    def __init__(self, resources: Mapping[str, Resource]) -> None:
        """Read the cells, field by field, so that columns are in the order of the model."""
        self.columns: dict[str, Cell] = {}
        """A cell of each column, by the column's name."""
        self._rows: dict[str, dict[str, str | int]] = {key: {} for key in resources}
        models = {type(resource) for resource in resources.values()}
        for model in models:
            for field in model.model_fields:
                for key, resource in resources.items():
                    for cell in _cells_of_field(resource, field):
                        self.columns.setdefault(cell.column, cell)
                        self._rows[key][cell.column] = cell.value

    def row(self, key: str) -> list[str | int | None]:
        """Return the row of the resource with this key; nothing stands for what is not known."""
        row = self._rows[key]
        return [row.get(column) for column in self.columns]


def _cells_of_field(resource: Resource, field: str) -> Iterator[Cell]:
    if field in _ELSEWHERE:
        return
    words = type(resource).model_fields[field].description or f"The {field} of the resource."
    yield from _cells(type(resource), (field,), field, words, getattr(resource, field))


def _cells(
    model: type[Resource], path: tuple[str, ...], column: str, words: str, value: object
) -> Iterator[Cell]:
    """Yield the cells of the value at a path of a model."""
    if value is MISSING:
        return
    if isinstance(value, Reference):
        yield Cell(f"{column}_id", "reference", f"{words} Its id.", value.id)
        yield Cell(f"{column}_name", "text", f"{words} Its name.", value.name)
    elif isinstance(value, BaseModel):
        for name, part in value:
            described = f"{words} {type(value).model_fields[name].description}"
            yield from _cells(model, (*path, name), f"{column}_{name}", described, part)
    elif isinstance(value, dict):
        for tag, part in value.items():
            suffix = tag.lower().replace("-", "_")
            described = f"{words} In the language {tag}."
            yield from _cells(model, (*path, tag), f"{column}_{suffix}", described, part)
    elif isinstance(value, tuple):
        members = [list(_cells(model, (*path, "0"), column, words, part)) for part in value]
        yield from _joined(members)
    elif isinstance(value, str | int):
        datatype = value_type(model, *path)
        yield Cell(column, "text" if datatype == "word" else datatype, words, value)
        if datatype == "date" and len(path) == 1:
            yield from _cells_of_date(column, str(value))


def _joined(members: list[list[Cell]]) -> Iterator[Cell]:
    """Yield a cell for each column that a member of a list has, with the values of them all."""
    columns: dict[str, Cell] = {}
    for cells in members:
        for cell in cells:
            columns.setdefault(cell.column, cell)
    for column, first in columns.items():
        texts = []
        for cells in members:
            values = [str(cell.value) for cell in cells if cell.column == column]
            texts.append("".join(values))
        yield first._replace(value="; ".join(texts))


def _cells_of_date(column: str, date: str) -> Iterator[Cell]:
    first, last = bounds(date)
    first_day = "The first day that the date may mean (ISO 8601)."
    last_day = "The last day that the date may mean (ISO 8601)."
    how_precise = "How precise the date is: day, month, season, year or interval."
    yield Cell(f"{column}_first_day", "date", first_day, first.isoformat())
    yield Cell(f"{column}_last_day", "date", last_day, last.isoformat())
    yield Cell(f"{column}_precision", "text", how_precise, precision(date))
