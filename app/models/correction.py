"""Corrections: what the record had wrong, told in public."""

from typing import Annotated, Literal

from pydantic import Field

from app.models.base import Array, FactList, Slug, Text
from app.models.dataset_info import Version
from app.models.edtf import Day
from app.models.reference import AnyReference
from app.models.resource import Resource


class Correction(Resource):
    """What this record said wrongly, what it says now, since which version, and why.

    It is about the record itself, in our own words, and so the one resource without evidence.
    """

    type: Literal["correction"] = "correction"
    date: Day
    """The day on which the record was corrected (ISO 8601)."""
    version: Version
    """The version of the data that is right for the first time."""
    subjects: Annotated[Array[AnyReference], Field(min_length=1)]
    """The resources concerned."""
    withdrawn: FactList[Slug]
    """Ids that were served before and are no longer: their addresses answer 410 (Gone)."""
    was: Text
    """What the record said."""
    now: Text
    """What the record says now."""
    because: Text
    """Why: what the sources say, or how the mistake came about."""
