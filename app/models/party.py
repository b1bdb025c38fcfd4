"""Parties: the bodies that entered an agreement."""

from typing import Annotated, ClassVar, Literal

from pydantic import MISSING

from app.models.reference import Reference, refers_to
from app.models.resource import CitedResource
from app.models.text import Slug, Text


class Party(CitedResource):
    """A body that entered an agreement."""

    uncited_fields: ClassVar[frozenset[str]] = frozenset({"side"})
    type: Literal["party"] = "party"
    side: Slug | MISSING = MISSING
    """The side of its agreements on which it stands, where they have sides."""
    summary: Text | MISSING = MISSING
    """What it is, in our own words."""
    part_of: Annotated[Reference, refers_to("party", "organization")] | MISSING = MISSING
    """The body that it belongs to."""
