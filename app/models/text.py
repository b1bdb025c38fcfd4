"""Text: names in several languages, summaries, identifiers, and quotes."""

from collections.abc import ItemsView
from typing import Annotated, Any

from pydantic import AfterValidator, ConfigDict, Field, RootModel, WithJsonSchema

MAX_QUOTE_WORDS = 15

TEXT_PATTERN = r"\S"
SLUG_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
QUOTE_PATTERN = r"^\S(.*\S)?$"
URL_PATTERN = r"^https?://[!-~]+$"
LANGUAGE_PATTERN = r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$"

Text = Annotated[str, Field(min_length=1, max_length=1_000, pattern=TEXT_PATTERN)]
"""Some words: never empty, at most 1,000 characters."""

Slug = Annotated[str, Field(pattern=SLUG_PATTERN, min_length=1, max_length=100)]
"""A readable identifier: lower-case letters, digits and single hyphens."""

Url = Annotated[str, Field(pattern=URL_PATTERN, json_schema_extra={"format": "uri"})]
"""A web address (RFC 3986) in printable ASCII."""

LanguageTag = Annotated[str, Field(pattern=LANGUAGE_PATTERN, examples=["en", "pt", "zh-Hant"])]
"""A language tag (BCP 47): language, then script and region where they matter. Only the shape is
checked, so that no list of languages has to be kept."""


def _at_most_15_words(quote: str) -> str:
    if len(quote.split()) > MAX_QUOTE_WORDS:
        message = f"a quote is a phrase of at most {MAX_QUOTE_WORDS} words; shorten it"
        raise ValueError(message)
    return quote


Quote = Annotated[
    str,
    Field(min_length=1, max_length=100, pattern=QUOTE_PATTERN),
    AfterValidator(_at_most_15_words),
]
"""A verbatim phrase of at most 15 words and 100 characters; the text itself stays at its source."""


def label_of(words: dict[str, Any]) -> Any:  # noqa: ANN401 -- authored names may be anything yet
    """Return the words to show where there is room for one language: English, else the first."""
    return words.get("en", next(iter(words.values()), None))


class LanguageMap(RootModel[dict[LanguageTag, Text]]):
    """The same words in one or more languages, keyed by language tag (BCP 47).

    A key is there only when a source gives the words in that language, or when an evidence entry
    of basis `derived` says how we came by them.
    """

    model_config = ConfigDict(strict=True, frozen=True)

    # `propertyNames` is what generators of clients understand; pydantic says `patternProperties`.
    root: Annotated[
        dict[LanguageTag, Text],
        Field(min_length=1),
        WithJsonSchema(
            {
                "type": "object",
                "minProperties": 1,
                "propertyNames": {"pattern": LANGUAGE_PATTERN},
                "additionalProperties": {"type": "string"},
            }
        ),
    ]

    def items(self) -> ItemsView[str, str]:
        """Return (language tag, words) in the order in which they are written."""
        return self.root.items()

    @property
    def label(self) -> str:
        """The words to show where there is room for one language: English, else the first."""
        return str(label_of(self.root))
