"""One encoding of an answer, as the ASGI messages that send it."""

from app.snapshot.asgi import Headers, Message

# The two messages of an ASGI answer.
Answer = tuple[Message, Message]

NO_BODY: Message = {"type": "http.response.body", "body": b""}

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
        start = _start(status, self.headers)
        full: Message = {"type": "http.response.body", "body": body}
        self.answers: dict[str, Answer] = {"GET": (start, full), "HEAD": (start, NO_BODY)}
        self.not_modified: Answer = _start(304, (*_lean(headers), *tag)), NO_BODY
        texts = sum(len(name) + len(value) + _HEADER_OVERHEAD for name, value in self.headers)
        self.size = _VARIANT_OVERHEAD + texts + len(body)


def _start(status: int, headers: Headers) -> Message:
    # A tuple, so that no middleware can change what every later answer is made of.
    return {"type": "http.response.start", "status": status, "headers": headers}


def _content_length(status: int, body: bytes) -> Headers:
    # RFC 9110 §8.6: 204 has none.
    return () if status == 204 else ((b"content-length", b"%d" % len(body)),)  # noqa: PLR2004


def _lean(headers: Headers) -> Headers:
    return tuple(pair for pair in headers if pair[0] not in _NOT_IN_304)
