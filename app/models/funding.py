"""Funding: sums of money as they were stated, and schemes of joint funding."""

from typing import Annotated, Literal

from pydantic import MISSING, Field
from typing_extensions import TypeAliasType

from app.models.base import FactList, Model, Text
from app.models.edtf import Edtf, PastEdtf
from app.models.reference import Reference, refers_to
from app.models.resource import CitedResource

Comparator = TypeAliasType("Comparator", Literal["equal", "more-than", "less-than", "about"])


class Money(Model):
    """A sum, its currency, and how exactly it was stated."""

    comparator: Comparator
    """How the true sum relates to `amount`; `equal` is the figure as printed, unqualified."""
    amount: Annotated[int, Field(ge=0, le=10**15)]
    """Whole units of the currency (dollars, not cents or millions)."""
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    """ISO 4217 code, such as USD."""


class DatedSum(Model):
    """A sum that was true on a date."""

    money: Money
    """The sum."""
    as_of: PastEdtf
    """When the source stated it, in EDTF."""


class FundingScheme(CitedResource):
    """A scheme of joint funding, with or without an agreement that frames it."""

    type: Literal["funding-scheme"] = "funding-scheme"
    agreement: Annotated[Reference, refers_to("agreement")] | MISSING = MISSING
    """The agreement that frames it, where one does."""
    summary: Text
    """What it is for and how it works, in our own words."""
    launched: PastEdtf | MISSING = MISSING
    """When it opened, in EDTF."""
    launched_by: FactList[Annotated[Reference, refers_to("party", "organization")]] = ()
    """The bodies that launched it."""
    deadline: Edtf | MISSING = MISSING
    """When its first call for applications closed, in EDTF."""
    themes: FactList[Text] = ()
    """The themes of its first call."""
    budget: Money | MISSING = MISSING
    """How much money it has."""
