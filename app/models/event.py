"""Events: things that happened, dated as precisely as the source and no more."""

from typing import Annotated, ClassVar, Literal

from pydantic import MISSING, Field

from app.models.base import Model, Some
from app.models.edtf import PastEdtf
from app.models.reference import Reference, refers_to
from app.models.resource import CitedResource
from app.models.text import LanguageMap, Slug, Text

_KINDS = ["signing", "announcement", "meeting", "launch", "call"]
_ROLES = ["signatory", "signing-body", "witness", "host", "speaker"]


class Participant(Model):
    """Who took part in an event, and how."""

    who: Annotated[Reference, refers_to("person", "party", "organization")]
    """The person or body."""
    role: Annotated[Slug, Field(examples=_ROLES)]
    """What they did there: usually `signatory`, `signing-body`, `witness`, `announcer`, `host`,
    `speaker`, `presenter` or `recipient`."""


class Event(CitedResource):
    """Something that happened."""

    uncited_fields: ClassVar[frozenset[str]] = frozenset({"kind"})
    type: Literal["event"] = "event"
    kind: Annotated[Slug, Field(examples=_KINDS)]
    """What sort of event it was: usually `signing`, `announcement`, `call`, `ceremony`, `launch`,
    `meeting`, `speech` or `visit`."""
    date: PastEdtf | MISSING = MISSING
    """When it happened, in EDTF; absent when no source says."""
    place: LanguageMap | MISSING = MISSING
    """Where it happened."""
    summary: Text
    """What happened, in our own words."""
    participants: Some[Participant] = ()
    """Who took part, and how."""
    concerns: Some[Reference] = ()
    """What it was about: agreements, schemes, platforms, bodies, people or other events."""
