"""Platforms: national open innovation platforms for next-generation AI."""

from typing import Literal

from pydantic import MISSING

from app.models.resource import Resource
from app.models.text import LanguageMap, Text


class Platform(Resource):
    """A national open innovation platform for next-generation artificial intelligence."""

    type: Literal["platform"] = "platform"
    """Always `platform`."""
    field: LanguageMap
    """The field that the platform is for."""
    summary: Text | MISSING = MISSING
    """What it is, in our own words."""
