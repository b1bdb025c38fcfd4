"""One JSON file, read strictly: UTF-8, no key twice in one object, no NaN."""

import codecs
import json
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from app.data.pointers import Json, escape
from app.data.positions import deepest, positions, tokens
from app.data.problems import Problem

_SYNTAX = "Correct the JSON there (RFC 8259)"
_MOST_DIGITS = 18


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


class _TokenError(ValueError):
    """Something that Python's parser takes and we do not."""

    def __init__(self, token: str, message: str) -> None:
        super().__init__(message)
        self.token = token


def _no_constant(name: str) -> None:
    raise _TokenError(name, f"{name} is no JSON number")


def _short_integer(digits: str) -> int:
    if len(digits) > _MOST_DIGITS:
        raise _TokenError(digits, f"{digits[:_MOST_DIGITS]}… is too long a number")
    return int(digits)


def _whole_characters(text: str) -> None:
    escaped = (token for token, _ in tokens(text) if token[0] == '"' and "\\u" in token)
    for token in escaped if "\\u" in text else ():
        try:
            json.loads(token).encode()
        except UnicodeEncodeError as error:
            message = "half of a surrogate pair is no character (RFC 8259 §8.2)"
            raise _TokenError(token, message) from error


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

    def _unreadable(self, line: int, message: str, remedy: str, pointer: str = "") -> Exception:
        return UnreadableError(Problem(self.name, line, pointer, message, remedy))

    def _read(self, path: Path) -> str:
        try:
            content = path.read_bytes()
        except OSError as error:
            reason = f"cannot be read: {error.strerror}"
            raise self._unreadable(0, reason, "Make it a readable file") from error
        if content.startswith(codecs.BOM_UTF8):
            raise self._unreadable(1, "begins with a byte order mark", "Save it without one")
        try:
            return content.decode("utf-8")
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            reason = f"byte {error.start + 1} of the file is not UTF-8"
            raise self._unreadable(line, reason, "Save the file as UTF-8") from error

    def _parse(self) -> Json:
        try:
            value: Json = json.loads(
                self.text,
                object_pairs_hook=_no_duplicates,
                parse_constant=_no_constant,
                parse_int=_short_integer,
            )
            _whole_characters(self.text)
        except json.JSONDecodeError as error:
            reason = f"is not JSON: {error.msg[0].lower()}{error.msg[1:]} at column {error.colno}"
            raise self._unreadable(error.lineno, reason, _SYNTAX) from error
        except _DuplicateKeyError as error:
            pointer, line = next(self._seconds(error.key))
            raise self._unreadable(line, str(error), "Keep one of the two", pointer) from error
        except _TokenError as error:
            # What follows on it may be no JSON either, and so no word of its own: "NaNa".
            found = [one for one in tokens(self.text) if one[0].startswith(error.token)]
            line = min((token != error.token, line) for token, line in found)[1]
            raise self._unreadable(line, str(error), _SYNTAX) from error
        except RecursionError as error:
            reason = "is nested too deeply to be read"
            raise self._unreadable(deepest(self.text), reason, _SYNTAX) from error
        return value

    @cached_property
    def _lines(self) -> dict[str, int]:
        return dict(positions(self.text))

    def line_of(self, pointer: str) -> int:
        """Return the line of the value at a pointer."""
        return self._lines[pointer]

    def _seconds(self, key: str) -> Iterator[tuple[str, int]]:
        """Yield the pointer and the line of each value whose key is there already."""
        seen = set[str]()
        for pointer, line in positions(self.text):  # pragma: no branch -- one is there
            if pointer in seen and pointer.endswith(escape(key)):
                yield pointer, line
            seen.add(pointer)
