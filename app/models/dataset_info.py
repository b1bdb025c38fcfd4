"""What a dataset says about itself."""

from typing import Annotated

from pydantic import Field

from app.models.base import Model
from app.models.text import Slug, Text


class Licence(Model):
    """Terms under which something may be used."""

    name: Text
    """The licence's name."""
    url: Annotated[str, Field(pattern=r"^https?://[!-~]+$", min_length=10, max_length=500)]
    """Where its text is."""


class DatasetInfo(Model):
    """What a dataset is, which version, and on what terms."""

    id: Slug
    """Readable and never changed."""
    title: Text
    """What the dataset is called."""
    description: Text
    """What it holds, in a few sentences."""
    version: Annotated[str, Field(pattern=r"^\d+\.\d+\.\d+$", min_length=5, max_length=20)]
    """Version of the data (semantic versioning: a removed or renamed id is a major change)."""
    modified: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$", min_length=10, max_length=10)]
    """The day of the last change to the data (ISO 8601)."""
    licence: Licence
    """Terms for the data."""
    quotes: Text
    """What applies to the quoted phrases, which are their publishers'."""
