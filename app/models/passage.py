"""Links that open a page at a passage."""

from typing import Annotated
from urllib.parse import quote as percent_encode

from pydantic import Field

PassageLink = Annotated[
    str,
    Field(
        pattern=r"^https?://[!-~]+$",
        min_length=10,
        max_length=2_000,
        json_schema_extra={"format": "uri"},
    ),
]
"""A URL with, perhaps, a text fragment: at most 500 characters and a quote of 100, encoded."""


def passage_link(url: str, words: str) -> str:
    """Return `url` with a text fragment that marks `words`, or `url` itself without words.

    The directive follows the WICG's URL Fragment Text Directives: `&`, `-` and `,` separate its
    parts there, so in the words they are percent-encoded, as is everything but RFC 3986's
    unreserved characters.
    """
    if not words:
        return url
    mark = ":~:" if "#" in url else "#:~:"
    return f"{url}{mark}text={percent_encode(words, safe='').replace('-', '%2D')}"
