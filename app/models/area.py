"""Cooperation areas: the numbered areas of an agreement."""

from typing import Annotated, Literal

from pydantic import MISSING, Field

from app.models.reference import Reference, refers_to
from app.models.resource import CitedResource
from app.models.text import Text


class CooperationArea(CitedResource):
    """One of an agreement's numbered areas."""

    type: Literal["area"] = "area"
    agreement: Annotated[Reference, refers_to("agreement")]
    """The agreement that names the area."""
    position: Annotated[int, Field(ge=1, le=1_000)]
    """The area's place in the agreement's list, counted from 1."""
    summary: Text | MISSING = MISSING
    """More about it, in our own words."""
