"""JSON pointers (RFC 6901): into a resource, and to everything in it."""

from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"
JsonObject: TypeAlias = dict[str, Json]
"""A resource as its author wrote it."""


def segment(key: str | int) -> str:
    """Return a key as one segment of a pointer, slash included."""
    return "/" + str(key).replace("~", "~0").replace("/", "~1")


def split(pointer: str) -> list[str]:
    """Return the keys that a pointer names, from the top."""
    return [part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:]]


def resolve(value: Any, pointer: str) -> Any:  # noqa: ANN401 -- JSON
    """Return the part of a value that a pointer leads to, which must be there."""
    for key in split(pointer):
        value = value[int(key) if isinstance(value, list) else key]
    return value


def children(value: Json) -> Iterable[tuple[str | int, Json]]:
    """Return what is directly in a value, each with its key or index."""
    if isinstance(value, dict):
        return value.items()
    return enumerate(value) if isinstance(value, list) else ()


def walk(value: Json, pointer: str = "") -> Iterator[tuple[str, Json]]:
    """Yield a value and everything in it, each with its pointer, in document order."""
    yield pointer, value
    for key, part in children(value):
        yield from walk(part, pointer + segment(key))


def leaves(value: Json, pointer: str = "") -> Iterator[tuple[str, Json]]:
    """Yield every value that has no parts of its own, with its pointer, in document order."""
    return (node for node in walk(value, pointer) if not isinstance(node[1], dict | list))


def prefixes(pointer: str) -> Iterator[str]:
    """Yield the pointer and those of everything around it, innermost first."""
    while pointer:
        yield pointer
        pointer = pointer.rpartition("/")[0]
