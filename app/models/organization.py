"""Organizations: bodies that are no party to an agreement."""

from typing import Annotated, ClassVar, Literal

from pydantic import MISSING, Field

from app.models.base import Model, Some
from app.models.edtf import PastEdtf
from app.models.money import DatedSum, Money
from app.models.reference import Reference, refers_to
from app.models.resource import CitedResource
from app.models.text import LanguageMap, Slug, Text


class FundingRound(Model):
    """Money that a company raised at one time."""

    name: Text | MISSING = MISSING
    """What the round is called."""
    money: Money
    """How much was raised."""
    announced: PastEdtf
    """When, in EDTF."""
    led_by: Annotated[Reference, refers_to("organization")] | MISSING = MISSING
    """The investor that led it."""


class Organization(CitedResource):
    """A company, academy, bureau, newspaper or other body."""

    uncited_fields: ClassVar[frozenset[str]] = frozenset({"kind"})
    type: Literal["organization"] = "organization"
    kind: Annotated[Slug, Field(examples=["company", "university", "committee", "newspaper"])]
    """What sort of body it is: usually `company`, `academy`, `government-body`, `committee`,
    `university` or `newspaper`; `publisher` where all we know is that it published a source."""
    summary: Text | MISSING = MISSING
    """What it is, in our own words."""
    part_of: Annotated[Reference, refers_to("party", "organization")] | MISSING = MISSING
    """The body that it belongs to."""
    founded: PastEdtf | MISSING = MISSING
    """When it was founded, in EDTF."""
    founded_at: LanguageMap | MISSING = MISSING
    """Where it was founded."""
    founders: Some[Annotated[Reference, refers_to("person")]] = ()
    """Who founded it."""
    focus: Some[Text] = ()
    """The fields it works in."""
    funding_rounds: Some[FundingRound] = ()
    """Money raised at one time, oldest first."""
    total_financing: Some[DatedSum] = ()
    """Money raised altogether, as stated on different dates, oldest first."""
    valuation: Some[DatedSum] = ()
    """What it was said to be worth on different dates, oldest first."""
