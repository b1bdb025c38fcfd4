"""Funding schemes that an agreement frames."""

from typing import Annotated, Literal

from pydantic import MISSING

from app.models.base import Many
from app.models.edtf import Edtf
from app.models.money import Money
from app.models.reference import Reference, to
from app.models.resource import Resource
from app.models.text import Text


class FundingScheme(Resource):
    """A scheme of joint funding for research and development."""

    type: Literal["funding-scheme"] = "funding-scheme"
    """Always `funding-scheme`."""
    agreement: Annotated[Reference, to("agreement")]
    """The agreement that frames it."""
    summary: Text
    """What it is for and how it works, in our own words."""
    launched: Edtf | MISSING = MISSING
    """When it opened, in EDTF."""
    launched_by: Many[Annotated[Reference, to("party", "organization")]] = ()
    """The bodies that launched it."""
    deadline: Edtf | MISSING = MISSING
    """When its first call for applications closed, in EDTF."""
    themes: Many[Text] = ()
    """The themes of its first call."""
    budget: Money | MISSING = MISSING
    """How much money it has."""
