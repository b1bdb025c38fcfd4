"""Claims: what one passage says for one field, understood without its resource."""

from typing import Literal

from pydantic import MISSING

from app.models.base import Model, Quote, Slug, Text, Url
from app.models.reference import Href, Reference
from app.models.resource import Basis, Locator, Pointer, Rank, Value


class Claim(Model):
    """What one passage of one source says for one field of one resource."""

    id: Slug
    """Made from the claim's content: the same as long as what it says is the same."""
    type: Literal["claim"] = "claim"
    subject: Reference
    """The resource that the claim is about."""
    pointer: Pointer
    """JSON pointer (RFC 6901) to the field of the subject."""
    value: Value
    """What the source gives for the field; ids where the field links to other resources."""
    shown: bool
    """Whether this is the value that the subject shows, and not another one."""
    disputed: bool
    """Whether sources differ on this field."""
    rank: Rank
    """The weight we give the claim."""
    basis: Basis
    """`stated` by the source, or `derived` by us from what it states."""
    source: Reference
    """The source that holds the passage."""
    locator: Locator
    """Where in the source."""
    quote: Quote | MISSING = MISSING
    """A verbatim phrase of the passage."""
    link: Url | MISSING = MISSING
    """URL of the passage: the source's, with a text fragment where there is a quote. A source on
    paper has none."""
    note: Text | MISSING = MISSING
    """The derivation, or the reason for the rank."""
    href: Href
    """Where the claim is served."""
