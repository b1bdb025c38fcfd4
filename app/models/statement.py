"""Statements: what a person or an editorial said, attributed, never presented as fact."""

from typing import Annotated, ClassVar, Literal

from pydantic import MISSING
from typing_extensions import TypeAliasType

from app.models.base import Some
from app.models.edtf import PastEdtf
from app.models.reference import Reference, refers_to
from app.models.resource import CitedResource
from app.models.text import Text

StatementKind = TypeAliasType("StatementKind", Literal["remark", "opinion", "report"])


class Statement(CitedResource):
    """What someone said. That it was said is the fact; that it is so is the speaker's."""

    uncited_fields: ClassVar[frozenset[str]] = frozenset({"name", "kind"})
    type: Literal["statement"] = "statement"
    kind: StatementKind
    """A person's `remark`, an editorial's `opinion`, or a `report`: what a newspaper says in its
    own reporting."""
    speaker: Annotated[Reference, refers_to("person", "party", "organization")]
    """Who said it."""
    made: PastEdtf | MISSING = MISSING
    """When it was said or printed, in EDTF."""
    summary: Text
    """What was said, in our own words."""
    context: Text | MISSING = MISSING
    """What other sources say that a reader should know beside it."""
    occasion: Annotated[Reference, refers_to("event")] | MISSING = MISSING
    """The event at which it was said."""
    about: Some[Reference] = ()
    """What it is about."""
