"""From query parameters to what they select, and a clear refusal of what selects nothing known."""

from collections.abc import Iterable
from typing import TypeVar

from fastapi import Request

from app.api.filters import Named, Selection
from app.api.problems import Fault
from app.api.query import bad_query
from app.data.dataset import Dataset
from app.data.fields import FieldIndex
from app.data.near import NearMatches
from app.models.base import Model

M = TypeVar("M", bound=Model)

_MOST_SHOWN = 20


def select(
    query: Selection, index: FieldIndex[M], dataset: Dataset, request: Request
) -> tuple[M, ...]:
    """Return what has the wanted values, in its order.

    Raises the 400 problem when a value occurs nowhere in its field and is no resource's id: then
    it is misspelt. An id that merely selects nothing gives an empty list.
    """
    faults = [
        Fault(parameter=name, message=_not_there(value, index.by(at.path)))
        for name, at, value in query.wanted()
        if isinstance(at, Named) and value not in index.by(at.path) and dataset.get(value) is None
    ]
    if faults:
        raise bad_query(request, faults)
    return index.having({at.path: value for _, at, value in query.wanted()})


def _not_there(value: str, used: Iterable[str]) -> str:
    near = " or ".join(map(repr, NearMatches(used)(value)))
    if near:
        return f"is {value!r} nowhere; did you mean {near}?"
    shown = list(used)[:_MOST_SHOWN]
    return f"is {value!r} nowhere; it is, for example, {', '.join(map(repr, shown)) or 'never set'}"
