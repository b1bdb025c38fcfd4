"""Search over names, summaries, statements, dates, sums and quotes, in every language."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from heapq import nlargest
from itertools import islice, pairwise
from math import log
from operator import itemgetter
from typing import NamedTuple

from app.data.pointers import JsonObject, leaves
from app.data.query import STOP_WORDS, Reading, Vocabulary
from app.data.words import keys_in, keys_of, words_of
from app.models.reference import Reference

_NAMES = {"name", "aliases", "id"}
_NAME, _ID, _FIELD, _PART, _EVIDENCE = 10.0, 7.0, 5.0, 3.0, 2.5
"""How much it says of a resource that a word stands in a name of it, in its id, in another field
of its own, in a part of a field, in a quote or note."""

_LENGTH, _IN_NAME = 0.01, 8
"""By how much each word in a field lessens what each of them says, and how many times in a name."""

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


class _Match(NamedTuple):
    """The resources that have a key, best first."""

    rarity: float
    places: dict[int, _Place]


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
                    words.update(self._add(pointer, str(value)))
        for key, places in self._places.items():
            best_first = sorted(places.items(), key=itemgetter(1), reverse=True)
            self._places[key] = dict(best_first)
        self._vocabulary = Vocabulary(words, self._places)

    def _add(self, pointer: str, text: str) -> Sequence[str]:
        """Add a field to the last resource, and return its words."""
        number = len(self._references) - 1
        words = words_of(text)
        keys = {key for word in words for key in keys_of(word)}
        words_in_field = len(keys)
        _, field, *parts = pointer.split("/")
        weight = _PART if parts and "title" not in parts else _FIELD
        if field in _NAMES:
            weight = _ID if field == "id" else _NAME
            words_in_field *= _IN_NAME
            keys |= _keys_of_name(words)
            keys.discard("")
            self._named[" ".join(words)].add(number)
        elif field == "evidence":
            weight = _EVIDENCE
        weight /= 1 + _LENGTH * words_in_field
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
        hits = [self._hit(-number, reading.keys) for _, number in best[offset:]]
        return Results(hits, len(ranking), reading.read_as, reading.not_found)

    def _rank(self, reading: Reading) -> list[tuple[float, int]]:
        """Return score and negative number of the resources that have enough of the words."""
        read_as_typed = len(reading.keys) - len(reading.read_as)
        if len(reading.not_found) > read_as_typed:
            return []
        matches = []
        for key in reading.keys:
            places = self._places[key]
            rarity = log(1 + len(self._references) / len(places))
            matches.append(_Match(rarity, places))
        whole = sum(match.rarity for match in matches)
        unknown = len(reading.not_found) / max(1, len(matches))
        enough = _ENOUGH * whole * (1 + unknown)
        exact = self._named.get(" ".join(reading.words), set())
        ranking = []
        for number in self._candidates(matches, whole - enough) | exact:
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

    def _candidates(self, matches: Sequence[_Match], rest: float) -> set[int]:
        """Return the resources that have one of the rarest words: without them are not enough."""
        candidates: set[int] = set()
        for rarity, places in sorted(matches, key=itemgetter(0), reverse=True):
            if rest < 0 or len(candidates) >= _MOST_HITS:
                break
            candidates.update(islice(places, _MOST_HITS))
            rest -= rarity
        return candidates

    def _hit(self, number: int, keys: Sequence[str]) -> Mapping[str, str]:
        """Return a `Hit` that shows the field which says most."""
        places = [self._places[key].get(number, _NOWHERE) for key in keys]
        _, field = max(places)
        pointer, text = self._fields[number][field]
        reference = vars(self._references[number])
        return {**reference, "field": pointer, "snippet": _snippet(text, keys)}


def _keys_of_name(words: Sequence[str]) -> set[str]:
    """Return what a name is also found by: its initials, and its words written as one."""
    initials = [word[0] for word in words if word not in STOP_WORDS]
    keys = {"".join(initials)}
    for joined in ("".join(words), *map("".join, pairwise(words))):
        keys.update(keys_of(joined))
    return keys


def _snippet(text: str, keys: Sequence[str]) -> str:
    """Return a text, or of a long one the first sentence that has one of the keys."""
    if len(text) <= _SHORT:
        return text
    for sentence in _SENTENCE_END.split(text):
        if not keys_in(sentence).isdisjoint(keys):
            return sentence
    return text
