"""Strict JSON reader: UTF-8 without a byte order mark, no key twice, no NaN (RFC 8259).

It knows the line of every value, which the standard parsers do not tell, so that a problem with the
data can be found in an editor.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

from pydantic_core import from_json

from app.data.errors import DataProblem, DatasetError
from app.data.pointers import Json, children, segment

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"(\s*:)?|[{}\[\]]|[^\s{}\[\],:"]+')
"""A text, with its colon if it is a key; a bracket; or another value."""


@dataclass(frozen=True, slots=True)
class JsonNode:
    """A value in a JSON file."""

    file: str
    """The file's name."""
    lines: dict[str, int]
    """The line of each value in the file, by its pointer."""
    pointer: str
    value: Json

    def children(self) -> dict[str, "JsonNode"]:
        """Return what is directly in an object, by key, or in an array, by index."""
        return {
            str(key): replace(self, pointer=self.pointer + segment(key), value=part)
            for key, part in children(self.value)
        }

    def problem(self, pointer: str, message: str, remedy: str) -> DataProblem:
        """Return a problem at a further pointer from here, or around it where it leads nowhere."""
        place = self.pointer + pointer
        while place not in self.lines:
            place = place.rpartition("/")[0]
        return DataProblem(self.file, self.lines[place], place, message, remedy)


def read_json(path: Path) -> JsonNode:
    """Return the value of a JSON file.

    Raises `DatasetError` for a file that cannot be read, is not UTF-8, is not JSON, or in which
    an object has a key twice (RFC 8259 §4 leaves the meaning of that open).
    """
    try:
        content = path.read_bytes()
        text = content.decode()
        value = from_json(content, allow_inf_nan=False)
    except OSError as error:
        message, remedy = f"cannot be read: {error.strerror}", "Make it a readable file"
        raise DatasetError(DataProblem(path.name, 0, "", message, remedy)) from error
    except UnicodeDecodeError as error:
        line, number = content.count(b"\n", 0, error.start) + 1, error.start + 1
        message, remedy = f"byte {number} of the file is not UTF-8", "Save the file as UTF-8"
        raise DatasetError(DataProblem(path.name, line, "", message, remedy)) from error
    except ValueError as error:
        *_, line, _ = map(int, re.findall(r"\d+", str(error)))  # ... at line 1 column 2
        message = f"is not JSON: {error}".replace(f" at line {line} column", " at column")
        remedy = "Correct the JSON there (RFC 8259)"
        if text.startswith("\ufeff"):
            message, remedy = "begins with a byte order mark", "Save it without one"
        raise DatasetError(DataProblem(path.name, line, "", message, remedy)) from error
    lines: dict[str, int] = {}
    for pointer, line in _positions(text):
        if pointer in lines:  # of which pydantic's parser keeps the last
            message = f"the key {pointer.rpartition('/')[2]!r} is there twice in one object"
            remedy = "Keep one of the two"
            raise DatasetError(DataProblem(path.name, line, pointer, message, remedy))
        lines[pointer] = line
    return JsonNode(path.name, lines, "", value)


def _positions(text: str) -> Iterator[tuple[str, int]]:
    """Yield the JSON pointer and the line of each value of a JSON text, in its order."""
    inside: list[tuple[str, Iterator[int] | None]] = [("", None)]  # an array has its next indexes
    key, line, last = "", 1, 0
    for token in _TOKEN.finditer(text):
        word = token[0]
        if word in "}]":
            inside.pop()
        elif token[1]:
            key = segment(json.loads(word.rpartition(":")[0]))
        else:
            around, indexes = inside[-1]
            pointer = around + (segment(next(indexes)) if indexes else key)
            line, last = line + text.count("\n", last, token.start()), token.start()
            yield pointer, line
            if word in "{[":
                inside.append((pointer, count() if word == "[" else None))
