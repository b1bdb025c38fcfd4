"""Agreements: signed documents between parties."""

from typing import Annotated, Literal

from pydantic import MISSING, Field

from app.models.base import Many, Model
from app.models.edtf import Edtf
from app.models.reference import Reference, to
from app.models.resource import Resource
from app.models.text import Text

AgreementKind = Literal["arrangement", "agreement"]
"""What a document calls itself."""


class Signatory(Model):
    """Who signed for a party, as far as a source says."""

    party: Annotated[Reference, to("party")] | MISSING = MISSING
    """The party signed for, where a source says."""
    office: Text
    """The office of the person who signed."""
    person: Annotated[Reference, to("person")] | MISSING = MISSING
    """The person, where a source names one."""


class RelatedAgreement(Model):
    """How another agreement stands to this one."""

    agreement: Annotated[Reference, to("agreement")]
    """The other agreement."""
    relation: Literal["signed-together-with", "follows", "precedes"]
    """`signed-together-with` at one ceremony; `follows` or `precedes` in the same field."""


class Agreement(Resource):
    """A signed document between parties."""

    type: Literal["agreement"] = "agreement"
    """Always `agreement`."""
    kind: AgreementKind
    """What the document calls itself."""
    summary: Text
    """What it is about, in our own words."""
    signed: Edtf | MISSING = MISSING
    """When it was signed, in EDTF."""
    parties: Annotated[Many[Annotated[Reference, to("party")]], Field(max_length=100)] = ()
    """The bodies that entered it."""
    signatories: Many[Signatory] = ()
    """Who signed for the parties."""
    related: Many[RelatedAgreement] = ()
    """Other agreements of this dataset that belong with it."""
