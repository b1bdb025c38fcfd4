"""Sources as reference managers read them: CSL-JSON (Citation Style Language 1.0.2)."""

from typing import Annotated, Literal, Self

from pydantic import MISSING, ConfigDict, Field
from typing_extensions import TypeAliasType

from app.models.base import Many, Model
from app.models.edtf import numbers_of
from app.models.text import LanguageTag, Slug, Text, Url

CslType = TypeAliasType(
    "CslType", Literal["article-newspaper", "legislation", "report", "treaty", "webpage"]
)


class CslDate(Model):
    """A date or a range of two, each as year, month and day as far as they are known."""

    model_config = ConfigDict(validate_by_name=True)

    date_parts: Annotated[Many[Many[int]], Field(alias="date-parts")]
    """One or two lists of year, month and day; from one to three numbers, as far as known."""

    @classmethod
    def of(cls, edtf: str) -> Self:
        """Return the CSL form of an EDTF date; qualifiers and seasons have no place in it."""
        dates = [numbers_of(date) for date in edtf.split("/")]
        return cls(date_parts=tuple(one if one[1:2] <= (12,) else one[:1] for one in dates))


class CslName(Model):
    """The name of a person or a body, undivided."""

    literal: Text
    """The name as it is printed."""


class CslItem(Model):
    """One item of a CSL-JSON bibliography."""

    model_config = ConfigDict(validate_by_name=True)

    id: Slug
    """The id of the source."""
    type: CslType
    """The CSL type of document."""
    title: Text | MISSING = MISSING
    """The document's own heading, where we know it."""
    author: Many[CslName] | MISSING = MISSING
    """Those who signed it."""
    container_title: Annotated[Text, Field(alias="container-title")]
    """The newspaper or site that it appeared in."""
    issued: CslDate | MISSING = MISSING
    """When it was published, where it bears a date."""
    accessed: CslDate
    """When we read it."""
    url: Annotated[Url, Field(alias="URL")]
    """Where it is."""
    language: LanguageTag
    """The language it is written in (BCP 47)."""
