"""Filters: the parameters of each list, a row each, and `fields`, which says what is shown.

A row selects the items that have the value at a path of fields, such as `participants.who`, or
those that pass a test, such as a date.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import MISSING, AfterValidator, Field, create_model

from app.api.queries import QueryModel
from app.data.dataset import Collection, M
from app.data.fields import FieldNames
from app.models.base import LanguageTag, Model, Slug
from app.models.edtf import SingleDate, bounds
from app.models.event import StatementKind
from app.models.reference import ResourceType
from app.models.resource import Basis, Pointer, Rank

Test = Callable[[Any, str], bool]
"""Returns whether an item passes the value of a parameter."""


def may_be_since(field: str) -> Test:
    """Return the test whether a date (EDTF) of an item may be the one given, or a later one."""

    def test(item: object, day: str) -> bool:
        date = getattr(item, field)
        return date is not MISSING and bounds(date)[1] >= bounds(day)[0]

    return test


def may_be_until(field: str) -> Test:
    """Return the test whether a date (EDTF) of an item may be the one given, or an earlier one."""

    def test(item: object, day: str) -> bool:
        date = getattr(item, field)
        return date is not MISSING and bounds(date)[0] <= bounds(day)[1]

    return test


def may_be_in_force(agreement: Any, day: str) -> bool:  # noqa: ANN401 -- an Agreement
    """Return whether no date of an agreement excludes that it was in force on a date."""
    first, last = bounds(day)
    signed, _ = _span(agreement.signed)
    begin, _ = _span(agreement.in_force)
    _, end = _span(agreement.expires)
    return max(signed, begin) <= last and first <= end


def is_at_or_below(claim: Any, pointer: str) -> bool:  # noqa: ANN401 -- a Claim
    """Return whether a claim is on the field at a pointer, or on something in it."""
    return f"{claim.pointer}/".startswith(f"{pointer}/")


def _span(date: Any) -> tuple[dt.date, dt.date]:  # noqa: ANN401 -- a date or MISSING
    """Return the first and the last day of a date (EDTF); where there is none, those of all."""
    return (dt.date.min, dt.date.max) if date is MISSING else bounds(date)


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


_SOURCE = Filter(
    "source", "Only what has evidence from this source (id).", "evidence.source"
)

FILTERS: Mapping[ResourceType, Sequence[Filter]] = {
    "agreement": [
        _SOURCE,
        Filter("kind", "Only what calls itself so, such as `arrangement`."),
        Filter("party", "Only those that this party (id) entered.", "parties"),
        Filter(
            "related", "Only those related to this agreement (id).", "related.agreement"
        ),
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
        ),
    ],
    "area": [_SOURCE, Filter("agreement", "Only those of this agreement (id).")],
    "party": [_SOURCE, Filter("side", "Only those on this side of the agreements.")],
    "organization": [_SOURCE, Filter("kind", "Only bodies of this sort (`company`).")],
    "person": [
        _SOURCE,
        Filter("body", "Only those in office at this body (id).", "offices.body"),
    ],
    "platform": [_SOURCE, Filter("agreement", "Only those of this agreement (id).")],
    "entrustment": [
        _SOURCE,
        Filter("company", "Only those of this company (id)."),
        Filter("platform", "Only those with this platform (id)."),
        Filter("by", "Only those by this body (id)."),
    ],
    "funding-scheme": [_SOURCE, Filter("agreement", "Only those of this agreement.")],
    "event": [
        _SOURCE,
        Filter("kind", "Only events of this sort, such as `signing`."),
        Filter(
            "participant",
            "Only those with this person or body (id).",
            "participants.who",
        ),
        Filter("concerns", "Only those about this resource (id)."),
        Filter(
            "from",
            "Only what may have happened on or after this date (EDTF).",
            type=SingleDate,
            passes=may_be_since("date"),
        ),
        Filter(
            "to",
            "Only what may have happened on or before this (EDTF).",
            type=SingleDate,
            passes=may_be_until("date"),
        ),
    ],
    "statement": [
        _SOURCE,
        Filter(
            "kind", "Only each `remark`, `opinion` or `report`.", type=StatementKind
        ),
        Filter("speaker", "Only what this person or body (id) said."),
        Filter("about", "Only what is about this resource (id)."),
        Filter("occasion", "Only what was said at this event (id)."),
    ],
    "source": [
        _SOURCE,
        Filter("kind", "Only documents of this sort, such as `newspaper`."),
        Filter(
            "language", "Only documents in this language (BCP 47).", type=LanguageTag
        ),
        Filter("publisher", "Only those of this publisher (id)."),
    ],
    "correction": [
        Filter("subject", "Only those that concern this resource (id).", "subjects")
    ],
}
"""The filters of the collection of each type."""

QUESTION_FILTERS = [Filter("subject", "Only what is not known of this resource (id).")]

CLAIM_FILTERS = [
    Filter("subject", "Only claims about this resource (id)."),
    Filter(
        "pointer",
        "Only claims on the field at this JSON pointer (RFC 6901), such as `/date`, or below it.",
        type=Annotated[Pointer, Field(examples=["/name"])],
        passes=is_at_or_below,
    ),
    Filter(
        "type",
        "Only claims about resources of this type.",
        "subject.type",
        ResourceType,
    ),
    Filter("source", "Only what this source (id) says."),
    Filter(
        "rank",
        "Only claims of this rank: `preferred`, `normal` or `deprecated`.",
        type=Rank,
    ),
    Filter("basis", "Only what is `stated`, or only what is `derived`.", type=Basis),
    Filter(
        "disputed",
        "Only where sources differ (`true`), or do not (`false`).",
        type=bool,
    ),
]


def select(
    collection: Collection[M], filters: Sequence[Filter], query: QueryModel
) -> Mapping[str, M]:
    """Return the items of a collection that pass the filters of a query, by key, in order."""
    items = collection.by_id
    for row in filters:
        if row.name not in query.model_fields_set:
            continue
        value = getattr(query, row.name)
        if row.passes:
            items = {
                key: item for key, item in items.items() if row.passes(item, value)
            }
        else:
            having = collection.index(row.path or row.name).get(str(value), {})
            items = {key: item for key, item in having.items() if key in items}
    return items


def query_model(
    base: type[QueryModel],
    filters: Sequence[Filter] = (),
    model: type[Model] | None = None,
) -> type[QueryModel]:
    """Return a query model with a parameter for each filter and, for items of a model, `fields`."""
    fields: dict[str, Any] = {}
    for row in filters:
        described = Field(description=row.description)
        # The type does not say that it may be missing: FastAPI would try each part of a union.
        fields[row.name] = (Annotated[row.type, described], MISSING)
    if model:
        names = FieldNames(model)
        field = Field(
            description="Only these fields, separated by commas, with the evidence for them, beside"
            " those that are always there; `-name` leaves one out instead.",
            max_length=1000,
            examples=[names.all[2]],
            json_schema_extra={"pattern": names.pattern},
        )
        fields["fields"] = (Annotated[str, AfterValidator(names.check), field], MISSING)
    return create_model("Query", __base__=base, **fields)
