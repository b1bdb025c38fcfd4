"""Sources: the documents we cite."""

from typing import Annotated, ClassVar, Literal

from pydantic import MISSING, Field, computed_field

from app.models.base import Many, Model
from app.models.csl import CslDate, CslItem, CslName
from app.models.edtf import Edtf
from app.models.reference import Reference, to
from app.models.resource import Resource
from app.models.text import URL_PATTERN, LanguageMap, Text

ParagraphNumber = Annotated[int, Field(ge=1, le=9_999)]

SourceKind = Literal["newspaper", "government-news", "press-release", "news-site", "university"]
"""Sorts of documents."""

Language = Literal["en", "zh-Hant", "zh-Hans"]
"""Languages, as BCP 47 tags."""


class Part(Model):
    """A piece of a source that has an author of its own."""

    title: Text
    """What the piece is, in our own words."""
    first_paragraph: ParagraphNumber
    """The number of its first paragraph, counted through the whole source."""
    last_paragraph: ParagraphNumber
    """The number of its last paragraph."""
    authors: Many[Annotated[Reference, to("person")]] = ()
    """Who signed it; empty when unsigned."""


class Source(Resource):
    """A document that we cite. Its `name` is our label for it; `title` is its own heading."""

    ours: ClassVar[frozenset[str]] = frozenset({"name", "kind", "accessed", "first_words"})

    type: Literal["source"] = "source"
    """Always `source`."""
    kind: SourceKind
    """What sort of document it is; the two of government are official."""
    title: LanguageMap | MISSING = MISSING
    """Its own heading, where we know it."""
    publisher: Annotated[Reference, to("party", "organization")]
    """Who published it."""
    published: Edtf | MISSING = MISSING
    """When, in EDTF; absent when the document bears no date."""
    language: Language
    """The language it is written in (BCP 47)."""
    url: Annotated[
        str,
        Field(
            pattern=URL_PATTERN,
            min_length=10,
            max_length=500,
            json_schema_extra={"format": "uri"},
        ),
    ]
    """Where it is."""
    accessed: Edtf
    """When we read it, in EDTF."""
    first_words: Text | MISSING = MISSING
    """The words that open its paragraph 1, from which locators count."""
    parts: Many[Part] = ()
    """The pieces it consists of, where they have authors of their own."""

    @computed_field  # type: ignore[prop-decorator]
    @property
    def csl(self) -> CslItem:
        """The same as a CSL-JSON item, for reference managers."""
        authors = tuple(CslName(literal=one.name) for part in self.parts for one in part.authors)
        return CslItem(
            id=self.id,
            type="article-newspaper" if self.kind == "newspaper" else "webpage",
            title=MISSING if self.title is MISSING else self.title.label,
            author=authors or MISSING,
            container_title=self.publisher.name,
            issued=MISSING if self.published is MISSING else CslDate.of(self.published),
            accessed=CslDate.of(self.accessed),
            url=self.url,
            language=self.language,
        )
