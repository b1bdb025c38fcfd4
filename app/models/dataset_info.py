"""What a dataset says about itself."""

import datetime as dt
from typing import Annotated

from pydantic import AfterValidator, Field

from app.models.base import Model
from app.models.text import URL_PATTERN, Slug, Text


def _real(day: str) -> str:
    try:
        dt.date.fromisoformat(day)
    except ValueError as error:
        message = f"{day!r} is no day: {error}"
        raise ValueError(message) from error
    return day


Day = Annotated[
    str,
    Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", min_length=10, max_length=10),
    AfterValidator(_real),
]
"""A day (ISO 8601), such as 2018-09-20."""


class Licence(Model):
    """Terms under which something may be used."""

    name: Text
    """The licence's name."""
    url: Annotated[str, Field(pattern=URL_PATTERN, min_length=10, max_length=500)]
    """Where its text is."""


class DatasetInfo(Model):
    """What a dataset is, which version, and on what terms."""

    id: Slug
    """Readable and never changed."""
    title: Text
    """What the dataset is called."""
    description: Text
    """What it holds, in a few sentences."""
    version: Annotated[str, Field(pattern=r"^[0-9]+\.[0-9]+\.[0-9]+$", min_length=5, max_length=20)]
    """Version of the data (semantic versioning: a removed or renamed id is a major change)."""
    modified: Day
    """The day of the last change to the data (ISO 8601)."""
    licence: Licence
    """Terms for the data."""
    quotes: Text
    """What applies to the quoted phrases, which are their publishers'."""
