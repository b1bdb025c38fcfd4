"""Search over names, summaries, statements and quotes, in every language and Chinese script."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from opencc import OpenCC

from app.data.pointers import Document, leaves
from app.models.reference import Reference

_NAME = re.compile(r"^/name/")
_QUOTE = re.compile(r"^/evidence/\d+/quote$")
_TEXT = re.compile(
    r"^/(id|summary|context|term|was|now|because)$|/(question|office|title)$"
    r"|^/(place|field|title|founded_at)/|/title/[^/]+$|^/(focus|themes)/\d+$"
)
_EDGES = re.compile(r"^\W+|['\u2019]s\W*$|\W+$")

_WHOLE_NAME, _START_OF_NAME, _IN_NAME = 160, 80, 32
_IN_TEXT, _IN_QUOTE, _WITHIN_A_WORD = 12, 4, 1
"""What it says of a resource that a word stands there, relative to each other."""

_AROUND = 60
"""How many characters a snippet shows before and after the word."""

_TO_SIMPLIFIED = OpenCC("t2s")


def fold(text: str) -> str:
    """Return text as search compares it: without case, width, or difference of Chinese script."""
    plain = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    return plain if plain.isascii() else str(_TO_SIMPLIFIED.convert(plain))


def _beginning(word: str, text: str) -> int:
    """Return where in the text a word begins with this one, as `ai` does not in `said`; or -1.

    In Chinese script a word can begin anywhere.
    """
    place = text.find(word)
    while place > 0 and (letters := text[place - 1] + word[0]).isascii() and letters.isalnum():
        place = text.find(word, place + 1)
    return place


@dataclass(frozen=True, slots=True)
class _Field:
    pointer: str
    text: str
    folded: str

    def snippet(self, word: str) -> str:
        """Return the text around the word, also where folding has moved it."""
        middle = max(_beginning(word, self.folded), self.folded.index(word))
        if len(self.folded) != len(self.text):
            ends = range(len(self.text))
            end = bisect_left(ends, x=True, key=lambda end: word in fold(self.text[:end]))
            middle = max(0, end - len(word))
        start, end = max(0, middle - _AROUND), middle + len(word) + _AROUND
        before, after = "…" if start else "", "…" if end < len(self.text) else ""
        return before + self.text[start:end].strip() + after


class _Entry:
    """The folded text of one resource: its names, its other texts, its quotes."""

    __slots__ = ("all", "fields", "names", "quotes", "reference", "texts")

    def __init__(self, reference: Reference, document: Document) -> None:
        found = [(point, text) for point, text in leaves(document) if isinstance(text, str)]
        kinds = [
            [_Field(point, text, fold(text)) for point, text in found if pattern.search(point)]
            for pattern in (_NAME, _TEXT, _QUOTE)
        ]
        self.reference = dict(reference)
        self.fields = [field for fields in kinds for field in fields]
        self.names, self.texts, self.quotes = (
            "\n".join(["", *(field.folded for field in fields), ""]) for fields in kinds
        )
        self.all = self.names + self.texts + self.quotes

    def score(self, word: str) -> int:
        """Return how much it says of the resource that it has the word where it has it."""
        if _beginning(word, self.names) >= 0:
            if f"\n{word}\n" in self.names:
                return _WHOLE_NAME
            return _START_OF_NAME if f"\n{word}" in self.names else _IN_NAME
        if _beginning(word, self.texts) >= 0:
            return _IN_TEXT
        return _IN_QUOTE if _beginning(word, self.quotes) >= 0 else _WITHIN_A_WORD

    def hit(self, word: str) -> dict[str, str]:
        """Return a `Hit` for the field in which a word begins with this one, or else has it."""
        begins = (one for one in self.fields if _beginning(word, one.folded) >= 0)
        best = next(begins, None) or next(one for one in self.fields if word in one.folded)
        return {**self.reference, "field": best.pointer, "snippet": best.snippet(word)}


class SearchIndex:
    """Finds the resources in which all of some words occur."""

    def __init__(self, resources: Iterable[tuple[Reference, Document]]) -> None:
        """Fold the text of every resource."""
        self._entries = [_Entry(reference, document) for reference, document in resources]

    def __call__(self, query: str, offset: int, limit: int) -> tuple[Sequence[dict[str, str]], int]:
        """Return part of the resources that hold all words of the query, and how many there are.

        The best come first. Each is a `Hit` as a dictionary: a model takes ten times as long to
        make as to find.
        """
        # Without what surrounds words in a question or a quotation.
        words = [word for part in fold(query).split() if (word := _EDGES.sub("", part))]
        if not words:
            return (), 0
        found = self._entries
        for word in words:
            found = [entry for entry in found if word in entry.all]
        found.sort(key=lambda entry: -sum(entry.score(word) for word in words))
        return [entry.hit(words[0]) for entry in found[offset : offset + limit]], len(found)
