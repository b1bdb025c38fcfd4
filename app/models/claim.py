"""Claims: what one passage says for one field, understood without its resource."""

from typing import Literal

from typing_extensions import TypeAliasType

from app.models.base import Array, LanguageTag, Maybe, Model, Quote, Slug, Text, Url
from app.models.reference import Href, Reference
from app.models.resource import Basis, Locator, Pointer, Rank, Value

ClaimValueType = TypeAliasType(
    "ClaimValueType",
    Literal["text", "number", "boolean", "date", "language", "url", "reference"],
)


class Claim(Model):
    """What one passage of one source says for one field of one resource."""

    omissible = frozenset({"basis", "source", "locator", "link"})
    id: Slug
    """Made from the claim's content: the same as long as what it says is the same."""
    type: Literal["claim"] = "claim"
    subject: Reference
    """The resource that the claim is about."""
    speaker: Maybe[Reference]
    """Who said it, where the subject is a statement: the claim is the speaker's."""
    pointer: Pointer
    """JSON pointer (RFC 6901) to the field of the subject."""
    value: Value
    """What the source gives for the field; ids where the field links to other resources."""
    value_type: ClaimValueType
    """What the value is: `date` is EDTF, `language` a tag (BCP 47), `reference` an id."""
    value_name: Maybe[Text | Array[Text]]
    """The names of what it refers to, where it is a `reference`."""
    language: Maybe[LanguageTag]
    """The language of the value (BCP 47), where it is words."""
    shown: bool
    """Whether this is the value that the subject shows, and not another one."""
    disputed: bool
    """Whether sources differ on this field."""
    dispute: Maybe[Text]
    """Where sources differ: the key that all claims of the disagreement have, which is the id of
    the subject with a pointer."""
    rank: Rank
    """The weight we give the claim."""
    basis: Basis
    """`stated` by the source, or `derived` by us from what it states."""
    source: Reference
    """The source that holds the passage."""
    locator: Locator
    """Where in the source."""
    quote: Maybe[Quote]
    """A verbatim phrase of the passage."""
    quote_language: Maybe[LanguageTag]
    """The language of the quote (BCP 47), which is the source's."""
    link: Maybe[Url]
    """URL of the passage: the source's, with a text fragment where there is a quote. A source on
    paper has none."""
    note: Maybe[Text]
    """The derivation, or the reason for the rank."""
    href: Href
    """Where the claim is served."""
