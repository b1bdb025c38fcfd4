"""The query parameters of each collection."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated

from pydantic import MISSING, BaseModel, ConfigDict, Field, ValidationInfo, field_validator

from app.models.agreement import AgreementKind
from app.models.edtf import Edtf, bounds
from app.models.event import Event, EventKind
from app.models.evidence import Basis, Rank
from app.models.organization import OrganizationKind
from app.models.reference import ResourceType
from app.models.resource import Resource
from app.models.source import Language, SourceKind
from app.models.statement import StatementKind
from app.models.text import Slug

MAX_LIMIT = 1_000


@dataclass(frozen=True, slots=True)
class At:
    """Marks a parameter that selects resources by the value they have at a field path."""

    path: str


@dataclass(frozen=True, slots=True)
class Named(At):
    """Marks one whose values are ids or other names, of which a misspelt one is refused."""


class Paging(BaseModel):
    """Which part of a list to answer with."""

    model_config = ConfigDict(use_attribute_docstrings=True, frozen=True)

    limit: Annotated[int, Field(ge=1, le=MAX_LIMIT)] = 100
    """How many items to answer with at most."""
    offset: Annotated[int, Field(ge=0, le=10**9)] = 0
    """How many items to leave out at the start."""


class Selection(BaseModel):
    """Parameters that select by the values of fields."""

    model_config = ConfigDict(use_attribute_docstrings=True, frozen=True)

    def wanted(self) -> Iterator[tuple[str, At, str]]:
        """Yield (parameter, where it looks, value) for each parameter that is given."""
        for name, field in type(self).model_fields.items():
            value = getattr(self, name)
            for mark in field.metadata:
                if isinstance(mark, At) and value is not MISSING:
                    yield name, mark, str(value)


class Filter(Selection, Paging):
    """What every collection can be filtered by."""

    source: Annotated[Slug | MISSING, Named("evidence.source")] = MISSING
    """Only what has evidence from this source (id)."""

    def admits(self, resource: Resource) -> bool:  # noqa: ARG002 -- narrower filters look at it
        """Return whether a resource passes what is no matter of a field's exact value."""
        return True


class AgreementFilter(Filter):
    """How agreements can be filtered."""

    kind: Annotated[AgreementKind | MISSING, At("kind")] = MISSING
    """Only what calls itself so."""
    party: Annotated[Slug | MISSING, Named("parties")] = MISSING
    """Only those that this party (id) entered."""


class AreaFilter(Filter):
    """How areas can be filtered."""

    agreement: Annotated[Slug | MISSING, Named("agreement")] = MISSING
    """Only those of this agreement (id)."""


class PartyFilter(Filter):
    """How parties can be filtered."""

    side: Annotated[Slug | MISSING, Named("side")] = MISSING
    """Only those on this side of the agreements."""


class OrganizationFilter(Filter):
    """How organizations can be filtered."""

    kind: Annotated[OrganizationKind | MISSING, At("kind")] = MISSING
    """Only bodies of this sort."""


class PersonFilter(Filter):
    """How people can be filtered."""

    body: Annotated[Slug | MISSING, Named("offices.body")] = MISSING
    """Only those who held an office of this body (id)."""


class EntrustmentFilter(Filter):
    """How entrustments can be filtered."""

    company: Annotated[Slug | MISSING, Named("company")] = MISSING
    """Only those of this company (id)."""
    platform: Annotated[Slug | MISSING, Named("platform")] = MISSING
    """Only those with this platform (id)."""
    by: Annotated[Slug | MISSING, Named("by")] = MISSING
    """Only those by this body (id)."""


class FundingSchemeFilter(Filter):
    """How funding schemes can be filtered."""

    agreement: Annotated[Slug | MISSING, Named("agreement")] = MISSING
    """Only those framed by this agreement (id)."""


class EventFilter(Filter):
    """How events can be filtered."""

    kind: Annotated[EventKind | MISSING, At("kind")] = MISSING
    """Only events of this sort."""
    participant: Annotated[Slug | MISSING, Named("participants.who")] = MISSING
    """Only those that this person or body (id) took part in."""
    concerns: Annotated[Slug | MISSING, Named("concerns")] = MISSING
    """Only those about this resource (id)."""
    from_: Annotated[Edtf | MISSING, Field(alias="from")] = MISSING
    """Only what may have happened on or after this date (EDTF); undated events are left out."""
    to: Edtf | MISSING = MISSING
    """Only what may have happened on or before this date (EDTF); undated events are left out."""

    @field_validator("to")
    @classmethod
    def _not_before_from(cls, to: str, others: ValidationInfo) -> str:
        begin = others.data.get("from_", MISSING)
        if begin is not MISSING and bounds(to)[1] < bounds(begin)[0]:
            message = f"it is before {begin}, the date given as 'from'"
            raise ValueError(message)
        return to

    def admits(self, resource: Resource) -> bool:
        """Return whether an event may lie between the two dates, whichever are given."""
        if self.from_ is MISSING and self.to is MISSING:
            return True
        if not isinstance(resource, Event) or resource.date is MISSING:
            return False
        first, last = bounds(resource.date)
        begin = dt.date.min if self.from_ is MISSING else bounds(self.from_)[0]
        end = dt.date.max if self.to is MISSING else bounds(self.to)[1]
        return begin <= last and first <= end


class StatementFilter(Filter):
    """How statements can be filtered."""

    kind: Annotated[StatementKind | MISSING, At("kind")] = MISSING
    """Only statements of this sort."""
    speaker: Annotated[Slug | MISSING, Named("speaker")] = MISSING
    """Only what this person or body (id) said."""
    about: Annotated[Slug | MISSING, Named("about")] = MISSING
    """Only what is about this resource (id)."""
    occasion: Annotated[Slug | MISSING, Named("occasion")] = MISSING
    """Only what was said at this event (id)."""


class SourceFilter(Filter):
    """How sources can be filtered."""

    kind: Annotated[SourceKind | MISSING, At("kind")] = MISSING
    """Only documents of this sort."""
    language: Annotated[Language | MISSING, At("language")] = MISSING
    """Only documents in this language (BCP 47)."""
    publisher: Annotated[Slug | MISSING, Named("publisher")] = MISSING
    """Only those of this publisher (id)."""


class ClaimSelection(Selection):
    """How claims can be selected."""

    subject: Annotated[Slug | MISSING, Named("subject")] = MISSING
    """Only claims about this resource (id)."""
    type: Annotated[ResourceType | MISSING, At("subject.type")] = MISSING
    """Only claims about resources of this type."""
    source: Annotated[Slug | MISSING, Named("source")] = MISSING
    """Only what this source (id) says."""
    rank: Annotated[Rank | MISSING, At("rank")] = MISSING
    """Only claims of this rank."""
    basis: Annotated[Basis | MISSING, At("basis")] = MISSING
    """Only what is `stated`, or only what is `derived`."""
    disputed: Annotated[bool | MISSING, At("disputed")] = MISSING
    """Only claims on fields on which sources differ (`true`), or only the others (`false`)."""


class ClaimFilter(ClaimSelection, Paging):
    """How the list of claims can be filtered."""


FILTERS: Mapping[ResourceType, type[Filter]] = MappingProxyType(
    {
        "agreement": AgreementFilter,
        "area": AreaFilter,
        "party": PartyFilter,
        "organization": OrganizationFilter,
        "person": PersonFilter,
        "platform": Filter,
        "entrustment": EntrustmentFilter,
        "funding-scheme": FundingSchemeFilter,
        "event": EventFilter,
        "statement": StatementFilter,
        "source": SourceFilter,
    }
)
"""The query parameters of each collection."""
