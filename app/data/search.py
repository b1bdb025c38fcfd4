"""Search over names, summaries, statements and quotes, in every language and script."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from opencc import OpenCC

from app.data.authored import authored
from app.data.claims import reference_to
from app.data.pointers import leaves
from app.models.answers import Hit
from app.models.resource import Resource

_WORDS = re.compile(r"^/id$|/(en|zh-Hant|zh-Hans|summary|quote|question)$|^/(focus|themes)/\d+$")
_EDGES = re.compile(r"^\W+|['\u2019]s\W*$|\W+$")
_NAME_WEIGHT, _OTHER_WEIGHT, _QUOTE_WEIGHT, _WITHIN_A_WORD = 32, 12, 4, 1
_WHOLE_NAME, _START_OF_NAME = 160, 80
_AROUND = 60


@cache
def _to_simplified() -> OpenCC:
    return OpenCC("t2s")


def fold(text: str) -> str:
    """Return text as search compares it: without case, width, or difference of Chinese script."""
    plain = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    return plain if plain.isascii() else str(_to_simplified().convert(plain))


def _beginning(word: str, text: str) -> int:
    """Return where in the text a word begins with this one, as `ai` does not in `said`; or -1.

    In Chinese script a word can begin anywhere.
    """
    place = text.find(word)
    while place > 0 and _is_latin(word[0]) and _is_latin(text[place - 1]):
        place = text.find(word, place + 1)
    return place


def _is_latin(letter: str) -> bool:
    return letter.isascii() and letter.isalnum()


@dataclass(frozen=True, slots=True)
class _Field:
    pointer: str
    text: str
    folded: str

    @property
    def is_name(self) -> bool:
        return self.pointer.startswith("/name/")

    def score(self, word: str) -> int:
        """Return how much it says of the resource that the word stands here: 0 if it does not."""
        if word not in self.folded:
            return 0
        if _beginning(word, self.folded) < 0:
            return _WITHIN_A_WORD
        if not self.is_name:
            return _QUOTE_WEIGHT if self.pointer.endswith("/quote") else _OTHER_WEIGHT
        if word == self.folded:
            return _WHOLE_NAME
        return _START_OF_NAME if self.folded.startswith(word) else _NAME_WEIGHT

    def snippet(self, word: str) -> str:
        """Return the text around the word."""
        middle = self._place(word)
        start, end = max(0, middle - _AROUND), middle + len(word) + _AROUND
        before, after = "…" if start else "", "…" if end < len(self.text) else ""
        return before + self.text[start:end].strip() + after

    def _place(self, word: str) -> int:
        """Return where the word is in the text, also where folding has moved it."""
        if len(self.folded) == len(self.text):
            return max(_beginning(word, self.folded), self.folded.index(word))
        ends = range(len(self.text))
        end = bisect_left(ends, True, key=lambda end: word in fold(self.text[:end]))  # noqa: FBT003
        return max(0, end - len(word))


class SearchIndex:
    """Finds the resources in which all of some words occur."""

    def __init__(self, resources: Iterable[Resource]) -> None:
        """Fold the text of every resource."""
        self._indexed = [(resource, _fields(resource)) for resource in resources]
        self._folded = ["\n".join(one.folded for one in fields) for _, fields in self._indexed]

    def __call__(self, query: str) -> list[Hit]:
        """Return the resources that hold all words of the query, best first."""
        words = _words_of(query)
        found = [
            (sum(max(one.score(word) for one in fields) for word in words), resource, fields)
            for (resource, fields), folded in zip(self._indexed, self._folded, strict=True)
            if words and all(word in folded for word in words)
        ]
        found.sort(key=lambda hit: -hit[0])
        return [_hit(resource, fields, words[0]) for _, resource, fields in found]


def _words_of(query: str) -> list[str]:
    """Return the words of a query, without what surrounds them in a question or a quotation."""
    trimmed = (_EDGES.sub("", word) for word in fold(query).split())
    return [word for word in trimmed if word]


def _fields(resource: Resource) -> tuple[_Field, ...]:
    return tuple(
        _Field(pointer, text, fold(text))
        for pointer, text in leaves(authored(resource))
        if isinstance(text, str) and _WORDS.search(pointer)
    )


def _hit(resource: Resource, fields: tuple[_Field, ...], word: str) -> Hit:
    best = max(fields, key=lambda one: one.score(word))
    to = reference_to(resource)
    return Hit.model_construct(
        id=to.id,
        type=to.type,
        name=to.name,
        href=to.href,
        field=best.pointer,
        snippet=best.snippet(word),
    )
