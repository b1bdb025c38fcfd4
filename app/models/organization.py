"""Organizations, people with their offices, and the platforms that companies are entrusted with."""

from typing import Annotated, Literal

from app.models.base import FactList, LanguageMap, Maybe, Model, Position, Slug, Text
from app.models.edtf import PastEdtf
from app.models.money import Money
from app.models.reference import (
    AgreementReference,
    BodyReference,
    OrganizationReference,
    PersonReference,
    Reference,
    refers_to,
)
from app.models.resource import CitedResource


class DatedSum(Model):
    """A sum that was true on a date."""

    money: Money
    """The sum."""
    as_of: PastEdtf
    """When the source stated it, in EDTF."""


class FundingRound(Model):
    """Money that a company raised at one time."""

    name: Maybe[Text]
    """What the round is called."""
    money: Money
    """How much was raised."""
    announced: PastEdtf
    """When, in EDTF."""
    led_by: Maybe[OrganizationReference]
    """The investor that led it."""


class Organization(CitedResource):
    """A company, academy, bureau, newspaper or other body."""

    uncited_fields = frozenset({"kind"})
    type: Literal["organization"] = "organization"
    kind: Slug
    """What sort of body it is: usually `company`, `academy`, `government-body`, `committee`,
    `university` or `newspaper`; `publisher` where all we know is that it published a source."""
    summary: Maybe[Text]
    """What it is, in our own words."""
    part_of: Maybe[BodyReference]
    """The body that it belongs to."""
    founded: Maybe[PastEdtf]
    """When it was founded, in EDTF."""
    founded_at: Maybe[LanguageMap]
    """Where it was founded."""
    founders: FactList[PersonReference]
    """Who founded it."""
    focus: FactList[Text]
    """The fields it works in."""
    funding_rounds: FactList[FundingRound]
    """Money raised at one time, oldest first."""
    total_financing: FactList[DatedSum]
    """Money raised altogether, as stated on different dates, oldest first."""
    valuation: FactList[DatedSum]
    """What it was said to be worth on different dates, oldest first."""


class Office(Model):
    """An office or role, and a date on which it was held."""

    title: LanguageMap
    """What the office is called."""
    body: Maybe[BodyReference]
    """The body that the office belongs to."""
    as_of: PastEdtf
    """A date on which a source shows the person in this office, in EDTF."""


class Person(CitedResource):
    """A person, with offices as dated roles, not part of the name."""

    type: Literal["person"] = "person"
    family_name: Maybe[Text]
    """The family name in Latin letters, where a source lets it be told from the given name."""
    given_name: Maybe[Text]
    """The given name in Latin letters."""
    offices: FactList[Office]
    """Offices and roles, each with a date on which a source shows the person in it."""


class Platform(CitedResource):
    """A platform that an agreement or a government names."""

    type: Literal["platform"] = "platform"
    field: Maybe[LanguageMap]
    """The field that the platform is for."""
    agreement: Maybe[AgreementReference]
    """The agreement that names it, where one does."""
    summary: Maybe[Text]
    """What it is, in our own words."""


class Entrustment(CitedResource):
    """The act by which a body entrusts a company with a platform."""

    type: Literal["entrustment"] = "entrustment"
    company: OrganizationReference
    """The company that is entrusted."""
    platform: Annotated[Reference, refers_to("platform")]
    """The platform that it is to establish."""
    by: Maybe[BodyReference]
    """The body that entrusts it."""
    announced: Maybe[PastEdtf]
    """When it was made known, in EDTF."""
    position: Maybe[Position]
    """The company's place in the order of those entrusted, counted from 1."""
    summary: Maybe[Text]
    """What was announced, in our own words."""
