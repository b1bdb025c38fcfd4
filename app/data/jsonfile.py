"""One JSON file, read strictly: UTF-8, no key twice in one object, no NaN."""

import json
from functools import cached_property
from pathlib import Path

from app.data.pointers import Json, escape
from app.data.positions import positions
from app.data.problems import Problem

_SYNTAX = "Correct the JSON there (RFC 8259)"


class UnreadableError(Exception):
    """A file that holds no JSON, with the problem that stopped the reading."""

    def __init__(self, problem: Problem) -> None:
        """Keep the problem."""
        super().__init__(problem.message)
        self.problem = problem


class _DuplicateKeyError(ValueError):
    def __init__(self, key: str) -> None:
        super().__init__(f"the key {key!r} is there twice in one object")
        self.key = key


def _no_constant(name: str) -> None:
    message = f"{name} is no JSON number"
    raise ValueError(message)


def _no_duplicates(pairs: list[tuple[str, Json]]) -> Json:
    members = dict(pairs)
    if len(members) != len(pairs):
        keys = [key for key, _ in pairs]
        raise _DuplicateKeyError(next(key for key in keys if keys.count(key) > 1))
    return members


class JsonFile:
    """The text of a JSON file, its value, and the line of each value in it.

    Raises `UnreadableError` for a file that cannot be read, is not UTF-8, is not JSON, or in which
    an object has a key twice (RFC 8259 §4 leaves the meaning of that open).
    """

    def __init__(self, path: Path) -> None:
        """Read and parse the file."""
        self.name = path.name
        self.text = self._read(path)
        self.value = self._parse()

    def _read(self, path: Path) -> str:
        try:
            return path.read_bytes().decode("utf-8")
        except OSError as error:
            reason = f"cannot be read: {error.strerror}", "Make it a readable file"
        except UnicodeDecodeError as error:
            reason = f"byte {error.start + 1} is not UTF-8", "Save the file as UTF-8"
        raise UnreadableError(Problem(self.name, 0, "", *reason))

    def _parse(self) -> Json:
        try:
            value: Json = json.loads(
                self.text, object_pairs_hook=_no_duplicates, parse_constant=_no_constant
            )
        except json.JSONDecodeError as error:
            line, reason = error.lineno, (f"is not JSON: {error.msg}", _SYNTAX)
        except _DuplicateKeyError as error:
            line, reason = self._line_of_second(error.key), (str(error), "Keep one of the two")
        except (ValueError, RecursionError) as error:
            line, reason = 0, (f"is not JSON we can read: {error}", _SYNTAX)
        else:
            return value
        raise UnreadableError(Problem(self.name, line, "", *reason))

    @cached_property
    def _lines(self) -> dict[str, int]:
        return dict(positions(self.text))

    def line_of(self, pointer: str) -> int:
        """Return the line of the value at a pointer or, if there is none, of what would hold it."""
        while pointer not in self._lines:
            pointer = pointer.rpartition("/")[0]
        return self._lines[pointer]

    def _line_of_second(self, key: str) -> int:
        seen = set[str]()
        for pointer, line in positions(self.text):
            if pointer in seen and pointer.endswith(escape(key)):
                return line
            seen.add(pointer)
        raise AssertionError(key)  # pragma: no cover -- the parser has just seen it twice
