"""Conditional requests (RFC 9110 §13): entity tags, dates, and when 304 is the answer."""

from base64 import urlsafe_b64encode
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from hashlib import sha256


def entity_tag(content_type: bytes, body: bytes) -> bytes:
    """Return a strong validator (RFC 9110 §8.8.3): the same for the same bytes, everywhere."""
    digest = sha256(content_type + b"\n" + body).digest()[:16]
    return b'"' + urlsafe_b64encode(digest).rstrip(b"=") + b'"'


def is_not_modified(headers: Mapping[bytes, bytes], etag: bytes, modified: datetime) -> bool:
    """Return whether a client has the answer with this tag and date already (RFC 9110 §13.2.2).

    One of If-None-Match and If-Modified-Since must be there.
    A tag decides alone where one is given, by weak comparison (§13.1.2); a date that is none is as
    if it were not there (§13.1.3). Our tags contain no comma, so a list may be split at commas.
    """
    given = headers.get(b"if-none-match")
    if given is not None:
        if given in (etag, b"*"):
            return True
        return etag in [tag.strip().removeprefix(b"W/") for tag in given.split(b",")]
    try:
        since = parsedate_to_datetime(headers[b"if-modified-since"].decode("latin-1"))
    except (ValueError, OverflowError):  # the latter for a zone or a year of many digits
        return False
    return modified <= (since if since.tzinfo else since.replace(tzinfo=UTC))
