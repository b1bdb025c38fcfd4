"""Sources: the documents we cite."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import MISSING, Field, computed_field

from app.models.base import Model, Some
from app.models.csl import CslDate, CslItem, CslName, CslType
from app.models.edtf import PastEdtf
from app.models.reference import Reference, refers_to
from app.models.resource import CitedResource
from app.models.text import LanguageMap, LanguageTag, Slug, Text, Url

ParagraphNumber = Annotated[int, Field(ge=1, le=9_999)]

_KINDS = ["newspaper", "press-release", "agreement-text", "gazette", "law"]
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
    authors: Some[Annotated[Reference, refers_to("person")]] = ()
    """Who signed it; absent when it is unsigned."""


class Source(CitedResource):
    """A document that we cite. Its `name` is our label for it; `title` is its own heading."""

    uncited_fields: ClassVar[frozenset[str]] = frozenset(
        {"name", "kind", "accessed", "first_words"}
    )
    type: Literal["source"] = "source"
    kind: Annotated[Slug, Field(examples=_KINDS)]
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
    parts: Some[Part] = ()
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
