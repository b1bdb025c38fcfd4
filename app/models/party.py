"""Parties: the bodies that entered an agreement."""

from typing import Annotated, ClassVar, Literal

from pydantic import MISSING

from app.models.reference import Reference, to
from app.models.resource import CitedResource
from app.models.text import Slug, Text


class Party(CitedResource):
    """A body that entered an agreement."""

    ours: ClassVar[frozenset[str]] = frozenset({"side"})
    type: Literal["party"] = "party"
    side: Slug | MISSING = MISSING
    """The side of its agreements on which it stands, where they have sides."""
    summary: Text | MISSING = MISSING
    """What it is, in our own words."""
    part_of: Annotated[Reference, to("party", "organization")] | MISSING = MISSING
    """The body that it belongs to."""
