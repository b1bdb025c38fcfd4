"""The headers that answers have, as components; a declared header is also sent."""

from collections.abc import Iterable
from typing import Any

Json = dict[str, Any]


def _header(description: str, pattern: str, example: str, longest: int = 200) -> Json:
    schema = {"type": "string", "pattern": pattern, "minLength": 1, "maxLength": longest}
    return {
        "description": description,
        "required": True,
        "schema": {**schema, "examples": [example]},
        "example": example,
    }


HEADERS: Json = {
    "Access-Control-Allow-Origin": _header(
        "Pages of every origin may read the answer.", r"^\*$", "*"
    ),
    "Access-Control-Expose-Headers": _header(
        "The headers that those pages may read.",
        "^[A-Za-z]",
        "ETag, Link, Last-Modified, Content-Location, Allow",
    ),
    "Cache-Control": _header(
        "How long the answer may be kept (RFC 9111 §5.2).",
        "^[a-z]",
        "max-age=3600, stale-while-revalidate=86400",
    ),
    "ETag": _header(
        "Identifies these bytes; send it back in `If-None-Match` (RFC 9110 §8.8.3).",
        '^"[!-~]+"$',
        '"5d41402abc4b2a76b9719d911017c592"',
    ),
    "Last-Modified": _header(
        "The day of the last change to the data (RFC 9110 §8.8.2).",
        "^[A-Z][a-z]{2}, .* GMT$",
        "Sun, 22 Nov 2026 00:00:00 GMT",
    ),
    "Link": _header(
        "Links to other addresses (RFC 8288), in lists to the `first`, `prev`, `next` and `last`"
        " part.",
        "^<",
        '</areas?limit=2&offset=2>; rel="next"',
        10_000,
    ),
    "Vary": _header(
        "The headers of the request that choose the form of the answer.",
        "^[A-Za-z]",
        "Accept-Encoding",
    ),
}
"""Every header that some answer has, by name."""

CORS = ("Access-Control-Allow-Origin", "Access-Control-Expose-Headers")
"""The headers of every answer."""

REPRESENTATION = (*(*CORS, "Cache-Control", "ETag", "Last-Modified", "Vary"),)
"""The headers of an answer with content."""

FLEETING = (*CORS, "Cache-Control", "ETag")
"""The headers of an answer that only holds for the moment."""


def headers(names: Iterable[str]) -> Json:
    """Return references to the headers of these names."""
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}
