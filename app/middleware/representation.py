"""Representations (RFC 9110 §8): what a 200 sends, as the ASGI messages that send it."""

from collections.abc import Collection
from functools import cached_property

from starlette.types import Message

Headers = list[tuple[bytes, bytes]]
Response = tuple[Message, Message]
"""The start and the body of a response."""

_NOT_IN_304 = frozenset(
    {
        # RFC 9110 §15.4.5 wants validators and what steers caches; the client has a copy of these.
        b"accept-ranges",
        b"content-encoding",
        b"content-length",
        b"content-type",
        b"link",
    }
)


class Representation:
    """The answer to a GET in one encoding, of which a 304 and ranges can be made."""

    def __init__(
        self, headers: Headers, content: bytes, etag: bytes, *, is_kept: bool
    ) -> None:
        """Keep the content with its headers, which get the entity tag."""
        self.headers = [*without(headers, {b"etag"}), (b"etag", etag)]
        self.content = content
        self.etag = etag
        self.is_kept = is_kept
        self.whole = response(200, self.headers, content)

    @cached_property
    def not_modified(self) -> Response:
        """The 304 (RFC 9110 §15.4.5) for a client that has this representation."""
        start: Message = {
            "type": "http.response.start",
            "status": 304,
            "headers": without(self.headers, _NOT_IN_304),
        }
        return start, {"type": "http.response.body", "body": b""}


def response(status: int, headers: Headers, content: bytes) -> Response:
    """Return the messages that send this content, with its length among the headers."""
    length = b"%d" % len(content)
    start: Message = {
        "type": "http.response.start",
        "status": status,
        "headers": [*headers, (b"content-length", length)],
    }
    body: Message = {"type": "http.response.body", "body": content}
    return start, body


def without(headers: Headers, names: Collection[bytes]) -> Headers:
    """Return the headers but for those of these names."""
    return [header for header in headers if header[0] not in names]
