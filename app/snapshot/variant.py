"""One encoding of an answer, as the ASGI messages that send it."""

from typing import NamedTuple

from app.snapshot.asgi import Headers, Message


class Answer(NamedTuple):
    """The two messages of an ASGI answer, and the same for a server that writes it by itself."""

    start: Message
    end: Message
    status: int
    lines: bytes
    """The header fields as they go over the wire, a line each (RFC 9112 §5)."""
    body: bytes


# RFC 9110 §15.4.5 wants validators and what steers caches; of the rest the client has a copy.
_NOT_IN_304 = frozenset(
    (b"accept-ranges", b"content-encoding", b"content-language", b"content-type", b"link")
)
# What Python needs besides the strings.
_VARIANT_OVERHEAD = 1536
_HEADER_OVERHEAD = 160


class Variant:
    """One encoding of an answer, and the messages that send it in full, as HEAD or as 304."""

    __slots__ = ("answers", "body", "etag", "headers", "not_modified", "size")

    def __init__(self, status: int, headers: Headers, body: bytes, etag: bytes = b"") -> None:
        """Prepare everything that is sent, so that answering is only sending."""
        tag: Headers = ((b"etag", etag),) if etag else ()
        self.body = body
        self.etag = etag
        self.headers = (*headers, *tag, *_content_length(status, body))
        full = _answer(status, self.headers, body)
        self.answers = {"GET": full, "HEAD": full._replace(end=_end(b""), body=b"")}
        self.not_modified = _answer(304, (*_lean(headers), *tag), b"")
        # Twice as lines, for the whole answer and for 304, and once as fields.
        texts = len(full.lines) * 3 + len(self.headers) * _HEADER_OVERHEAD
        self.size = _VARIANT_OVERHEAD + texts + len(body)


def _answer(status: int, headers: Headers, body: bytes) -> Answer:
    # A tuple, so that no middleware can change what every later answer is made of.
    start: Message = {"type": "http.response.start", "status": status, "headers": headers}
    lines = b"".join(b"%s: %s\r\n" % header for header in headers)
    return Answer(start, _end(body), status, lines, body)


def _end(body: bytes) -> Message:
    return {"type": "http.response.body", "body": body}


def _content_length(status: int, body: bytes) -> Headers:
    # RFC 9110 §8.6: 204 has none.
    return () if status == 204 else ((b"content-length", b"%d" % len(body)),)  # noqa: PLR2004


def _lean(headers: Headers) -> Headers:
    return tuple(pair for pair in headers if pair[0] not in _NOT_IN_304)
