"""On which line of a JSON text each value stands, which the standard parser does not tell."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.data.pointers import escape

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+')


@dataclass(slots=True)
class _Container:
    pointer: str
    is_object: bool
    key: str | None = None
    index: int = -1

    def enter(self) -> str:
        """Return the pointer of the next value in here."""
        if self.key is None:
            self.index += 1
            return f"{self.pointer}/{self.index}"
        pointer, self.key = self.pointer + escape(self.key), None
        return pointer


def tokens(text: str) -> Iterator[tuple[str, int]]:
    """Yield each word or sign of a JSON text, and its line."""
    line, place = 1, 0
    for token in _TOKEN.finditer(text):
        line += text.count("\n", place, token.start())
        place = token.start()
        yield token.group(), line


def deepest(text: str) -> int:
    """Return the line on which the nesting is deepest first."""
    depth, most, where = 0, 0, 1
    for word, line in tokens(text):
        depth += (word in "[{") - (word in "]}")
        if depth > most:
            most, where = depth, line
    return where


def positions(text: str) -> Iterator[tuple[str, int]]:
    """Yield the JSON pointer and the line of each value, in the order of the text.

    The text must be JSON, except that an object may have a key twice: then its pointer comes
    twice. Without recursion, so that deep nesting cannot exhaust the stack.
    """
    inside: list[_Container] = []
    for word, line in tokens(text):
        around = inside[-1] if inside else None
        if word in "}]":
            inside.pop()
        elif word in ",:":
            continue
        elif around and around.is_object and around.key is None:
            around.key = json.loads(word)
        else:
            pointer = around.enter() if around else ""
            yield pointer, line
            if word in "{[":
                inside.append(_Container(pointer, is_object=word == "{"))
