"""Conditional requests (RFC 9110 §13): entity tags, and when 304 is the answer."""

from base64 import urlsafe_b64encode
from hashlib import sha256


def entity_tag(content_type: bytes, content: bytes) -> bytes:
    """Return a strong validator (RFC 9110 §8.8.3): the same for the same bytes, everywhere."""
    identified = content_type + b"\n" + content
    digest = sha256(identified).digest()
    opaque = urlsafe_b64encode(digest[:16])
    return b'"%b"' % opaque.rstrip(b"=")


def encoding_tag(etag: bytes, encoding: str) -> bytes:
    """Return the tag of an encoding of what has this tag: `"abc.gzip"`.

    It is not `"abc-gzip"`, as Apache has it: Caddy takes `-gzip`, `-br` and `-zstd` off the tags
    in requests, as endings of its own. nginx, Apache, Varnish and HAProxy leave both alone.
    """
    opaque = etag.strip(b'"')
    return b'"%b.%b"' % (opaque, encoding.encode())


def matches(if_none_match: bytes, etag: bytes) -> bool:
    """Return whether If-None-Match (RFC 9110 §13.1.2) names a tag, by weak comparison.

    Our tags contain no comma, so that a list may be split at commas.
    """
    if if_none_match in (etag, b"*"):
        return True
    members = if_none_match.split(b",")
    tags = [member.strip().removeprefix(b"W/") for member in members]
    return etag in tags
