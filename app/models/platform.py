"""Platforms that an agreement or a government names."""

from typing import Annotated, Literal

from pydantic import MISSING

from app.models.reference import Reference, refers_to
from app.models.resource import CitedResource
from app.models.text import LanguageMap, Text


class Platform(CitedResource):
    """A platform that an agreement or a government names."""

    type: Literal["platform"] = "platform"
    field: LanguageMap | MISSING = MISSING
    """The field that the platform is for."""
    agreement: Annotated[Reference, refers_to("agreement")] | MISSING = MISSING
    """The agreement that names it, where one does."""
    summary: Text | MISSING = MISSING
    """What it is, in our own words."""
