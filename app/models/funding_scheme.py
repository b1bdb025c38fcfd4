"""Funding schemes: joint funding of research and development."""

from typing import Annotated, Literal

from pydantic import MISSING

from app.models.base import Some
from app.models.edtf import Edtf, PastEdtf
from app.models.money import Money
from app.models.reference import Reference, refers_to
from app.models.resource import CitedResource
from app.models.text import Text


class FundingScheme(CitedResource):
    """A scheme of joint funding, with or without an agreement that frames it."""

    type: Literal["funding-scheme"] = "funding-scheme"
    agreement: Annotated[Reference, refers_to("agreement")] | MISSING = MISSING
    """The agreement that frames it, where one does."""
    summary: Text
    """What it is for and how it works, in our own words."""
    launched: PastEdtf | MISSING = MISSING
    """When it opened, in EDTF."""
    launched_by: Some[Annotated[Reference, refers_to("party", "organization")]] = ()
    """The bodies that launched it."""
    deadline: Edtf | MISSING = MISSING
    """When its first call for applications closed, in EDTF."""
    themes: Some[Text] = ()
    """The themes of its first call."""
    budget: Money | MISSING = MISSING
    """How much money it has."""
