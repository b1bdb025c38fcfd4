"""Sources: the documents we cite, also as reference managers read them (CSL-JSON 1.0.2)."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal, Self

from pydantic import MISSING, ConfigDict, Field, computed_field
from typing_extensions import TypeAliasType

from app.models.base import Array, FactList, LanguageMap, LanguageTag, Model, Slug, Text, Url
from app.models.edtf import PastEdtf, numbers_of
from app.models.reference import Reference, refers_to
from app.models.resource import CitedResource

CslType = TypeAliasType(
    "CslType", Literal["article-newspaper", "legislation", "report", "treaty", "webpage"]
)


class CslDate(Model):
    """A date or a range of two, each as year, month and day as far as they are known."""

    model_config = ConfigDict(validate_by_name=True)

    date_parts: Annotated[Array[Array[int]], Field(alias="date-parts")]
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
    author: Array[CslName] | MISSING = MISSING
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


ParagraphNumber = Annotated[int, Field(ge=1, le=9_999)]

_CSL_TYPES: Mapping[str, CslType] = {
    "newspaper": "article-newspaper",
    "agreement-text": "treaty",
    "law": "legislation",
    "report": "report",
}
"""What reference managers call these kinds of sources; every other kind is a `webpage`."""


class Part(Model):
    """A piece of a source that has an author of its own."""

    title: Text
    """What the piece is, in our own words."""
    first_paragraph: ParagraphNumber
    """The number of its first paragraph, counted through the whole source."""
    last_paragraph: ParagraphNumber
    """The number of its last paragraph."""
    authors: FactList[Annotated[Reference, refers_to("person")]] = ()
    """Who signed it; absent when it is unsigned."""


class Source(CitedResource):
    """A document that we cite. Its `name` is our label for it; `title` is its own heading."""

    uncited_fields: ClassVar[frozenset[str]] = frozenset(
        {"name", "kind", "accessed", "first_words"}
    )
    type: Literal["source"] = "source"
    kind: Slug
    """What sort of document it is: usually `newspaper`, `news-site`, `government-news`,
    `press-release`, `agreement-text`, `gazette`, `law` or `report`."""
    title: LanguageMap | MISSING = MISSING
    """Its own heading, where we know it."""
    publisher: Annotated[Reference, refers_to("party", "organization")]
    """Who published it."""
    published: PastEdtf | MISSING = MISSING
    """When, in EDTF; absent when the document bears no date."""
    language: LanguageTag
    """The language it is written in (BCP 47)."""
    url: Url
    """Where it is."""
    accessed: PastEdtf
    """When we read it, in EDTF."""
    first_words: Text | MISSING = MISSING
    """The words with which paragraph 1 begins, from which locators `paragraph N` count: after that
    line of its text, every line that is not blank is one more paragraph."""
    parts: FactList[Part] = ()
    """The pieces it consists of, where they have authors of their own."""

    @computed_field  # type: ignore[prop-decorator]  # mypy #1362
    @property
    def csl(self) -> CslItem:
        """The same as a CSL-JSON item, for reference managers."""
        authors = tuple(CslName(literal=one.name) for part in self.parts for one in part.authors)
        return CslItem(
            id=self.id,
            type=_CSL_TYPES.get(self.kind, "webpage"),
            title=MISSING if self.title is MISSING else self.title.label,
            author=authors or MISSING,
            container_title=self.publisher.name,
            issued=MISSING if self.published is MISSING else CslDate.of(self.published),
            accessed=CslDate.of(self.accessed),
            url=self.url,
            language=self.language,
        )
