"""JSON pointers (RFC 6901): into a resource, and to everything in it."""

from collections.abc import Iterable, Iterator
from copy import deepcopy
from typing import Any, TypeAlias

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"
JsonObject: TypeAlias = dict[str, Json]
"""A resource as its author wrote it."""
_Located: TypeAlias = Iterator[tuple[str, Json]]
"""Values, each with its pointer."""


def segment(key: str | int) -> str:
    """Return a key as one segment of a pointer, slash included."""
    escaped = str(key).replace("~", "~0")  # first: the next line makes another ~
    return "/" + escaped.replace("/", "~1")


def split(pointer: str) -> list[str]:
    """Return the keys that a pointer names, from the top."""
    keys = []
    for part in pointer.split("/")[1:]:
        key = part.replace("~1", "/")
        keys.append(key.replace("~0", "~"))
    return keys


def resolve(
    value: Any,  # noqa: ANN401 -- JSON
    pointer: str,
) -> Any:  # noqa: ANN401 -- JSON
    """Return the part of a value that a pointer leads to, which must be there."""
    for key in split(pointer):
        match value:
            case list():
                value = value[int(key)]
            case _:
                value = value[key]
    return value


def replaced(document: JsonObject, pointer: str, value: Json) -> JsonObject:
    """Return a copy of a document with another value at a pointer, which must be there."""
    copy = deepcopy(document)
    around, _, _ = pointer.rpartition("/")
    holder = resolve(copy, around)
    *_, key = split(pointer)
    if isinstance(holder, list):
        holder[int(key)] = value
    else:
        holder[key] = value
    return copy


def children(value: Json) -> Iterable[tuple[str | int, Json]]:
    """Return what is directly in a value, each with its key or index."""
    if isinstance(value, dict):
        return value.items()
    if isinstance(value, list):
        return enumerate(value)
    return ()


def walk(value: Json, pointer: str = "") -> _Located:
    """Yield a value and everything in it, each with its pointer, in document order."""
    yield pointer, value
    for key, part in children(value):
        below = pointer + segment(key)
        yield from walk(part, below)


def leaves(value: Json, pointer: str = "") -> _Located:
    """Yield every value that has no parts of its own, with its pointer, in document order."""
    for place, part in walk(value, pointer):
        if not isinstance(part, dict | list):
            yield place, part


def prefixes(pointer: str) -> Iterator[str]:
    """Yield the pointer and those of everything around it, innermost first."""
    while pointer:
        yield pointer
        pointer = pointer.rpartition("/")[0]
