"""Agreements, their parties, and the areas and funding schemes that they name."""

from typing import Literal, Self

from pydantic import MISSING, model_validator

from app.models.base import (
    FactList,
    LanguageMap,
    LanguageTag,
    Maybe,
    Model,
    Position,
    Slug,
    Text,
    Url,
    refuse,
)
from app.models.edtf import Edtf, PastEdtf
from app.models.money import Money
from app.models.reference import (
    AgreementReference,
    BodyReference,
    PartyReference,
    PersonReference,
)
from app.models.resource import CitedResource


class Signatory(Model):
    """Who signed for a party, as far as a source says: at least one of the three is given."""

    party: Maybe[PartyReference]
    """The party signed for, one of the agreement's parties."""
    office: Maybe[Text]
    """The office of the person who signed."""
    person: Maybe[PersonReference]
    """The person, where a source names one."""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.party is self.office is self.person is MISSING:
            refuse(
                "a signatory is empty", "Give at least one of party, office and person"
            )
        return self


class RelatedAgreement(Model):
    """How this agreement stands to another one."""

    agreement: AgreementReference
    """The other agreement."""
    relation: Slug
    """What this agreement does with regard to the other: usually `amends`, `supplements`,
    `implements`, `replaces`, `follows`, `precedes` or `signed-together-with`."""


class Agreement(CitedResource):
    """A document between parties."""

    type: Literal["agreement"] = "agreement"
    kind: Slug
    """What the document calls itself: usually `agreement`, `arrangement`, `accord`, `protocol`,
    `memorandum` or `treaty`."""
    summary: Text
    """What it is about, in our own words."""
    signed: Maybe[PastEdtf]
    """When it was signed, in EDTF."""
    place: Maybe[LanguageMap]
    """Where it was signed."""
    in_force: Maybe[Edtf]
    """When it entered, or is to enter, into force, in EDTF."""
    expires: Maybe[Edtf]
    """When it ended, or is to end, in EDTF: the last day on which it is in force."""
    term: Maybe[Text]
    """How long it is to run, as a source puts it, such as “Five years”."""
    languages: FactList[LanguageTag]
    """The languages of its text (BCP 47)."""
    url: Maybe[Url]
    """Where its text is published."""
    parties: FactList[PartyReference]
    """The bodies that entered it."""
    signatories: FactList[Signatory]
    """Who signed for the parties."""
    related: FactList[RelatedAgreement]
    """Other agreements of this dataset that belong with it."""


class CooperationArea(CitedResource):
    """One of an agreement's numbered areas."""

    type: Literal["area"] = "area"
    agreement: AgreementReference
    """The agreement that names the area."""
    position: Position
    """The area's place in the agreement's list, counted from 1."""
    summary: Maybe[Text]
    """More about it, in our own words."""


class Party(CitedResource):
    """A body that entered an agreement."""

    uncited_fields = frozenset({"side"})
    type: Literal["party"] = "party"
    side: Maybe[Slug]
    """The side of its agreements on which it stands, where they have sides."""
    summary: Maybe[Text]
    """What it is, in our own words."""
    part_of: Maybe[BodyReference]
    """The body that it belongs to."""


class FundingScheme(CitedResource):
    """A scheme of joint funding, with or without an agreement that frames it."""

    type: Literal["funding-scheme"] = "funding-scheme"
    agreement: Maybe[AgreementReference]
    """The agreement that frames it, where one does."""
    summary: Text
    """What it is for and how it works, in our own words."""
    launched: Maybe[PastEdtf]
    """When it opened, in EDTF."""
    launched_by: FactList[BodyReference]
    """The bodies that launched it."""
    deadline: Maybe[Edtf]
    """When its first call for applications closed, in EDTF."""
    themes: FactList[Text]
    """The themes of its first call."""
    budget: Maybe[Money]
    """How much money it has."""
