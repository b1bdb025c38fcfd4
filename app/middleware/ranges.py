"""Byte ranges (RFC 9110 §14), for clients that resume a download or read a file in steps."""

import json
import re
from collections.abc import Mapping
from urllib.parse import quote

from app.middleware.representation import Representation, Response, response, without

# 18 digits: no content is longer, and Python refuses to read numbers of thousands of digits.
_RANGE = re.compile(
    rb"bytes=((?P<first>[0-9]{1,18})-(?P<last>[0-9]{0,18})|-(?P<suffix>[0-9]{1,18}))",
    re.IGNORECASE,
)

_NOT_IN_416 = frozenset({b"cache-control", b"content-type", b"link"})


def partial(
    plain: Representation, headers: Mapping[bytes, bytes], path: str
) -> Response:
    """Return the range that a client asks for (206), or 416 if it lies beyond the end.

    The whole is the answer where If-Range (§13.1.5) has another tag, to several ranges, and to
    what is malformed or counts no bytes: these a server may ignore (§14.2).
    """
    if headers.get(b"if-range", plain.etag) != plain.etag:
        return plain.whole
    match = _RANGE.fullmatch(headers[b"range"])
    if match is None:
        return plain.whole
    length = len(plain.content)
    end = length - 1
    if match["suffix"]:
        first = max(0, length - int(match["suffix"]))
        last = end
    else:
        first = int(match["first"])
        last = int(match["last"] or end)
        if match["last"] and last < first:
            return plain.whole
    if first > end:
        return _not_satisfiable(plain, path)
    last = min(last, end)
    place = b"bytes %d-%d/%d" % (first, last, length)
    part = plain.content[first : last + 1]
    return response(206, [*plain.headers, (b"content-range", place)], part)


def _not_satisfiable(plain: Representation, path: str) -> Response:
    """Return a 416 (RFC 9110 §15.5.17) with problem details (RFC 9457)."""
    length = len(plain.content)
    problem = {
        "type": "about:blank",
        "title": "Range Not Satisfiable",
        "status": 416,
        "detail": f"There are {length} bytes, and none of them is in the range.",
        "instance": quote(path),
    }
    headers = [
        *without(plain.headers, _NOT_IN_416),
        (b"cache-control", b"no-store"),
        (b"content-type", b"application/problem+json"),
        (b"content-range", b"bytes */%d" % length),
    ]
    return response(416, headers, json.dumps(problem).encode())
