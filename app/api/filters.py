"""Filters: the query parameters of each collection, a row for each, and the models made of them."""

import datetime as dt
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Annotated, Any, ClassVar, TypeVar

from pydantic import (
    MISSING,
    BaseModel,
    Field,
    ValidationInfo,
    create_model,
    field_validator,
)

from app.data.dataset import Collection
from app.models import Agreement, Event
from app.models.base import Model
from app.models.edtf import Edtf, bounds
from app.models.evidence import Basis, Rank
from app.models.reference import ResourceType
from app.models.statement import StatementKind
from app.models.text import LanguageTag, Slug

MAX_LIMIT = 1_000
M = TypeVar("M", bound=Model)


class Paging(BaseModel):
    """Which part of a list to answer with."""

    limit: Annotated[
        int,
        Field(ge=1, le=MAX_LIMIT, description="How many items to answer with, from 1 to 1000."),
    ] = 100
    offset: Annotated[
        int, Field(ge=0, le=10**9, description="How many items to leave out at the start.")
    ] = 0


class Selection(BaseModel):
    """Parameters that select by the values of fields: an item passes all that are given."""

    paths: ClassVar[Mapping[str, str]] = {}
    """The field path of each parameter that compares with a field."""

    def select(self, collection: Collection[M]) -> Sequence[M]:
        """Return the items of a collection that pass, in their order."""
        given = {path: getattr(self, name) for name, path in self.paths.items()}
        wanted = {path: str(value) for path, value in given.items() if value is not MISSING}
        return collection.having(wanted)


class _ForceFilter(Selection):
    in_force_on: Annotated[
        Edtf | MISSING,
        Field(
            description="Only those that may have been in force on this date (EDTF): one is left"
            " out only where its own dates say that it was not yet, or no longer, in force."
        ),
    ] = MISSING

    def select(self, collection: Collection[M]) -> Sequence[M]:
        """Return the agreements no date of which excludes that they were in force then."""
        found = super().select(collection)
        if self.in_force_on is MISSING:
            return found
        first, last = bounds(self.in_force_on)
        return [item for item in found if isinstance(item, Agreement) and _force(item, first, last)]


def _force(item: Agreement, first: dt.date, last: dt.date) -> bool:
    begins = [date for date in (item.signed, item.in_force) if date is not MISSING]
    ended = item.expires is not MISSING and bounds(item.expires)[1] < first
    return not ended and all(bounds(date)[0] <= last for date in begins)


class _TimeFilter(Selection):
    from_: Annotated[
        Edtf | MISSING,
        Field(
            alias="from", description="Only what may have happened on or after this date (EDTF)."
        ),
    ] = MISSING
    to: Annotated[
        Edtf | MISSING, Field(description="Only what may have happened on or before this (EDTF).")
    ] = MISSING

    @field_validator("to")
    @classmethod
    def _not_before_from(cls, to: str, others: ValidationInfo) -> str:
        begin = others.data.get("from_", MISSING)
        if begin is not MISSING and bounds(to)[1] < bounds(begin)[0]:
            message = f"{to} is before {begin}, the date given as 'from'"
            raise ValueError(message)
        return to

    def select(self, collection: Collection[M]) -> Sequence[M]:
        """Return the events that may lie between the two dates; an undated one may not."""
        found = super().select(collection)
        if self.from_ is MISSING and self.to is MISSING:
            return found
        begin = dt.date.min if self.from_ is MISSING else bounds(self.from_)[0]
        end = dt.date.max if self.to is MISSING else bounds(self.to)[1]
        dated = [(item, *bounds(date)) for item in found if (date := _date_of(item)) is not None]
        return [item for item, first, last in dated if begin <= last and first <= end]


def _date_of(item: Model) -> str | None:
    is_dated = isinstance(item, Event) and item.date is not MISSING
    return str(item.date) if is_dated else None  # type: ignore[attr-defined]  # mypy sees no guard


_Row = tuple[str, str, Any, str]
"""A parameter: its name, the field path that it compares with, its type, its description."""

_SOURCE: _Row = ("source", "evidence.source", Slug, "Only what has evidence from this source (id).")
_ROWS: Mapping[ResourceType, tuple[_Row, ...]] = {
    "agreement": (
        _SOURCE,
        ("kind", "kind", Slug, "Only what calls itself so, such as `arrangement`."),
        ("party", "parties", Slug, "Only those that this party (id) entered."),
        ("related", "related.agreement", Slug, "Only those related to this agreement (id)."),
        ("language", "languages", LanguageTag, "Only those with a text in this language (BCP 47)."),
    ),
    "area": (_SOURCE, ("agreement", "agreement", Slug, "Only those of this agreement (id).")),
    "party": (_SOURCE, ("side", "side", Slug, "Only those on this side of the agreements.")),
    "organization": (_SOURCE, ("kind", "kind", Slug, "Only bodies of this sort (`company`).")),
    "person": (_SOURCE, ("body", "offices.body", Slug, "Only those in office at this body (id).")),
    "platform": (_SOURCE, ("agreement", "agreement", Slug, "Only those of this agreement (id).")),
    "entrustment": (
        _SOURCE,
        ("company", "company", Slug, "Only those of this company (id)."),
        ("platform", "platform", Slug, "Only those with this platform (id)."),
        ("by", "by", Slug, "Only those by this body (id)."),
    ),
    "funding-scheme": (_SOURCE, ("agreement", "agreement", Slug, "Only those of this agreement.")),
    "event": (
        _SOURCE,
        ("kind", "kind", Slug, "Only events of this sort, such as `signing`."),
        ("participant", "participants.who", Slug, "Only those with this person or body (id)."),
        ("concerns", "concerns", Slug, "Only those about this resource (id)."),
    ),
    "statement": (
        _SOURCE,
        ("kind", "kind", StatementKind, "Only each `remark`, `opinion` or `report`."),
        ("speaker", "speaker", Slug, "Only what this person or body (id) said."),
        ("about", "about", Slug, "Only what is about this resource (id)."),
        ("occasion", "occasion", Slug, "Only what was said at this event (id)."),
    ),
    "source": (
        _SOURCE,
        ("kind", "kind", Slug, "Only documents of this sort, such as `newspaper`."),
        ("language", "language", LanguageTag, "Only documents in this language (BCP 47)."),
        ("publisher", "publisher", Slug, "Only those of this publisher (id)."),
    ),
    "correction": (("subject", "subjects", Slug, "Only those that concern this resource (id)."),),
}
_CLAIM_ROWS: tuple[_Row, ...] = (
    ("subject", "subject", Slug, "Only claims about this resource (id)."),
    ("type", "subject.type", ResourceType, "Only claims about resources of this type."),
    ("source", "source", Slug, "Only what this source (id) says."),
    ("rank", "rank", Rank, "Only claims of this rank: `preferred`, `normal` or `deprecated`."),
    ("basis", "basis", Basis, "Only what is `stated`, or only what is `derived`."),
    ("disputed", "disputed", bool, "Only where sources differ (`true`), or do not (`false`)."),
)


def _filter(name: str, rows: tuple[_Row, ...], *bases: type[BaseModel]) -> type[Any]:
    """Return the query model with a parameter for each row, beside those of its bases."""
    fields: dict[str, Any] = {
        parameter: (Annotated[kind | MISSING, Field(description=words)], MISSING)
        for parameter, _, kind, words in rows
    }
    model: type[Any] = create_model(name, __base__=bases, **fields)
    model.paths = {parameter: path for parameter, path, _, _ in rows}
    return model


_BY_DATE: Mapping[ResourceType, type[Selection]] = {"agreement": _ForceFilter, "event": _TimeFilter}

FILTERS: Mapping[ResourceType, type[Any]] = MappingProxyType(
    {
        kind: _filter(f"{kind}Filter", rows, _BY_DATE.get(kind, Selection), Paging)
        for kind, rows in _ROWS.items()
    }
)
"""The query parameters of each collection, a `Selection` with `Paging`."""

CLAIM_SELECTION = _filter("ClaimSelection", _CLAIM_ROWS, Selection)
"""The query parameters of the table of claims."""

CLAIM_FILTER = _filter("ClaimFilter", _CLAIM_ROWS, Selection, Paging)
"""The query parameters of the list of claims."""
