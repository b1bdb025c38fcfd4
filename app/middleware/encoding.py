"""Content encodings: gzip (RFC 1952) and brotli (RFC 7932), and which of them a client prefers."""

import gzip
import re
from functools import lru_cache

import brotli  # type: ignore[import-untyped]  # it has no types of its own

IDENTITY = "identity"
_PREFERENCE = ("br", "gzip", IDENTITY)
"""Between encodings that a client wants equally, the earlier one is sent."""

_COMPRESSIBLE = re.compile(
    rb"text/.*|application/([^;]+\+)?(json|xml)\b.*|application/javascript\b.*|image/svg\+xml\b.*"
)


@lru_cache(maxsize=128)  # browsers send one of a few values; reading one takes 3 µs
def preferred_encoding(accept_encoding: bytes) -> str:
    """Return `br`, `gzip` or `identity`: what an Accept-Encoding field (RFC 9110 §12.5.3) prefers.

    Members that are malformed count as not there. There is no 406 for a client that refuses
    all three: it gets `identity`, as §15.5.7 allows.
    """
    qualities: dict[str, float] = {}
    for member in accept_encoding.decode("latin-1").lower().split(","):
        name, _, weight = member.partition(";")
        match = re.fullmatch(r"\s*(q=(0(\.[0-9]{0,3})?|1(\.0{0,3})?))?\s*", weight)
        if match:
            qualities[name.strip().replace("x-gzip", "gzip")] = float(match[2] or 1)
    rest = qualities.get("*", 0.0)
    # Acceptable when it is not listed (§12.5.3), but less than anything that is.
    qualities.setdefault(IDENTITY, rest or 0.0005)
    best = max(_PREFERENCE, key=lambda encoding: qualities.get(encoding, rest))
    return best if qualities.get(best, rest) else IDENTITY


def is_compressible(content_type: bytes) -> bool:
    """Return whether a media type is text, so that encoding it is worth the try."""
    return _COMPRESSIBLE.fullmatch(content_type) is not None


def encode(body: bytes, encoding: str, *, is_kept: bool) -> bytes:
    """Return the body in `br` or `gzip`, the same bytes each time: no time is written (mtime 0)."""
    # Once: the last tenth of the size would cost ten times the time. For each request anew: the
    # quickest, which halves most answers and more.
    quality = 9 if is_kept else 1
    if encoding == "br":
        return bytes(brotli.compress(body, quality=quality))
    return gzip.compress(body, quality, mtime=0)
