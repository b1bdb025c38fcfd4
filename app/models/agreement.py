"""Agreements: documents between parties."""

from typing import Annotated, Literal, Self

from pydantic import MISSING, Field, model_validator

from app.models.base import Model, Some
from app.models.edtf import Edtf, PastEdtf
from app.models.reference import Reference, refers_to
from app.models.resource import CitedResource
from app.models.text import LanguageMap, LanguageTag, Slug, Text, Url

_KINDS = ["agreement", "arrangement", "accord", "protocol"]
_RELATIONS = ["amends", "supplements", "implements", "replaces", "follows", "precedes"]


class Signatory(Model):
    """Who signed for a party, as far as a source says: at least one of the three is given."""

    party: Annotated[Reference, refers_to("party")] | MISSING = MISSING
    """The party signed for, one of the agreement's parties."""
    office: Text | MISSING = MISSING
    """The office of the person who signed."""
    person: Annotated[Reference, refers_to("person")] | MISSING = MISSING
    """The person, where a source names one."""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.party is self.office is self.person is MISSING:
            message = "a signatory is empty; give at least one of party, office and person"
            raise ValueError(message)
        return self


class RelatedAgreement(Model):
    """How this agreement stands to another one."""

    agreement: Annotated[Reference, refers_to("agreement")]
    """The other agreement."""
    relation: Annotated[Slug, Field(examples=_RELATIONS)]
    """What this agreement does with regard to the other: usually `amends`, `supplements`,
    `implements`, `replaces`, `follows`, `precedes` or `signed-together-with`."""


class Agreement(CitedResource):
    """A document between parties."""

    type: Literal["agreement"] = "agreement"
    kind: Annotated[Slug, Field(examples=_KINDS)]
    """What the document calls itself: usually `agreement`, `arrangement`, `accord`, `protocol`,
    `memorandum` or `treaty`."""
    summary: Text
    """What it is about, in our own words."""
    signed: PastEdtf | MISSING = MISSING
    """When it was signed, in EDTF."""
    place: LanguageMap | MISSING = MISSING
    """Where it was signed."""
    in_force: Edtf | MISSING = MISSING
    """When it entered, or is to enter, into force, in EDTF."""
    expires: Edtf | MISSING = MISSING
    """When it ended, or is to end, in EDTF: the last day on which it is in force."""
    term: Text | MISSING = MISSING
    """How long it is to run, as a source puts it, such as “Five years”."""
    languages: Some[LanguageTag] = ()
    """The languages of its text (BCP 47)."""
    url: Url | MISSING = MISSING
    """Where its text is published."""
    parties: Some[Annotated[Reference, refers_to("party")]] = ()
    """The bodies that entered it."""
    signatories: Some[Signatory] = ()
    """Who signed for the parties."""
    related: Some[RelatedAgreement] = ()
    """Other agreements of this dataset that belong with it."""
