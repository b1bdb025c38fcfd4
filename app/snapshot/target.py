"""What a request asks for, as keys: nothing that the app can tell apart shares one."""

import re
from urllib.parse import parse_qsl, quote, urlencode

from app.snapshot.asgi import Scope

# root_path, path, raw_path, query_string: all that the app gets to see of a request. A plain
# tuple, because one is built for every request.
Target = tuple[str, str, bytes | None, bytes]
# A target, and for an alternate representation the path that renders it.
Alias = tuple[str | bytes | None, ...]

_MALFORMED = re.compile(rb"[^\x00-\x7f]|%(?![0-9A-Fa-f]{2})")


def target_at(path: str, root_path: str = "", query: bytes = b"") -> Target:
    """Make the target that a server makes of a path below `root_path`."""
    return root_path, root_path + path, quote(root_path + path).encode("ascii"), query


def alias_of(target: Target, alternate: str | None) -> Alias:
    """Name a target as it is spelt, or the alternate representation of it."""
    return target if alternate is None else (*target, alternate)


def key_of(alias: Alias) -> Alias:
    """Give all spellings of one query one key; leave everything else as it was spelt.

    The raw path stays in the key, so that `/a%2Fb` is never `/a/b`.
    """
    root_path, path, raw_path, query, *rest = alias
    normal = normalized(query) if isinstance(query, bytes) else query
    return root_path, path, raw_path, normal, *rest


def normalized(query: bytes) -> str | bytes:
    """Sort a query by name and encode it anew; the order of equal names is kept.

    What does not decode to text stays bytes, which never equal the text of another query.
    """
    if _MALFORMED.search(query):
        return query
    try:
        pairs = parse_qsl(query.decode("ascii"), keep_blank_values=True, errors="strict")
    except UnicodeDecodeError:
        return query
    return urlencode(sorted(pairs, key=lambda pair: pair[0]))


def route_of(target: Target) -> str:
    """Give the path as the app's routes know it: below the prefix the app is mounted at."""
    root_path, path = target[0], target[1]
    return path.removeprefix(root_path) if path.startswith(f"{root_path}/") else path


def reference(target: Target) -> str:
    """Write the target's path as a URI reference (RFC 3986 §4.1), without its query."""
    path, raw_path = target[1], target[2]
    return quote(path) if raw_path is None else raw_path.decode("latin-1")


def neutral_scope(scope: Scope, target: Target) -> Scope:
    """Make the scope the app renders for: this target, asked by nobody in particular.

    No header, address or extension of the client is in it, so nothing one client sends can
    end up in what another one gets.
    """
    root_path, path, raw_path, query = target
    return {
        "type": "http",
        "asgi": scope.get("asgi", {"version": "3.0"}),
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "root_path": root_path,
        "path": path,
        "raw_path": quote(path).encode("ascii") if raw_path is None else raw_path,
        "query_string": query,
        "headers": [],
        "client": None,
        "server": None,
        "state": dict(scope.get("state", {})),
    }
