"""Dataset description: what a dataset is, which version, and on what terms."""

from typing import Annotated

from pydantic import Field

from app.models.base import LanguageTag, Model, Slug, Text, Url
from app.models.edtf import Day

VERSION_PATTERN = r"^[0-9]+\.[0-9]+\.[0-9]+$"
Version = Annotated[str, Field(pattern=VERSION_PATTERN)]
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
    language: LanguageTag = "en"
    """The language of its own words (BCP 47): summaries, notes, questions and corrections."""
    version: Version
    """Version of the data (semantic versioning: a removed or renamed id is a major change)."""
    modified: Day
    """The day of the last change to the data (ISO 8601)."""
    licence: Licence
    """Terms for the data."""
    quotes: Text
    """What applies to the quoted phrases, which are their publishers'."""
