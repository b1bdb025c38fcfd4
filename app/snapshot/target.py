"""What a request asks for, as keys: nothing that the app can tell apart shares one."""

import re
from urllib.parse import parse_qsl, quote, urlencode

from app.snapshot.asgi import Scope

# root_path, path, raw_path, query_string: all that the app gets to see of a request. A plain
# tuple, because one is built for every request.
Target = tuple[str, str, bytes | None, bytes]
# A target, and for an alternate representation the path that renders it.
Alias = tuple[str | bytes | None, ...]

LONGEST = 8000
"""Octets of a target that are read: what RFC 9110 §4.1 recommends to support."""

_NO_ESCAPE = re.compile(rb"%(?![0-9A-Fa-f]{2})")
_PLAIN = re.compile(rb"[A-Za-z0-9/?:@!$&'()*+,;=._~-]*")
_RESERVED = "%/?:@!$&'()*+,;="


def target_at(path: str, root_path: str = "", query: bytes = b"") -> Target:
    """Make the target that a server makes of a path below `root_path`."""
    return root_path, root_path + path, quote(root_path + path).encode("ascii"), query


def normal(target: Target) -> Target:
    """Give all spellings of one query one target; leave everything else as it was spelt.

    The raw path stays, so that `/a%2Fb` is never `/a/b`.
    """
    root_path, path, raw_path, query = target
    return root_path, path, raw_path, normalized(query)


def normalized(query: bytes) -> bytes:
    """Sort a query by name and encode it anew; the order of equal names is kept."""
    if not query:
        return query
    # In latin-1 every byte is one character, so that nothing is lost of what is not UTF-8.
    text = query.decode("latin-1")
    pairs = parse_qsl(text, keep_blank_values=True, encoding="latin-1")
    ordered = sorted(pairs, key=lambda pair: pair[0])
    return urlencode(ordered, encoding="latin-1").encode("ascii")


def route_of(target: Target) -> str:
    """Give the path as the app's routes know it: below the prefix the app is mounted at."""
    root_path, path = target[0], target[1]
    return path.removeprefix(root_path) if path.startswith(f"{root_path}/") else path


def is_long(target: Target) -> bool:
    """Tell whether a target is longer than anybody needs."""
    return len(target[2] or target[1]) + len(target[3]) > LONGEST


def reference(target: Target) -> str:
    """Write the target as a relative reference (RFC 3986 §4.2), at least its beginning."""
    query = target[3][:LONGEST]
    return _reference(target) + (f"?{_legible(query)}" if query else "")


def neutral_scope(scope: Scope, target: Target) -> Scope:
    """Make the scope the app renders for: this target, asked by nobody in particular.

    No header, address or extension of the client is in it, so nothing one client sends can
    end up in what another one gets.
    """
    root_path, path, _, query = target
    return {
        "type": "http",
        "asgi": scope.get("asgi", {"version": "3.0"}),
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "root_path": root_path,
        "path": path,
        "raw_path": _reference(target).encode("ascii"),
        "query_string": query,
        "headers": [],
        "client": None,
        "server": None,
        "state": dict(scope.get("state", {})),
    }


def _reference(target: Target) -> str:
    path, raw_path = target[1], target[2]
    written = quote(path[:LONGEST]) if raw_path is None else _legible(raw_path[:LONGEST])
    # "//name" would be another server.
    return f"/.{written}" if written.startswith("//") else written


def _legible(raw: bytes) -> str:
    """Encode what should have been: controls, spaces, quotes, anything but ASCII."""
    if _PLAIN.fullmatch(raw):  # nearly always, and quicker
        return raw.decode("ascii")
    return quote(_NO_ESCAPE.sub(b"%25", raw), safe=_RESERVED)
