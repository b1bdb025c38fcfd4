"""Evidence: what supports a fact, and its counterpart, what nobody says."""

from collections.abc import Callable
from typing import Annotated, Any, Literal, Self
from urllib.parse import quote as percent_encode

from pydantic import MISSING, Field, ValidationError, WrapValidator, computed_field, model_validator
from typing_extensions import TypeAliasType

from app.models.base import Array, Model, Quote, Slug, Text, Url
from app.models.reference import Reference, refers_to

POINTER_PATTERN = r"^(/([^/~]|~[01])+)+$"
LOCATOR_PATTERN = (
    r"^(headline|byline|caption|page|(paragraph|page|article) [1-9][0-9]{0,3}(\([0-9a-z]+\))*"
    r"|section [0-9]+(\.[0-9]+)*|annex [A-Z0-9]{1,5})$"
)

Pointer = Annotated[str, Field(pattern=POINTER_PATTERN)]
"""A JSON pointer (RFC 6901) into the resource it stands in."""

Locator = Annotated[str, Field(pattern=LOCATOR_PATTERN)]
"""Where in the source: `paragraph 5`, `article 3`, `section 2.1`, `annex A`, `page 12`, `headline`,
`byline`, `caption`, or `page` for the page as a whole."""

Rank = TypeAliasType("Rank", Literal["preferred", "normal", "deprecated"])
"""How we weigh an entry, in Wikidata's terms: the best of several, one of several, known wrong."""

Basis = TypeAliasType("Basis", Literal["stated", "derived"])
EvidenceType = TypeAliasType("EvidenceType", Literal["quotation", "citation"])


def _of_one_type(value: object, handler: Callable[[object], object]) -> object:
    """Say once that a value is of none of the types, where pydantic says it for each of them."""
    try:
        return handler(value)
    except ValidationError as error:
        kinds = "text, a whole number, true, false or a list of ids"
        message = f"a value is {kinds}; write one of these"
        raise ValueError(message) from error


Value = Annotated[bool | int | Text | Array[Slug], WrapValidator(_of_one_type)]
"""A value of a single field: text, a number, a truth value, or a list of ids."""


class Evidence(Model):
    """What one passage of one source says for some fields of this resource."""

    supports: Annotated[Array[Pointer], Field(min_length=1)]
    """JSON pointers (RFC 6901) to the fields of this resource that the passage supports."""
    source: Annotated[Reference, refers_to("source")]
    """The source that holds the passage."""
    locator: Locator
    """Where in the source: a paragraph (counted as the source's record says), an article, section,
    annex or numbered page, the headline, byline or caption, or `page` for the page as a whole."""
    quote: Quote | MISSING = MISSING
    """A verbatim phrase of the passage: at most 15 words and 100 characters."""
    value: Value | MISSING = MISSING
    """What this source says instead, when it differs from the value that the resource shows."""
    rank: Rank = "normal"
    """The weight we give this entry; `note` says why wherever values differ."""
    basis: Basis = "stated"
    """`stated` by the source, or `derived` by us from what it states."""
    note: Text | MISSING = MISSING
    """The derivation, or the reason for the rank."""

    _source_url: str = ""

    def model_post_init(self, context: Any, /) -> None:  # noqa: ANN401 -- pydantic's signature
        """Take the source's URL from the dataset that is being loaded."""
        self._source_url = context.url(self.source.id)

    @model_validator(mode="after")
    def _reasoned(self) -> Self:
        differs = self.value is not MISSING
        needs_note = differs or self.basis == "derived" or self.rank == "deprecated"
        message = ""
        if differs and len(self.supports) != 1:
            message = "an entry with a value supports one pointer only; write one for each field"
        elif differs and self.rank == "preferred":
            message = "a value that is not shown cannot be preferred; rank it normal, or show it"
        elif needs_note and self.note is MISSING:
            message = "a note is missing; give the derivation, or why the value differs or is wrong"
        if message:
            raise ValueError(message)
        return self

    @property
    def agrees(self) -> bool:
        """Whether this entry supports the values that the resource shows."""
        return self.value is MISSING and self.rank != "deprecated"

    @computed_field  # type: ignore[prop-decorator]  # mypy #1362
    @property
    def type(self) -> EvidenceType:
        """A `quotation` where there is a verbatim phrase of the passage, otherwise a `citation`."""
        return "citation" if self.quote is MISSING else "quotation"

    @computed_field  # type: ignore[prop-decorator]  # mypy #1362
    @property
    def link(self) -> Url:
        """URL of the passage: the source's, with a text fragment where there is a quote."""
        if self.quote is MISSING:
            return self._source_url
        # In the WICG's URL Fragment Text Directives, `&`, `-` and `,` separate parts.
        words = percent_encode(self.quote, safe="").replace("-", "%2D")
        mark = ":~:" if "#" in self._source_url else "#:~:"
        return f"{self._source_url}{mark}text={words}"


class Unknown(Model):
    """Something a reader will look for and no source gives."""

    question: Text
    """What is not known, as a question."""
    reason: Text
    """Why it is not known, or where we looked."""
