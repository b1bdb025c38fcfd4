"""Filters: the parameters of lists that select by the value of a field, a row each."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, ClassVar

from pydantic import MISSING, BaseModel, Field, ValidationInfo, create_model, field_validator

from app.api.queries import Paging, QueryModel
from app.data.dataset import Collection
from app.models.base import LanguageTag, Slug
from app.models.edtf import Edtf, bounds
from app.models.event import StatementKind
from app.models.reference import ResourceType
from app.models.resource import Basis, Rank

# A type does not say that a parameter may be missing: FastAPI goes through unions at each request.
_NOT_GIVEN: Any = MISSING


class Filters(QueryModel):
    """Parameters that select by the values of fields: an item passes all that are given."""

    paths: ClassVar[Mapping[str, str]] = {}
    """The field path of each parameter that compares with a field."""

    def select(self, collection: Collection[Any]) -> Sequence[str]:
        """Return the keys of the items of a collection that pass, in their order."""
        having: dict[str, str] = {}
        for name, path in self.paths.items():
            value = getattr(self, name)
            if value is not MISSING:
                having[path] = str(value)
        return collection.keys(having)


class _InForceFilter(Filters):
    in_force_on: Annotated[Edtf, Field(examples=["2018-09-20"])] = _NOT_GIVEN
    """Only those that may have been in force on this date (EDTF): one is left out only where its
    own dates say that it was not yet, or no longer, in force."""

    def select(self, collection: Collection[Any]) -> Sequence[str]:
        """Return the agreements no date of which excludes that they were in force then."""
        keys = super().select(collection)
        if self.in_force_on is _NOT_GIVEN:
            return keys
        first, last = bounds(self.in_force_on)
        selected = []
        for key in keys:
            agreement = collection.by_id[key]
            begin = max(_span(agreement.signed)[0], _span(agreement.in_force)[0])
            end = _span(agreement.expires)[1]
            if begin <= last and first <= end:
                selected.append(key)
        return selected


class _DateRangeFilter(Filters):
    from_: Annotated[Edtf, Field(alias="from", examples=["2018-09"])] = _NOT_GIVEN
    """Only what may have happened on or after this date (EDTF)."""
    to: Annotated[Edtf, Field(examples=["2018-12-31"])] = _NOT_GIVEN
    """Only what may have happened on or before this (EDTF)."""

    @field_validator("to")
    @classmethod
    def _not_before_from(cls, to: str, others: ValidationInfo) -> str:
        begin = others.data.get("from_", MISSING)
        if _span(to)[1] < _span(begin)[0]:
            message = f"{to} is before {begin}, the date given as 'from'"
            raise ValueError(message)
        return to

    def select(self, collection: Collection[Any]) -> Sequence[str]:
        """Return the events that may lie between the two dates; an undated one may not."""
        keys = super().select(collection)
        if self.from_ is self.to is _NOT_GIVEN:
            return keys
        begin = _span(self.from_)[0]
        end = _span(self.to)[1]
        selected = []
        for key in keys:
            date = collection.by_id[key].date
            if date is MISSING:
                continue
            first, last = bounds(date)
            if begin <= last and first <= end:
                selected.append(key)
        return selected


def _span(date: Any) -> tuple[dt.date, dt.date]:  # noqa: ANN401 -- an EDTF date or MISSING
    """Return the first and the last day of a date; where there is none, it excludes nothing."""
    return (dt.date.min, dt.date.max) if date is MISSING else bounds(date)


_Row = tuple[str, str, Any, str]
"""A parameter: its name, the field path that it compares with, its type, its description."""

_SOURCE: _Row = ("source", "evidence.source", Slug, "Only what has evidence from this source (id).")
_ROWS: Mapping[ResourceType, tuple[_Row, ...]] = {
    "agreement": (
        ("kind", "kind", Slug, "Only what calls itself so, such as `arrangement`."),
        ("party", "parties", Slug, "Only those that this party (id) entered."),
        ("related", "related.agreement", Slug, "Only those related to this agreement (id)."),
        ("language", "languages", LanguageTag, "Only those with a text in this language (BCP 47)."),
    ),
    "area": (("agreement", "agreement", Slug, "Only those of this agreement (id)."),),
    "party": (("side", "side", Slug, "Only those on this side of the agreements."),),
    "organization": (("kind", "kind", Slug, "Only bodies of this sort (`company`)."),),
    "person": (("body", "offices.body", Slug, "Only those in office at this body (id)."),),
    "platform": (("agreement", "agreement", Slug, "Only those of this agreement (id)."),),
    "entrustment": (
        ("company", "company", Slug, "Only those of this company (id)."),
        ("platform", "platform", Slug, "Only those with this platform (id)."),
        ("by", "by", Slug, "Only those by this body (id)."),
    ),
    "funding-scheme": (("agreement", "agreement", Slug, "Only those of this agreement."),),
    "event": (
        ("kind", "kind", Slug, "Only events of this sort, such as `signing`."),
        ("participant", "participants.who", Slug, "Only those with this person or body (id)."),
        ("concerns", "concerns", Slug, "Only those about this resource (id)."),
    ),
    "statement": (
        ("kind", "kind", StatementKind, "Only each `remark`, `opinion` or `report`."),
        ("speaker", "speaker", Slug, "Only what this person or body (id) said."),
        ("about", "about", Slug, "Only what is about this resource (id)."),
        ("occasion", "occasion", Slug, "Only what was said at this event (id)."),
    ),
    "source": (
        ("kind", "kind", Slug, "Only documents of this sort, such as `newspaper`."),
        ("language", "language", LanguageTag, "Only documents in this language (BCP 47)."),
        ("publisher", "publisher", Slug, "Only those of this publisher (id)."),
    ),
}
_CLAIM_ROWS: tuple[_Row, ...] = (
    ("subject", "subject", Slug, "Only claims about this resource (id)."),
    ("type", "subject.type", ResourceType, "Only claims about resources of this type."),
    ("source", "source", Slug, "Only what this source (id) says."),
    ("rank", "rank", Rank, "Only claims of this rank: `preferred`, `normal` or `deprecated`."),
    ("basis", "basis", Basis, "Only what is `stated`, or only what is `derived`."),
    ("disputed", "disputed", bool, "Only where sources differ (`true`), or do not (`false`)."),
)


def _filter(name: str, rows: Sequence[_Row], *bases: type[BaseModel]) -> type[Any]:
    """Return the query model with a parameter for each row, beside those of its bases."""
    fields: dict[str, Any] = {
        parameter: (Annotated[type_, Field(description=words)], _NOT_GIVEN)
        for parameter, _, type_, words in rows
    }
    # It has no source in which docstrings could be found; looking for it would slow the start.
    model: type[Any] = create_model(
        name, __base__=bases, __config__={"use_attribute_docstrings": False}, **fields
    )
    model.paths = {parameter: path for parameter, path, _, _ in rows}
    return model


_DATED: Mapping[str, type[Filters]] = {"agreement": _InForceFilter, "event": _DateRangeFilter}
_SUBJECT: _Row = ("subject", "subjects", Slug, "Only those that concern this resource (id).")


def _filters(ending: str, *bases: type[BaseModel]) -> Mapping[ResourceType, type[Any]]:
    """Return the query model of each collection, with the parameters of some bases beside."""
    models: dict[ResourceType, type[Any]] = {}
    for type_, rows in _ROWS.items():
        selecting = _DATED.get(type_, Filters)
        models[type_] = _filter(f"{type_}{ending}", (_SOURCE, *rows), selecting, *bases)
    models["correction"] = _filter(f"correction{ending}", [_SUBJECT], Filters, *bases)
    return models


FILTERS = _filters("Filter", Paging)
"""The query parameters of each collection, a `Filters` with `Paging`."""

TABLE_FILTERS = _filters("TableFilter")
"""The query parameters of the table of each collection."""

ClaimFilters: Any = _filter("ClaimFilters", _CLAIM_ROWS, Filters)
"""The query parameters of the table of claims."""

ClaimListQuery: Any = _filter("ClaimListQuery", _CLAIM_ROWS, Filters, Paging)
"""The query parameters of the list of claims."""
