"""Events and statements: what happened, and what was said, attributed and never as fact."""

from typing import Annotated, Literal, Self

from pydantic import MISSING, model_validator
from typing_extensions import TypeAliasType

from app.models.base import FactList, LanguageMap, Maybe, Model, Slug, Text, refuse
from app.models.edtf import Edtf, PastEdtf
from app.models.reference import ActorReference, AnyReference, Reference, refers_to
from app.models.resource import CitedResource


class Participant(Model):
    """Who took part in an event, and how."""

    who: ActorReference
    """The person or body."""
    role: Slug
    """What they did there: usually `signatory`, `signing-body`, `witness`, `announcer`, `host`,
    `speaker`, `presenter` or `recipient`."""


class Event(CitedResource):
    """Something that happened, dated as precisely as the source and no more."""

    uncited_fields = frozenset({"kind"})
    type: Literal["event"] = "event"
    kind: Slug
    """What sort of event it was: usually `signing`, `announcement`, `call`, `ceremony`, `launch`,
    `meeting`, `speech` or `visit`."""
    date: Maybe[PastEdtf]
    """When it happened, in EDTF; absent when no source says."""
    planned_for: Maybe[Edtf]
    """When it is to happen, where a source fixes that in advance; `date` instead once it has."""
    place: Maybe[LanguageMap]
    """Where it happened."""
    summary: Text
    """What happened, in our own words."""
    participants: FactList[Participant]
    """Who took part, and how."""
    concerns: FactList[AnyReference]
    """What it was about: agreements, schemes, platforms, bodies, people or other events."""

    @model_validator(mode="after")
    def _has_happened_or_not(self) -> Self:
        if self.date is not MISSING and self.planned_for is not MISSING:
            refuse(
                "an event has a date once it has happened, and is planned before that",
                "Remove 'planned_for'",
            )
        return self


StatementKind = TypeAliasType("StatementKind", Literal["remark", "opinion", "report"])


class Statement(CitedResource):
    """What someone said. That it was said is the fact; that it is so is the speaker's."""

    uncited_fields = frozenset({"name", "kind"})
    type: Literal["statement"] = "statement"
    kind: StatementKind
    """A person's `remark`, an editorial's `opinion`, or a newspaper's own `report`."""
    speaker: ActorReference
    """Who said it."""
    made: Maybe[PastEdtf]
    """When it was said or printed, in EDTF."""
    summary: Text
    """What was said, in our own words."""
    context: Maybe[Text]
    """What other sources say that a reader should know beside it."""
    occasion: Maybe[Annotated[Reference, refers_to("event")]]
    """The event at which it was said."""
    about: FactList[AnyReference]
    """What it is about."""
