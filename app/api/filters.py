"""Filters: the parameters of each list, a row each, and `fields`, which says what is shown.

A row selects the items that have the value at a path of fields, such as `participants.who`, or
those that pass a test, such as a date.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from pydantic import MISSING, AfterValidator, Field, ValidationInfo, create_model, field_validator

from app.api.queries import Paging, QueryModel
from app.data.dataset import Collection
from app.data.fields import FieldNames
from app.models.answers import OpenQuestion
from app.models.base import LanguageTag, Model, Slug
from app.models.claim import Claim
from app.models.edtf import SingleDate, bounds
from app.models.event import StatementKind
from app.models.reference import ResourceType
from app.models.resource import Basis, Pointer, Rank

Test = Callable[[Any, str], bool]
"""Returns whether an item passes the value of a parameter."""


def may_be_since(field: str) -> Test:
    """Return the test whether a date (EDTF) of an item may be the one given, or a later one."""

    def test(item: object, day: str) -> bool:
        own = getattr(item, field)
        if own is MISSING:
            return False
        return bounds(own)[1] >= bounds(day)[0]

    return test


def may_be_until(field: str) -> Test:
    """Return the test whether a date (EDTF) of an item may be the one given, or an earlier one."""

    def test(item: object, day: str) -> bool:
        own = getattr(item, field)
        if own is MISSING:
            return False
        return bounds(own)[0] <= bounds(day)[1]

    return test


def may_be_in_force(agreement: Any, day: str) -> bool:  # noqa: ANN401 -- an Agreement
    """Return whether no date of an agreement excludes that it was in force on a date."""
    first, last = bounds(day)
    begin = max(_first_day(agreement.signed), _first_day(agreement.in_force))
    is_over = agreement.expires is not MISSING and bounds(agreement.expires)[1] < first
    return begin <= last and not is_over


def is_at_or_below(claim: Any, pointer: str) -> bool:  # noqa: ANN401 -- a Claim
    """Return whether a claim is on the field at a pointer, or on something in it."""
    return f"{claim.pointer}/".startswith(f"{pointer}/")


def _first_day(date: Any) -> dt.date:  # noqa: ANN401 -- an EDTF date or MISSING
    """Return the first day of a date, or of all days where there is none."""
    return dt.date.min if date is MISSING else bounds(date)[0]


@dataclass(frozen=True)
class Filter:
    """A parameter that selects items of a list."""

    name: str
    description: str
    path: str = ""
    """The path of fields whose value is compared; the parameter's name where it is empty."""
    type: Any = Slug
    """What the value can be, as pydantic takes it."""
    passes: Test | None = None
    """Whether an item passes, where that is no comparison."""
    example: str = ""
    """A value; where values are compared, the documentation shows one of the dataset's own."""


_SOURCE = Filter("source", "Only what has evidence from this source (id).", "evidence.source")

FILTERS: Mapping[ResourceType, Sequence[Filter]] = {
    "agreement": [
        _SOURCE,
        Filter("kind", "Only what calls itself so, such as `arrangement`."),
        Filter("party", "Only those that this party (id) entered.", "parties"),
        Filter("related", "Only those related to this agreement (id).", "related.agreement"),
        Filter(
            "language",
            "Only those with a text in this language (BCP 47).",
            path="languages",
            type=LanguageTag,
        ),
        Filter(
            "in_force_on",
            "Only those that may have been in force on this date (EDTF): one is left out only where"
            " its own dates say that it was not yet, or no longer, in force.",
            type=SingleDate,
            passes=may_be_in_force,
            example="2018-09-20",
        ),
    ],
    "area": [
        _SOURCE,
        Filter("agreement", "Only those of this agreement (id)."),
    ],
    "party": [
        _SOURCE,
        Filter("side", "Only those on this side of the agreements."),
    ],
    "organization": [
        _SOURCE,
        Filter("kind", "Only bodies of this sort (`company`)."),
    ],
    "person": [
        _SOURCE,
        Filter("body", "Only those in office at this body (id).", "offices.body"),
    ],
    "platform": [
        _SOURCE,
        Filter("agreement", "Only those of this agreement (id)."),
    ],
    "entrustment": [
        _SOURCE,
        Filter("company", "Only those of this company (id)."),
        Filter("platform", "Only those with this platform (id)."),
        Filter("by", "Only those by this body (id)."),
    ],
    "funding-scheme": [
        _SOURCE,
        Filter("agreement", "Only those of this agreement."),
    ],
    "event": [
        _SOURCE,
        Filter("kind", "Only events of this sort, such as `signing`."),
        Filter("participant", "Only those with this person or body (id).", "participants.who"),
        Filter("concerns", "Only those about this resource (id)."),
        Filter(
            "from",
            "Only what may have happened on or after this date (EDTF).",
            type=SingleDate,
            passes=may_be_since("date"),
            example="2018-09",
        ),
        Filter(
            "to",
            "Only what may have happened on or before this (EDTF).",
            type=SingleDate,
            passes=may_be_until("date"),
            example="2018-12-31",
        ),
    ],
    "statement": [
        _SOURCE,
        Filter("kind", "Only each `remark`, `opinion` or `report`.", type=StatementKind),
        Filter("speaker", "Only what this person or body (id) said."),
        Filter("about", "Only what is about this resource (id)."),
        Filter("occasion", "Only what was said at this event (id)."),
    ],
    "source": [
        _SOURCE,
        Filter("kind", "Only documents of this sort, such as `newspaper`."),
        Filter("language", "Only documents in this language (BCP 47).", type=LanguageTag),
        Filter("publisher", "Only those of this publisher (id)."),
    ],
    "correction": [
        Filter("subject", "Only those that concern this resource (id).", "subjects"),
    ],
}
"""The filters of the collection of each type."""

QUESTION_FILTERS = [Filter("subject", "Only what is not known of this resource (id).")]

CLAIM_FILTERS = [
    Filter("subject", "Only claims about this resource (id)."),
    Filter(
        "pointer",
        "Only claims on the field at this JSON pointer (RFC 6901), such as `/date`, or below it.",
        type=Pointer,
        passes=is_at_or_below,
        example="/name",
    ),
    Filter("type", "Only claims about resources of this type.", "subject.type", ResourceType),
    Filter("source", "Only what this source (id) says."),
    Filter("rank", "Only claims of this rank: `preferred`, `normal` or `deprecated`.", type=Rank),
    Filter("basis", "Only what is `stated`, or only what is `derived`.", type=Basis),
    Filter("disputed", "Only where sources differ (`true`), or do not (`false`).", type=bool),
]


class FilterQuery(QueryModel):
    """The filters of a list: an item passes all that are given."""

    filters: ClassVar[Sequence[Filter]] = ()

    def select(self, collection: Collection[Any]) -> Sequence[str]:
        """Return the keys of the items of a collection that pass, in their order."""
        having: dict[str, str] = {}
        tests: list[tuple[Test, str]] = []
        for row in self.filters:
            value = getattr(self, row.name)
            if value is MISSING:
                continue
            if row.passes:
                tests.append((row.passes, value))
            else:
                having[row.path or row.name] = str(value)
        keys = collection.keys(having)
        for passes, value in tests:
            keys = [key for key in keys if passes(collection.by_id[key], value)]
        return keys

    @field_validator("to", check_fields=False)
    @classmethod
    def _not_before_from(cls, to: str, others: ValidationInfo) -> str:
        begin = others.data.get("from", MISSING)
        if bounds(to)[1] < _first_day(begin):
            message = f"{to} is before {begin}, the date given as 'from'"
            raise ValueError(message)
        return to


def filter_query(filters: Sequence[Filter]) -> type[Any]:
    """Return the query model of some filters."""
    fields: dict[str, Any] = {}
    for row in filters:
        # The type does not say that it may be missing: FastAPI would try each part of a union.
        field = Field(description=row.description)
        if row.example:
            field = Field(description=row.description, examples=[row.example])
        fields[row.name] = (Annotated[row.type, field], MISSING)
    query = _made("FilterQuery", fields, FilterQuery)
    query.filters = filters
    return query


def item_query(model: type[Model], *bases: type[QueryModel]) -> type[Any]:
    """Return the query model of an answer with items of a model: `fields`, beside its bases."""
    names = FieldNames(model)
    field = Field(
        description="Only these fields, separated by commas, with the evidence for them, beside"
        " those that are always there; `-name` leaves one out instead.",
        max_length=1000,
        examples=[names.all[2]],
        json_schema_extra={"pattern": names.pattern},
    )
    fields = {"fields": (Annotated[str, AfterValidator(names.check), field], MISSING)}
    return _made(f"{model.__name__}Query", fields, *bases)


def list_query(model: type[Model], filters: Sequence[Filter]) -> type[Any]:
    """Return the query model of a list of items of a model: filters, paging and `fields`."""
    return item_query(model, filter_query(filters), Paging)


def _made(name: str, fields: dict[str, Any], *bases: type[QueryModel]) -> type[Any]:
    # It has no source in which docstrings could be found; looking for it would slow the start.
    config: Any = {"use_attribute_docstrings": False}
    model: type[Any] = create_model(name, __base__=bases or QueryModel, __config__=config, **fields)
    return model


ClaimTableQuery: Any = filter_query(CLAIM_FILTERS)
ClaimListQuery: Any = list_query(Claim, CLAIM_FILTERS)
QuestionListQuery: Any = list_query(OpenQuestion, QUESTION_FILTERS)
