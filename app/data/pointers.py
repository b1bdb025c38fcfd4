"""JSON pointers (RFC 6901): into a resource, and from its top to every leaf."""

from collections.abc import Iterator
from typing import TypeAlias

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"


def escape(key: str | int) -> str:
    """Return a key as one segment of a pointer, slash included."""
    return "/" + str(key).replace("~", "~0").replace("/", "~1")


def unescape(segment: str) -> str:
    """Return the key that a segment of a pointer, without its slash, stands for."""
    return segment.replace("~1", "/").replace("~0", "~")


def split(pointer: str) -> list[str]:
    """Return the keys that a pointer names, from the top."""
    return [unescape(part) for part in pointer.split("/")[1:]]


def resolve(document: Json, pointer: str) -> Json:
    """Return the value that a pointer leads to; raises `LookupError` when it leads nowhere."""
    value = document
    for key in split(pointer):
        if isinstance(value, dict):
            value = value[key]
        elif isinstance(value, list) and key.isdecimal() and str(int(key)) == key:
            value = value[int(key)]
        else:
            raise LookupError(pointer)
    return value


def leaves(value: Json, pointer: str = "") -> Iterator[tuple[str, Json]]:
    """Yield every value that has no parts of its own, with its pointer, in document order."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from leaves(part, pointer + escape(key))
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from leaves(part, f"{pointer}/{index}")
    else:
        yield pointer, value


def prefixes(pointer: str) -> Iterator[str]:
    """Yield the pointer and those of everything around it, innermost first."""
    while pointer:
        yield pointer
        pointer = pointer.rpartition("/")[0]
