"""Content codings: the same bytes in, the same and fewer bytes out."""

import gzip
import re

import brotli  # type: ignore[import-untyped]

# Brotli's last tenth costs ten times the time: it is spent where that is still milliseconds, so
# that asking for ever new queries does not become a way to keep a processor busy.
_SMALL = 2**16
_LARGE = 2**20

_COMPRESSIBLE = re.compile(
    r"text/[^/]+|application/(?:[^/]+\+)?(?:json|xml)|application/(?:javascript|csv)|image/svg\+xml"
)

SUFFIX = {"br": b"-br", "gzip": b"-gz"}


def compressible(media_type: str) -> bool:
    """Tell whether a media type is text, so that coding it is worth the try."""
    return _COMPRESSIBLE.fullmatch(media_type) is not None


def encode(body: bytes, coding: str) -> bytes:
    """Encode with `br` (RFC 7932) or `gzip` (RFC 1952), deterministically: no time is written."""
    size = len(body)
    if coding == "br":
        level = 10 if size <= _SMALL else 9 if size <= _LARGE else 5
        encoded: bytes = brotli.compress(body, mode=brotli.MODE_TEXT, quality=level)
        return encoded
    return gzip.compress(body, 9 if size <= _LARGE else 6, mtime=0)
