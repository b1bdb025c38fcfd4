"""Events: things that happened, dated as precisely as the source and no more."""

from typing import Annotated, ClassVar, Literal

from pydantic import MISSING

from app.models.base import Many, Model
from app.models.edtf import Edtf
from app.models.reference import Reference, to
from app.models.resource import Resource
from app.models.text import LanguageMap, Text

EventKind = Literal[
    "agreement",
    "announcement",
    "ceremony",
    "designation",
    "financing",
    "founding",
    "funding",
    "instruction",
    "launch",
    "letter",
    "meeting",
    "policy-address",
    "signing",
    "speech",
    "tour",
]
"""Sorts of events."""


class Participant(Model):
    """Who took part in an event, and how."""

    who: Annotated[Reference, to("person", "party", "organization")]
    """The person or body."""
    role: Text
    """What they did there, such as `witness` or `host`."""


class Event(Resource):
    """Something that happened."""

    ours: ClassVar[frozenset[str]] = frozenset({"kind"})

    type: Literal["event"] = "event"
    """Always `event`."""
    kind: EventKind
    """What sort of event it was."""
    date: Edtf | MISSING = MISSING
    """When it happened, in EDTF; absent when no source says."""
    place: LanguageMap | MISSING = MISSING
    """Where it happened."""
    summary: Text
    """What happened, in our own words."""
    participants: Many[Participant] = ()
    """Who took part, and how."""
    concerns: Many[Reference] = ()
    """The agreements, schemes, platforms and bodies that it was about."""
