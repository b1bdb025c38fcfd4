"""Strict JSON reader: UTF-8 without a byte order mark, no key twice, no NaN (RFC 8259).

It knows the line of every value, which the standard parsers do not tell, so that a problem with the
data can be found in an editor.
"""

import codecs
import json
import re
from collections.abc import Iterator
from functools import cached_property
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import NoReturn

from pydantic_core import from_json

from app.data.errors import DataProblem, DatasetError
from app.data.pointers import Json, segment

_PLACE = re.compile(r"(.*) at line (?P<line>\d+) column (\d+)")
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+')


class JsonFile:
    """The value of a JSON file, and the line of each value in it.

    Raises `DatasetError` for a file that cannot be read, is not UTF-8, is not JSON, or in which
    an object has a key twice (RFC 8259 §4 leaves the meaning of that open).
    """

    def __init__(self, path: Path) -> None:
        """Read and parse the file."""
        self.name = path.name
        try:
            content = path.read_bytes()
            self.digest = sha256(content).hexdigest()
            self._text = content.decode("utf-8")
            self.value: Json = from_json(content, allow_inf_nan=False)
        except OSError as error:
            self._refuse(0, f"cannot be read: {error.strerror}", "Make it a readable file")
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            reason = f"byte {error.start + 1} of the file is not UTF-8"
            self._refuse(line, reason, "Save the file as UTF-8")
        except ValueError as error:
            if content.startswith(codecs.BOM_UTF8):
                self._refuse(1, "begins with a byte order mark", "Save it without one")
            found = _PLACE.fullmatch(str(error))
            line = int(found["line"]) if found else 1
            reason = f"is not JSON: {f'{found[1]} at column {found[3]}' if found else error}"
            self._refuse(line, reason, "Correct the JSON there (RFC 8259)")
        json.loads(self._text, object_pairs_hook=self._refuse_duplicates)

    def _refuse(self, line: int, message: str, remedy: str, pointer: str = "") -> NoReturn:
        raise DatasetError(DataProblem(self.name, line, pointer, message, remedy))

    def _refuse_duplicates(self, pairs: list[tuple[str, Json]]) -> None:
        """Raise for an object that has a key twice, of which pydantic's parser keeps the last."""
        if len(pairs) == len(dict(pairs)):
            return
        seen = set[str]()
        for pointer, line in _positions(self._text):  # pragma: no branch -- one is there twice
            if pointer in seen:
                reason = f"the key {pointer.rpartition('/')[2]!r} is there twice in one object"
                self._refuse(line, reason, "Keep one of the two", pointer)
            seen.add(pointer)

    @cached_property
    def lines(self) -> dict[str, int]:
        """The line of the value at each pointer."""
        return dict(_positions(self._text))


def _positions(text: str) -> Iterator[tuple[str, int]]:
    """Yield the JSON pointer and the line of each value of a JSON text, in its order."""
    inside: list[tuple[str, Iterator[int] | None]] = []  # pointers, and an array's next indexes
    key: str | None = None
    line, last = 1, 0
    for token in _TOKEN.finditer(text):
        line += text.count("\n", last, token.start())
        last, word = token.start(), token[0]
        if word in "}]":
            inside.pop()
        if word in "}],:":
            continue
        pointer = ""
        if inside:
            around, indexes = inside[-1]
            if indexes is None and key is None:
                key = str(json.loads(word))
                continue
            pointer = around + segment(next(indexes) if indexes else key or "")
            key = None
        yield pointer, line
        if word in "{[":
            inside.append((pointer, count() if word == "[" else None))
