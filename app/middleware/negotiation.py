"""Content negotiation (RFC 9110 §12): what a client prefers, from the fields of its request."""

import re
from collections.abc import Mapping
from functools import lru_cache

IDENTITY = "identity"
ENCODINGS = ("br", "gzip", IDENTITY)
"""What can be sent; between encodings that a client wants equally, the earlier one is."""

_HTML_FIRST = re.compile(rb"\s*text/html\s*([,;]|$)")
_MEMBER = re.compile(
    r"""
    \s* (?P<name> [^\s;]+ ) \s*
    ( ; \s* q=(?P<weight> 0(\.[0-9]{0,3})? | 1(\.0{0,3})? ) \s* )?
    """,
    re.VERBOSE,
)


def prefers_html(headers: Mapping[bytes, bytes]) -> bool:
    """Return whether Accept (RFC 9110 §12.5.1) begins with text/html, as that of browsers does."""
    accept = headers.get(b"accept", b"")
    return _HTML_FIRST.match(accept) is not None


@lru_cache(maxsize=128)  # browsers send one of a few values; reading one takes 3 µs
def preferred_encoding(accept_encoding: bytes) -> str:
    """Return `br`, `gzip` or `identity`: what an Accept-Encoding field (RFC 9110 §12.5.3) prefers.

    Members that are malformed count as not there. There is no 406 for a client that refuses
    all three: it gets `identity`, as §15.5.7 allows.
    """
    # x-gzip is the same (RFC 9110 §8.4.1.3).
    text = accept_encoding.decode("latin-1").lower().replace("x-gzip", "gzip")
    weights: dict[str, float] = {}
    for member in text.split(","):
        match = _MEMBER.fullmatch(member)
        if match:
            weights[match["name"]] = float(match["weight"] or 1)
    rest = weights.get("*", 0.0)
    # Acceptable when it is not listed (§12.5.3), but less than anything that is.
    weights.setdefault(IDENTITY, rest or 0.0005)
    offered = {encoding: weights.get(encoding, rest) for encoding in ENCODINGS}
    best = max(offered, key=offered.__getitem__)
    if offered[best] > 0:
        return best
    return IDENTITY
