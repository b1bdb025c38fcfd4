"""Search over names, summaries, statements, dates, sums and quotes, in every language."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from heapq import nlargest
from itertools import islice, pairwise
from math import log
from operator import itemgetter
from typing import NamedTuple

from app.data.pointers import JsonObject, leaves
from app.data.query import STOP_WORDS, Reading, Vocabulary
from app.data.words import keys_in, keys_of, words_of
from app.models.reference import Reference

_NAMES = ("/name/", "/aliases/")
_NAME = 10.0
"""How much it says of a resource that a word stands in its name."""

_ID, _FIELD, _PART, _EVIDENCE = 6.5, 5.0, 3.0, 2.5
"""How much it says that a word stands in the id, in another field of the resource's own, in a part
of a field, or in a quote or note."""

_LENGTH, _LENGTH_OF_NAME = 0.01, 0.08
"""By how much each word of a field lessens what its words say."""

_TRUST = {
    "event": 0.85,
    "entrustment": 0.85,
    "statement": 0.75,
    "source": 0.45,
    "correction": 0.4,
}
"""What a thing is comes before who reported it: these types say less by the same words."""

_UNSEARCHED = {
    "url",
    "accessed",
    "version",
    "first_words",
    "language",
    "supports",
    "source",
    "locator",
    "rank",
    "basis",
}
"""Fields of resources and of their evidence that are not searched."""

_ENOUGH = 0.35
"""The share of the words, weighed by how rare they are, that a resource must have to be a hit."""

_MOST_HITS = 500
"""How many resources are ranked at most."""

_EXACT = 1e6
"""The score of a resource whose name is the query."""

_SHORT = 200
"""Up to how many characters a text is shown whole."""

_SENTENCE_END = re.compile(r"(?<=[.;:!?]) +|(?<=[\u3002\uff1b])")

_Place = tuple[float, int]
"""Where a resource has a key: how much that says, and the number of the field."""

_NOWHERE = (0.0, 0)


class Results(NamedTuple):
    """What a search found: a `HitList`, in dictionaries because they are made faster."""

    items: Sequence[Mapping[str, str]]
    total: int
    read_as: Sequence[Mapping[str, str]]
    not_found: Sequence[str]


class SearchIndex:
    """An inverted index: for each key of a word the resources that have it, best first."""

    def __init__(self, resources: Iterable[tuple[Reference, JsonObject]]) -> None:
        """Index every resource: its texts, dates and numbers, and the ids that it refers to."""
        self._references: list[Reference] = []
        self._fields: list[list[tuple[str, str]]] = []
        self._named = defaultdict[str, set[int]](set)
        self._places = defaultdict[str, dict[int, _Place]](dict)
        words: set[str] = set()
        for reference, document in resources:
            self._references.append(reference)
            self._fields.append([])
            for pointer, value in leaves(document):
                is_searched = _UNSEARCHED.isdisjoint(pointer.split("/"))
                if is_searched and value is not None:
                    words_of_field = self._add(pointer, str(value))
                    words.update(words_of_field)
        for key, places in self._places.items():
            best_first = sorted(places.items(), key=itemgetter(1), reverse=True)
            self._places[key] = dict(best_first)
        self._vocabulary = Vocabulary(words, self._places)

    def _add(self, pointer: str, text: str) -> Sequence[str]:
        """Add a field to the last resource, and return its words."""
        number = len(self._references) - 1
        words = words_of(text)
        keys: set[str] = set()
        for word in words:
            keys.update(keys_of(word))
        weight = _weight_of(pointer) / (1 + _LENGTH * len(keys))
        if pointer.startswith(_NAMES):
            weight = _NAME / (1 + _LENGTH_OF_NAME * len(keys))
            keys |= _keys_of_name(words)
            self._named[" ".join(words)].add(number)
        weight *= _TRUST.get(self._references[number].type, 1)
        place = (weight, len(self._fields[number]))
        self._fields[number].append((pointer, text))
        for key in keys:
            places = self._places[key]
            places[number] = max(place, places.get(number, _NOWHERE))
        return words

    def find(self, query: str, offset: int, limit: int) -> Results:
        """Return part of the resources that have all words of a query, or else most of them.

        Of more than 500 that have, the best 500 by single words are ranked and counted.
        """
        reading = self._vocabulary.read(query)
        ranking = self._rank(reading)
        best = nlargest(offset + limit, ranking)
        hits = []
        for _, number in best[offset:]:
            hits.append(self._hit(-number, reading.keys))
        return Results(hits, len(ranking), reading.read_as, reading.not_found)

    def _rank(self, reading: Reading) -> list[tuple[float, int]]:
        """Return score and negative number of the resources that have enough of the words."""
        as_typed = len(reading.keys) - len(reading.read_as)
        if len(reading.not_found) > as_typed:
            return []
        matches = []
        for key in reading.keys:
            places = self._places[key]
            rarity = log(1 + len(self._references) / len(places))
            matches.append((rarity, places))
        matches.sort(key=itemgetter(0), reverse=True)
        whole = sum(rarity for rarity, _ in matches)
        unknown = len(reading.not_found) / max(1, len(matches))
        enough = _ENOUGH * whole * (1 + unknown)
        exact = self._named.get(" ".join(reading.words), set())
        ranking = []
        for number in exact | _candidates(matches, whole - enough):
            score = _EXACT if number in exact else 0.0
            share = 0.0
            for rarity, places in matches:
                if number in places:
                    weight, _ = places[number]
                    score += rarity * weight
                    share += rarity
            if share >= enough:
                ranking.append((score * share**2, -number))
        return ranking

    def _hit(self, number: int, keys: Sequence[str]) -> Mapping[str, str]:
        """Return a `Hit` that shows the field which says most."""
        best = _NOWHERE
        for key in keys:
            place = self._places[key].get(number, _NOWHERE)
            best = max(best, place)
        pointer, text = self._fields[number][best[1]]
        reference = vars(self._references[number])
        return {**reference, "field": pointer, "snippet": _snippet(text, keys)}


def _weight_of(pointer: str) -> float:
    if pointer == "/id":
        return _ID
    if pointer.startswith("/evidence/"):
        return _EVIDENCE
    is_own = pointer.count("/") == 1 or "/title/" in pointer
    return _FIELD if is_own else _PART


def _keys_of_name(words: Sequence[str]) -> set[str]:
    """Return what a name is also found by: its initials, and its words written as one."""
    keys = set(keys_of("".join(words)))
    for pair in pairwise(words):
        keys.update(keys_of("".join(pair)))
    initials = [word[0] for word in words if word not in STOP_WORDS]
    if initials:
        keys.add("".join(initials))
    return keys


def _candidates(matches: Sequence[tuple[float, Mapping[int, _Place]]], rest: float) -> set[int]:
    """Return the resources that have one of the rarest words: without them are not enough."""
    candidates: set[int] = set()
    for rarity, places in matches:
        if rest < 0 or len(candidates) >= _MOST_HITS:
            break
        candidates.update(islice(places, _MOST_HITS))
        rest -= rarity
    return candidates


@lru_cache(maxsize=10_000)  # the texts of the dataset are shown again and again
def _sentences(text: str) -> Sequence[str]:
    return _SENTENCE_END.split(text)


def _snippet(text: str, keys: Sequence[str]) -> str:
    """Return a text, or of a long one the first sentence that has one of the keys."""
    if len(text) > _SHORT:
        for sentence in _sentences(text):
            if not keys_in(sentence).isdisjoint(keys):
                return sentence
    return text
