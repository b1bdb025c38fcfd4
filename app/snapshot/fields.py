"""The header fields of a request, by name."""

from collections.abc import Iterable

from app.snapshot.asgi import Header

Fields = dict[bytes, bytes]


def joined(headers: Iterable[Header]) -> Fields:
    """Make one value of several lines of one field (RFC 9110 §5.3)."""
    # Several lines are one list (RFC 9110 §5.3), here with an empty member between, which lists
    # allow (§5.6.1). Its space keeps two Hosts, even empty ones, from making one that is valid.
    fields: Fields = {}
    for name, value in headers:
        fields[name] = fields[name] + b", ," + value if name in fields else value
    return fields


def is_preflight(fields: Fields) -> bool:
    """Tell whether a browser asks on behalf of a script (Fetch standard, CORS preflight)."""
    return b"origin" in fields and b"access-control-request-method" in fields
