"""Sources: the documents we cite, also as reference managers read them (CSL-JSON 1.0.2)."""

from typing import Annotated, Any, Literal

from pydantic import MISSING, Field, computed_field

from app.models.base import FactList, LanguageMap, LanguageTag, Model, Slug, Text, Url, display_name
from app.models.edtf import PastEdtf, numbers_of
from app.models.reference import Reference, refers_to
from app.models.resource import CitedResource

ParagraphNumber = Annotated[int, Field(ge=1, le=9_999)]

_CSL_TYPES = {
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

    uncited_fields = frozenset({"name", "kind", "accessed", "first_words"})
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
    def csl(self) -> dict[str, Any]:
        """The same for reference managers, as CSL-JSON (Citation Style Language 1.0.2) has it."""
        item = {
            "id": self.id,
            "type": _CSL_TYPES.get(self.kind, "webpage"),
            "title": None if self.title is MISSING else display_name(self.title),
            "author": [{"literal": one.name} for part in self.parts for one in part.authors],
            "container-title": self.publisher.name,
            "issued": None if self.published is MISSING else _csl_date(self.published),
            "accessed": _csl_date(self.accessed),
            "URL": self.url,
            "language": self.language,
        }
        return {name: value for name, value in item.items() if value}


def _csl_date(edtf: str) -> dict[str, list[tuple[int, ...]]]:
    """Return a date in CSL: qualifiers and seasons have no place in it."""
    dates = [numbers_of(date) for date in edtf.split("/")]
    return {"date-parts": [one if one[1:2] <= (12,) else one[:1] for one in dates]}
