"""Host: what a request must say about where it was sent."""

import re
from ipaddress import AddressValueError, IPv6Address

_HOST = re.compile(
    rb"(?:\[(?P<literal>[^\]]*)\]|(?:[A-Za-z0-9._~!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+)(?::[0-9]*)?"
)
_FUTURE = re.compile(rb"[vV][0-9A-Fa-f]+\.[A-Za-z0-9._~!$&'()*+,;=:-]+")


def is_host(value: bytes) -> bool:
    """Tell whether a field value is `uri-host [ ":" port ]` (RFC 9110 §7.2, RFC 3986 §3.2.2).

    The empty value is none: it stands for a target without authority, which http URLs have not.
    White space around it belongs to the message, not to the value (RFC 9112 §5).
    """
    match = _HOST.fullmatch(value.strip(b" \t"))
    if match is None:
        return False
    literal = match["literal"]
    return literal is None or _FUTURE.fullmatch(literal) is not None or _is_ipv6(literal)


def host_fault(http_version: str, value: bytes | None) -> str | None:
    """Say what is wrong with a request's Host (RFC 9112 §3.2), or None.

    Only HTTP/1.1 requires the field; a malformed or repeated one is refused in every version.
    """
    if value is None:
        return "An HTTP/1.1 request needs a Host." if http_version == "1.1" else None
    return None if is_host(value) else "The Host of the request is not one host with a port."


def _is_ipv6(literal: bytes) -> bool:
    # IPv6Address also takes a zone ("fe80::1%eth0"), which a URI does not have.
    if b"%" in literal:
        return False
    try:
        IPv6Address(literal.decode("ascii"))
    except (AddressValueError, UnicodeDecodeError):
        return False
    return True
