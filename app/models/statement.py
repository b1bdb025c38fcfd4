"""Statements: what a person or an editorial said, attributed, never presented as fact."""

from typing import Annotated, ClassVar, Literal

from pydantic import MISSING

from app.models.base import Many
from app.models.edtf import Edtf
from app.models.reference import Reference, to
from app.models.resource import Resource
from app.models.text import Text

StatementKind = Literal["remark", "opinion", "claim"]
"""Sorts of statements."""


class Statement(Resource):
    """What someone said. That it was said is the fact; that it is so is the speaker's."""

    ours: ClassVar[frozenset[str]] = frozenset({"name", "kind"})

    type: Literal["statement"] = "statement"
    """Always `statement`."""
    kind: StatementKind
    """A person's `remark`, an editorial's `opinion`, or a reporter's own `claim`."""
    speaker: Annotated[Reference, to("person", "party", "organization")]
    """Who said it."""
    made: Edtf | MISSING = MISSING
    """When it was said or printed, in EDTF."""
    summary: Text
    """What was said, in our own words."""
    context: Text | MISSING = MISSING
    """What other sources say that a reader should know beside it."""
    occasion: Annotated[Reference, to("event")] | MISSING = MISSING
    """The event at which or about which it was said."""
    about: Many[Reference] = ()
    """What it is about."""
