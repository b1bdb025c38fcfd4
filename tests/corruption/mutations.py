"""Systematic corruptions of a dataset: each changes one thing in one file."""

import copy
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.data.pointers import join

Keys = tuple[str | int, ...]

HUGE = 10**17
OF_OTHER_TYPES: tuple[object, ...] = (None, True, -1, HUGE, 1.5, "", "\ufffd", [], {}, [[]])


@dataclass(frozen=True, slots=True)
class Mutation:
    """One corruption: what was done, where, and what makes the file's new content."""

    kind: str
    file: str
    pointer: str
    make: Callable[[], bytes]

    def __str__(self) -> str:
        return f"{self.kind} {self.file}{self.pointer}"


def places(value: object, keys: Keys = ()) -> Iterator[tuple[Keys, Any]]:
    """Yield every value of a document with the keys that lead to it, the document itself first."""
    yield keys, value
    if isinstance(value, dict):
        for key, part in value.items():
            yield from places(part, (*keys, key))
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from places(part, (*keys, index))


def changed(document: object, keys: Keys, change: Callable[[Any, Any], None]) -> bytes:
    """Return the text of a document after `change(holder, key)` of what the keys lead to."""
    whole = copy.deepcopy(document)
    holder: Any = whole
    for key in keys[:-1]:
        holder = holder[key]
    change(holder, keys[-1])
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()


def put(value: object) -> Callable[[Any, Any], None]:
    def change(holder: Any, key: Any) -> None:  # noqa: ANN401 -- any JSON
        holder[key] = value

    return change


def drop(holder: Any, key: Any) -> None:  # noqa: ANN401 -- any JSON
    del holder[key]


def rename(holder: Any, key: Any) -> None:  # noqa: ANN401 -- any JSON
    holder[f"{key}x"] = holder.pop(key)


def again(holder: Any, key: Any) -> None:  # noqa: ANN401 -- any JSON
    holder.insert(key, copy.deepcopy(holder[key]))


def mutations(folder: Path, ids: tuple[str, ...]) -> Iterator[Mutation]:
    """Yield the corruptions of every file of a folder; `ids` are those of all its resources."""
    for path in sorted(folder.glob("*.json")):
        content = path.read_bytes()
        yield from of_bytes(path.name, content)
        document = json.loads(content)
        for keys, value in places(document):
            if keys:
                yield from of_value(path.name, document, keys, value, ids)


def of_bytes(file: str, content: bytes) -> Iterator[Mutation]:
    """Yield corruptions of a file as a file: cut off, not UTF-8, not JSON, nested, repeated."""
    found = [("truncate", content[: len(content) * part // 20].rstrip()) for part in range(1, 20)]
    for part in range(1, 10):
        before, after = content[: len(content) * part // 10], content[len(content) * part // 10 :]
        found += [
            ("break UTF-8", before + b"\xff" + after),
            ("put in null", before + b"\0" + after),
        ]
    middle = content.index(b"\n", len(content) // 2)
    for noise in (b"}", b"]", b",,", b"NaN", b"// a comment", b"'a'", b"9" * 40 + b"z"):
        found.append(("put in noise", content[:middle] + noise + content[middle:]))
    found += [
        ("nest deeply", b"[" * 50_000 + content + b"]" * 50_000),
        ("wrap", b"[" + content + b"]"),
        ("repeat", content + content),
        ("empty", b""),
        ("UTF-16", content.decode().encode("utf-16")),
        ("byte order mark", b"\xef\xbb\xbf" + content),
        ("scalar", b"5"),
    ]
    for kind, broken in found:
        if broken.strip() == content.strip():
            continue
        yield Mutation(kind, file, "", lambda broken=broken: broken)  # type: ignore[misc]


def of_value(
    file: str,
    document: object,
    keys: Keys,
    value: Any,  # noqa: ANN401 -- any JSON
    ids: tuple[str, ...],
) -> Iterator[Mutation]:
    """Yield corruptions of one value: gone, of another type, under another name, or there twice."""

    def one(kind: str, change: Callable[[Any, Any], None]) -> Mutation:
        return Mutation(kind, file, join(keys), lambda: changed(document, keys, change))

    yield one("remove", drop)
    if isinstance(keys[-1], int):
        yield one("duplicate", again)
    else:
        yield one("rename", rename)
    for other in OF_OTHER_TYPES:
        if type(other) is not type(value) or other != value:
            yield one(f"retype {json.dumps(other)}", put(other))
    if not isinstance(value, str):
        return
    if value in ids:
        swapped = ids[(ids.index(value) + 1) % len(ids)]
        yield one("swap id", put(swapped))
        yield one("misspell id", put(f"{value}x"))
    elif value.startswith("/"):
        yield one("break pointer", put(f"{value}/nowhere"))
        yield one("break pointer", put(value[1:]))
    if keys[-1] == "quote":
        letter = "e" if value[len(value) // 2] != "e" else "o"
        altered = value[: len(value) // 2] + letter + value[len(value) // 2 + 1 :]
        yield one("alter quote", put(altered))
