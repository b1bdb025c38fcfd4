"""Search over names, summaries, statements, dates, sums and quotes, in every language."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from heapq import nlargest
from itertools import islice, pairwise
from math import log
from operator import itemgetter
from typing import NamedTuple, TypeAlias

from app.data.pointers import JsonObject, leaves
from app.data.query import STOP_WORDS, Reading, Vocabulary
from app.data.words import keys_in, keys_of, words_of
from app.models.reference import Reference

_NAMES = ("/name/", "/aliases/")
_NAME = 10.0
"""How much it says of a resource that a word stands in its name."""

_ID = 6.5
"""How much it says that a word stands in the id."""

_FIELD = 5.0
"""How much it says that a word stands in another field of the resource's own."""

_PART = 3.0
"""How much it says that a word stands in a part of a field."""

_EVIDENCE = 2.5
"""How much it says that a word stands in a quote or note."""

_LENGTH = 0.01
"""By how much each word of a field lessens what its words say."""

_LENGTH_OF_NAME = 0.08
"""By how much each word of a name lessens what its words say."""

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

_Place: TypeAlias = tuple[float, int]
"""Where a resource has a key: how much that says, and the number of the field."""

_Match: TypeAlias = tuple[float, dict[int, _Place]]
"""A key that is looked for: how rare it is, and the places of the resources that have it."""

_NOWHERE: _Place = (0.0, 0)


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
                steps = pointer.split("/")
                is_searched = _UNSEARCHED.isdisjoint(steps)
                if is_searched and value is not None:
                    text = str(value)
                    words_of_field = self._add(pointer, text)
                    words.update(words_of_field)
        for key, places in self._places.items():
            best_first = sorted(
                places.items(),
                key=itemgetter(1),
                reverse=True,
            )
            self._places[key] = dict(best_first)
        self._vocabulary = Vocabulary(words, self._places)

    def _add(self, pointer: str, text: str) -> Sequence[str]:
        """Add a field to the last resource, and return its words."""
        number = len(self._references) - 1
        words = words_of(text)
        keys: set[str] = set()
        for word in words:
            keys.update(keys_of(word))
        if pointer.startswith(_NAMES):
            weight = _NAME
            lessening = _LENGTH_OF_NAME * len(keys)
            keys |= _keys_of_name(words)
            name = " ".join(words)
            self._named[name].add(number)
        else:
            weight = _weight_of(pointer)
            lessening = _LENGTH * len(keys)
        weight /= 1 + lessening
        reference = self._references[number]
        weight *= _TRUST.get(reference.type, 1)
        fields = self._fields[number]
        place = (weight, len(fields))
        fields.append((pointer, text))
        for key in keys:
            places = self._places[key]
            best = places.get(number, _NOWHERE)
            places[number] = max(place, best)
        return words

    def find(self, query: str, offset: int, limit: int) -> Results:
        """Return part of the resources that have all words of a query, or else most of them.

        Of more than 500 that have, the best 500 by single words are ranked and counted.
        """
        reading = self._vocabulary.read(query)
        ranking = self._rank(reading)
        best = nlargest(offset + limit, ranking)
        hits = []
        for _, negative in best[offset:]:
            hit = self._hit(-negative, reading.keys)
            hits.append(hit)
        return Results(
            hits,
            total=len(ranking),
            read_as=reading.read_as,
            not_found=reading.not_found,
        )

    def _rank(self, reading: Reading) -> list[tuple[float, int]]:
        """Return score and negative number of the resources that have enough of the words."""
        as_typed = len(reading.keys) - len(reading.read_as)
        if len(reading.not_found) > as_typed:
            return []
        resources = len(self._references)
        matches: list[_Match] = []
        for key in reading.keys:
            places = self._places[key]
            ratio = resources / len(places)
            rarity = log(1 + ratio)
            matches.append((rarity, places))
        matches.sort(key=itemgetter(0), reverse=True)
        whole = sum(rarity for rarity, _ in matches)
        unknown = len(reading.not_found) / max(1, len(matches))
        enough = _ENOUGH * whole * (1 + unknown)
        name = " ".join(reading.words)
        exact = self._named.get(name, set())
        candidates = _candidates(matches, whole - enough)
        ranking = []
        for number in exact | candidates:
            score = _EXACT if number in exact else 0.0
            share = 0.0
            for rarity, places in matches:
                if number in places:
                    weight, _ = places[number]
                    score += rarity * weight
                    share += rarity
            if share >= enough:
                score *= share**2
                ranking.append((score, -number))
        return ranking

    def _hit(self, number: int, keys: Sequence[str]) -> Mapping[str, str]:
        """Return a `Hit` that shows the field which says most."""
        best = _NOWHERE
        for key in keys:
            place = self._places[key].get(number, _NOWHERE)
            best = max(best, place)
        _, field = best
        pointer, text = self._fields[number][field]
        reference = self._references[number]
        return {
            **vars(reference),
            "field": pointer,
            "snippet": _snippet(text, keys),
        }


def _weight_of(pointer: str) -> float:
    if pointer == "/id":
        return _ID
    if pointer.startswith("/evidence/"):
        return _EVIDENCE
    if pointer.count("/") == 1 or "/title/" in pointer:
        return _FIELD
    return _PART


def _keys_of_name(words: Sequence[str]) -> set[str]:
    """Return what a name is also found by: its initials, and its words written as one."""
    joined = "".join(words)
    keys = set(keys_of(joined))
    for pair in pairwise(words):
        joined = "".join(pair)
        keys.update(keys_of(joined))
    initials = [word[0] for word in words if word not in STOP_WORDS]
    if initials:
        keys.add("".join(initials))
    return keys


def _candidates(matches: Sequence[_Match], rest: float) -> set[int]:
    """Return the resources that have one of the rarest words: without them are not enough."""
    candidates: set[int] = set()
    for rarity, places in matches:
        if rest < 0 or len(candidates) >= _MOST_HITS:
            break
        best = islice(places, _MOST_HITS)
        candidates.update(best)
        rest -= rarity
    return candidates


@lru_cache(maxsize=10_000)  # the texts of the dataset are shown again and again
def _sentences(text: str) -> Sequence[str]:
    return _SENTENCE_END.split(text)


def _snippet(text: str, keys: Sequence[str]) -> str:
    """Return a text, or of a long one the first sentence that has one of the keys."""
    if len(text) <= _SHORT:
        return text
    sentences = [
        sentence for sentence in _sentences(text) if not keys_in(sentence).isdisjoint(keys)
    ]
    return sentences[0] if sentences else text
