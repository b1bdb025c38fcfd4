"""Text: names in several languages, our summaries, and quotes."""

from collections.abc import Iterator
from typing import Annotated, Self

from pydantic import MISSING, AfterValidator, ConfigDict, Field, model_validator

from app.models.base import Model

MAX_QUOTE_WORDS = 15
MAX_QUOTE_CHARACTERS = 100

TEXT_PATTERN = r"\S"
SLUG_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
QUOTE_PATTERN = r"^\S(.*\S)?$"
URL_PATTERN = r"^https?://[!-~]+$"

Text = Annotated[str, Field(min_length=1, max_length=1_000, pattern=TEXT_PATTERN)]
"""Some words: never empty, at most 1,000 characters."""

Slug = Annotated[str, Field(pattern=SLUG_PATTERN, min_length=1, max_length=100)]
"""A readable identifier: lower-case letters, digits and single hyphens."""


def _short(quote: str) -> str:
    if len(quote.split()) > MAX_QUOTE_WORDS:
        message = f"a quote is a phrase of at most {MAX_QUOTE_WORDS} words; shorten it"
        raise ValueError(message)
    return quote


Quote = Annotated[
    str,
    Field(min_length=1, max_length=MAX_QUOTE_CHARACTERS, pattern=QUOTE_PATTERN),
    AfterValidator(_short),
]
"""A verbatim phrase of at most 15 words and 100 characters; the text itself stays at its source."""


class LanguageMap(Model):
    """The same words in one or more languages, keyed by BCP 47 language tag.

    A key is there only when a source gives the words in that language, or when an evidence entry
    of basis `derived` says how we came by them.
    """

    model_config = ConfigDict(json_schema_extra={"minProperties": 1})

    en: Text | MISSING = MISSING
    """English."""
    zh_hant: Annotated[Text | MISSING, Field(alias="zh-Hant")] = MISSING
    """Chinese in traditional script."""
    zh_hans: Annotated[Text | MISSING, Field(alias="zh-Hans")] = MISSING
    """Chinese in simplified script."""

    @model_validator(mode="after")
    def _not_empty(self) -> Self:
        if not any(self.items()):
            message = "no language is given; add at least one of en, zh-Hant, zh-Hans"
            raise ValueError(message)
        return self

    def items(self) -> Iterator[tuple[str, str]]:
        """Yield (language tag, words) in the order en, zh-Hant, zh-Hans."""
        given = (("en", self.en), ("zh-Hant", self.zh_hant), ("zh-Hans", self.zh_hans))
        return ((tag, words) for tag, words in given if words is not MISSING)

    @property
    def label(self) -> str:
        """The words to show where there is room for one language: English if known."""
        return next(words for _, words in self.items())
