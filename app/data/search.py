"""Search over names, summaries, statements and quotes, in every language and Chinese script."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from operator import itemgetter

from opencc import OpenCC

from app.data.pointers import JsonObject, leaves
from app.models.reference import Reference

_EXACT_NAME = 10_000
"""What it says of a resource that the query is its name, which outweighs any number of words."""

_WHOLE_NAME, _START_OF_NAME, _IN_NAME, _WITHIN_A_WORD = 160, 80, 32, 1
_FIELDS = {
    r"^/name/": _IN_NAME,
    r"^/(id|summary|context|term|was|now|because)$|/(question|office|title)$"
    r"|^/(place|field|title|founded_at)/|/title/[^/]+$|^/(focus|themes)/\d+$": 12,
    r"^/evidence/\d+/quote$": 4,
}
"""What is searched, and how much it says of a resource that a word stands there."""

_AROUND = 60
"""How many characters a snippet shows before and after the word."""

_EDGES = re.compile(r"^\W+|['\u2019]s\W*$|\W+$")
"""What surrounds words in a question or a quotation."""

_TO_SIMPLIFIED = OpenCC("t2s")


def fold(text: str) -> str:
    """Return text as search compares it: without case, width, accents, or Chinese script."""
    if not text.isascii():
        letters = unicodedata.normalize("NFKD", text)
        text = "".join(letter for letter in letters if not unicodedata.combining(letter))
        text = str(_TO_SIMPLIFIED.convert(text))
    return " ".join(text.casefold().split())


class _Entry:
    """The text of one resource: names first, then other texts, then quotes, a line each."""

    def __init__(self, reference: Reference, document: JsonObject) -> None:
        self.reference = dict(reference)
        found = [(point, text) for point, text in leaves(document) if isinstance(text, str)]
        self.fields = [
            (weight, pointer, text)
            for pattern, weight in _FIELDS.items()
            for pointer, text in found
            if re.search(pattern, pointer)
        ]
        lines = [fold(text) for _, _, text in self.fields]
        self.names = {fold(text) for weight, _, text in self.fields if weight == _IN_NAME}
        self.folded = "\n".join(["", *lines, ""])
        self.starts = [*accumulate((len(line) + 1 for line in lines), initial=1)]

    def find(self, word: str) -> tuple[int, int]:
        """Return how much it says that a word is here, and the place where it is.

        `ai` does not begin a word in `said`; in Chinese script a word can begin anywhere.
        """
        text = self.folded
        place = first = text.find(word)
        while place > 0 and (letters := text[place - 1] + word[0]).isascii() and letters.isalnum():
            place = text.find(word, place + 1)
        if place < 0:
            return _WITHIN_A_WORD, first
        weight = self.fields[bisect_right(self.starts, place) - 1][0]
        if weight == _IN_NAME and text[place - 1] == "\n":
            weight = _WHOLE_NAME if text[place + len(word)] == "\n" else _START_OF_NAME
        return weight, place

    def hit(self, word: str, place: int) -> dict[str, str]:
        """Return a `Hit` for the field in which the word was found."""
        number = bisect_right(self.starts, place) - 1
        _, pointer, text = self.fields[number]
        middle = place - self.starts[number]
        if self.starts[number + 1] - self.starts[number] - 1 != len(text):  # folding moves words
            ends = range(len(text))
            end = bisect_left(ends, x=True, key=lambda end: word in fold(text[:end]))
            middle = max(0, end - len(word))
        start, end = max(0, middle - _AROUND), middle + len(word) + _AROUND
        before, after = "…" if start else "", "…" if end < len(text) else ""
        snippet = before + text[start:end].strip() + after
        return {**self.reference, "field": pointer, "snippet": snippet}


class SearchIndex:
    """Finds the resources in which all of some words occur."""

    def __init__(self, resources: Iterable[tuple[Reference, JsonObject]]) -> None:
        """Fold the text of every resource, and note which of them each word is in."""
        self._entries = [_Entry(reference, document) for reference, document in resources]
        self._numbers: dict[str, list[int]] = {}
        for number, entry in enumerate(self._entries):
            for word in set(entry.folded.split()):
                self._numbers.setdefault(word, []).append(number)
        self._words = "\n".join(["", *self._numbers, ""])

    def _having(self, part: str) -> set[int]:
        """Return the numbers of the entries that have a word with this in it."""
        found = set[int]()
        place = self._words.find(part)
        while place >= 0:
            start, end = self._words.rindex("\n", 0, place) + 1, self._words.index("\n", place)
            found.update(self._numbers[self._words[start:end]])
            place = self._words.find(part, end)
        return found

    def find(self, query: str, offset: int, limit: int) -> tuple[Sequence[dict[str, str]], int]:
        """Return part of the resources that hold all words of the query, and how many there are.

        The best come first. Each is a `Hit` as a dictionary: a model takes ten times as long to
        make as to find.
        """
        words = [word for part in fold(query).split() if (word := _EDGES.sub("", part))]
        if not words:
            return (), 0
        first, *others = words
        whole = fold(query)
        ranked = []
        for number in sorted(set.intersection(*map(self._having, words))):
            entry = self._entries[number]
            weight, place = entry.find(first)
            weight += sum([entry.find(word)[0] for word in others])
            weight += _EXACT_NAME * (whole in entry.names)
            ranked.append((weight, place, entry))
        ranked.sort(key=itemgetter(0), reverse=True)
        return [entry.hit(first, place) for _, place, entry in ranked[offset:][:limit]], len(ranked)
