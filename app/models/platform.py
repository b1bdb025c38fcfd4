"""Platforms that an agreement or a government names, and who is entrusted with them."""

from typing import Annotated, Literal

from pydantic import MISSING, Field

from app.models.base import LanguageMap, Text
from app.models.edtf import PastEdtf
from app.models.reference import Reference, refers_to
from app.models.resource import CitedResource


class Platform(CitedResource):
    """A platform that an agreement or a government names."""

    type: Literal["platform"] = "platform"
    field: LanguageMap | MISSING = MISSING
    """The field that the platform is for."""
    agreement: Annotated[Reference, refers_to("agreement")] | MISSING = MISSING
    """The agreement that names it, where one does."""
    summary: Text | MISSING = MISSING
    """What it is, in our own words."""


class Entrustment(CitedResource):
    """The act by which a body entrusts a company with a platform."""

    type: Literal["entrustment"] = "entrustment"
    company: Annotated[Reference, refers_to("organization")]
    """The company that is entrusted."""
    platform: Annotated[Reference, refers_to("platform")]
    """The platform that it is to establish."""
    by: Annotated[Reference, refers_to("party", "organization")] | MISSING = MISSING
    """The body that entrusts it."""
    announced: PastEdtf | MISSING = MISSING
    """When it was made known, in EDTF."""
    position: Annotated[int, Field(ge=1, le=1_000)] | MISSING = MISSING
    """The company's place in the order of those entrusted, counted from 1."""
    summary: Text | MISSING = MISSING
    """What was announced, in our own words."""
