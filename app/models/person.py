"""People, and the offices they held."""

from typing import Annotated, Literal

from pydantic import MISSING

from app.models.base import Model, Some
from app.models.edtf import PastEdtf
from app.models.reference import Reference, refers_to
from app.models.resource import CitedResource
from app.models.text import LanguageMap


class Office(Model):
    """An office or role, and a date on which it was held."""

    title: LanguageMap
    """What the office is called."""
    body: Annotated[Reference, refers_to("party", "organization")] | MISSING = MISSING
    """The body that the office belongs to."""
    as_of: PastEdtf
    """A date on which a source shows the person in this office, in EDTF."""


class Person(CitedResource):
    """A person; offices are dated roles, not part of the name."""

    type: Literal["person"] = "person"
    offices: Some[Office] = ()
    """Offices and roles, each with a date on which a source shows the person in it."""
