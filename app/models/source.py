"""Sources: the documents we cite."""

from typing import Annotated, Any, Literal, Self

from pydantic import MISSING, Field, computed_field, model_validator

from app.models.base import (
    FactList,
    LanguageMap,
    LanguageTag,
    Maybe,
    Model,
    Slug,
    Text,
    Url,
    refuse,
)
from app.models.edtf import PastEdtf
from app.models.reference import BodyReference, PersonReference
from app.models.resource import CitedResource

ParagraphNumber = Annotated[int, Field(ge=1, le=9_999)]


class Part(Model):
    """A piece of a source that has an author of its own."""

    title: Text
    """What the piece is, in our own words."""
    first_paragraph: ParagraphNumber
    """The number of its first paragraph, counted through the whole source."""
    last_paragraph: ParagraphNumber
    """The number of its last paragraph."""
    authors: FactList[PersonReference]
    """Who signed it; absent when it is unsigned."""


class Source(CitedResource):
    """A document that we cite. Its `name` is our label for it; `title` is its own heading."""

    omissible = CitedResource.omissible | {"csl"}
    uncited_fields = frozenset({"name", "kind", "accessed", "first_words"})
    type: Literal["source"] = "source"
    kind: Slug
    """What sort of document it is: usually `newspaper`, `news-site`, `government-news`,
    `press-release`, `agreement-text`, `gazette`, `law` or `report`."""
    title: Maybe[LanguageMap]
    """Its own heading, where we know it."""
    publisher: BodyReference
    """Who published it."""
    published: Maybe[PastEdtf]
    """When, in EDTF; absent when the document bears no date."""
    language: LanguageTag
    """The language it is written in (BCP 47)."""
    url: Maybe[Url]
    """Where it is; a source on paper has `imprint` or `identifiers` instead."""
    imprint: Maybe[Text]
    """How to find it on paper: volume, number, pages, place and year, or archive and shelf mark."""
    accessed: PastEdtf
    """When we read it, in EDTF."""
    first_words: Maybe[Text]
    """The words with which paragraph 1 begins, from which locators `paragraph N` count: after that
    line of its text, every line that is not blank is one more paragraph."""
    parts: FactList[Part]
    """The pieces it consists of, where they have authors of their own."""

    @model_validator(mode="after")
    def _can_be_found(self) -> Self:
        if self.url is self.imprint is MISSING and not self.identifiers:
            refuse(
                "nothing says where the source is",
                "Give its url or, if it is on paper, its imprint or identifiers",
            )
        return self

    @computed_field  # type: ignore[prop-decorator]  # mypy #1362
    @property
    def csl(self) -> dict[str, Any]:
        """The same for reference managers, as CSL-JSON (Citation Style Language 1.0.2) has it."""
        return dict(self._links.csl)
