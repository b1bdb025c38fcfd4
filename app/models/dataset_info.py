"""Dataset description: what a dataset is, which version, on what terms, and what was corrected."""

from typing import Annotated, Literal

from pydantic import Field

from app.models.base import Array, Model, Slug, Text, Url
from app.models.edtf import Day
from app.models.reference import Reference, refers_to
from app.models.resource import Resource

Version = Annotated[str, Field(pattern=r"^[0-9]+\.[0-9]+\.[0-9]+$")]
"""A version (semantic versioning 2.0.0)."""


class Licence(Model):
    """Terms under which something may be used."""

    name: Text
    """The licence's name."""
    url: Url
    """Where its text is."""


class DatasetInfo(Model):
    """What a dataset is, which version, and on what terms."""

    id: Slug
    """Readable and never changed."""
    title: Text
    """What the dataset is called."""
    description: Text
    """What it holds, in a few sentences."""
    version: Version
    """Version of the data (semantic versioning: a removed or renamed id is a major change)."""
    modified: Day
    """The day of the last change to the data (ISO 8601)."""
    licence: Licence
    """Terms for the data."""
    quotes: Text
    """What applies to the quoted phrases, which are their publishers'."""


class Correction(Resource):
    """What this record said wrongly, what it says now, since which version, and why.

    It is about the record itself, in our own words, and so the one resource without evidence.
    """

    type: Literal["correction"] = "correction"
    date: Day
    """The day on which the record was corrected (ISO 8601)."""
    version: Version
    """The version of the data that is right for the first time."""
    subjects: Annotated[Array[Annotated[Reference, refers_to()]], Field(min_length=1)]
    """The resources concerned."""
    was: Text
    """What the record said."""
    now: Text
    """What the record says now."""
    because: Text
    """Why: what the sources say, or how the mistake came about."""
