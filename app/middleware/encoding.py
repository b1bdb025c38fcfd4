"""Content encodings: gzip (RFC 1952) and brotli (RFC 7932) of what is text."""

import gzip
import re

import brotli  # type: ignore[import-untyped]  # it has no types of its own

from app.middleware.conditional import encoding_tag
from app.middleware.negotiation import IDENTITY
from app.middleware.representation import Representation

_COMPRESSIBLE = re.compile(
    rb"text/.*|application/([^;]+\+)?(json|xml)\b.*|application/javascript\b.*|image/svg\+xml\b.*"
)
_LEAST = 300
"""Bytes below which an encoding saves less than its header costs."""


def is_compressible(content_type: bytes) -> bool:
    """Return whether a media type is text, so that encoding it is worth the try."""
    return _COMPRESSIBLE.fullmatch(content_type) is not None


def encoded(plain: Representation, encoding: str) -> Representation:
    """Return a representation in an encoding, or as it is where that would not be shorter."""
    if encoding == IDENTITY or len(plain.content) < _LEAST:
        return plain
    content_type = dict(plain.headers).get(b"content-type", b"")
    if not is_compressible(content_type):
        return plain
    content = encode(plain.content, encoding, is_kept=plain.is_kept)
    if len(content) >= len(plain.content):
        return plain
    return Representation(
        [*plain.headers, (b"content-encoding", encoding.encode())],
        content,
        encoding_tag(plain.etag, encoding),
        is_kept=plain.is_kept,
    )


def encode(content: bytes, encoding: str, *, is_kept: bool) -> bytes:
    """Return the content in `br` or `gzip`, the same bytes each time: no time is written."""
    # Once: the last tenth of the size would cost ten times the time. For each request anew: the
    # quickest, which halves most answers and more.
    quality = 9 if is_kept else 1
    if encoding == "br":
        return bytes(brotli.compress(content, quality=quality))
    return gzip.compress(content, quality, mtime=0)
