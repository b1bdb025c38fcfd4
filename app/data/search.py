"""Search over names, summaries, statements, dates, sums and quotes, in every language."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain, islice, pairwise
from math import ceil, log
from operator import itemgetter
from typing import NamedTuple, TypeAlias

from app.data.pointers import JsonObject, leaves
from app.data.query import STOP_WORDS, Reading, Vocabulary
from app.data.words import keys_of, words_of
from app.models.reference import Reference

_NAMES = ("/name/", "/aliases/")

_WEIGHTS = {"name": 10.0, "aliases": 10.0, "id": 8.0, "title": 6.0, "evidence": 2.0}
"""How much it says of a resource that a word stands in one of these fields."""

_FIELD = 5.0
"""How much it says that a word stands in another field of the resource's own."""

_PART = 3.0
"""How much it says that a word stands in a part of another field."""

_LENGTH = 0.02
"""By how much each word of a text lessens what its words say."""

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

_MOST_HITS = 500
"""How many resources are ranked at most."""

_EXACT = 1e6
"""How much it says that the query is the name."""

_SHORT = 200
"""Up to how many characters a text is shown whole."""

_SENTENCE_END = re.compile(r"(?<=[.;:!?]) +|(?<=[\u3002\uff1b])")

_Place: TypeAlias = tuple[float, int]
"""Where a resource has a word: how much that says, and the number of the passage."""

_NOWHERE: _Place = (0.0, 0)

_Passage: TypeAlias = Mapping[str, str]
"""A text of a resource, a field or a sentence of a long one, as the `Hit` that shows it."""


class Results(NamedTuple):
    """What a search found: a `HitList`, in dictionaries because they are made faster."""

    items: Sequence[_Passage]
    total: int
    read_as: Sequence[Mapping[str, str]]
    not_found: Sequence[str]


class SearchIndex:
    """An inverted index: for each key of a word the resources that have it, best first."""

    def __init__(self, resources: Iterable[tuple[Reference, JsonObject]]) -> None:
        """Index every resource: its texts, dates and numbers, and the ids that it refers to."""
        self._size = 0
        self._passages: list[_Passage] = []
        self._named = defaultdict[str, set[int]](set)
        self._places = defaultdict[str, dict[int, _Place]](dict)
        vocabulary: set[str] = set()
        # Ids, dates and quotes stand in many places: each text is read once, and each word.
        read = cache(words_of)
        keys = cache(keys_of)
        for reference, document in resources:
            for passage in _passages(reference, document):
                words = read(passage["snippet"])
                vocabulary.update(words)
                self._add(passage, words, keys)
            self._size += 1
        for key, places in self._places.items():
            self._places[key] = self._best_first(places)
        self._vocabulary = Vocabulary(vocabulary, self._places)

    def _add(
        self,
        passage: _Passage,
        words: Sequence[str],
        keys: Callable[[str], Iterable[str]],
    ) -> None:
        """Add a passage to the last resource."""
        weight = _weight_of(passage)
        weight /= 1 + _LENGTH * len(words)
        number = len(self._passages)
        place = (weight, number)
        self._passages.append(passage)
        distinct = set(words)
        if passage["field"].startswith(_NAMES):
            name = " ".join(words)
            self._named[name].add(self._size)
            distinct |= _words_of_name(words)
        for word in distinct:
            for key in keys(word):
                places = self._places[key]
                known = places.get(self._size, _NOWHERE)
                best = max(place, known)
                places[self._size] = best

    def _best_first(self, places: Mapping[int, _Place]) -> dict[int, _Place]:
        """Return the places of a key, where it says the more the fewer resources have it."""
        resources = self._size / len(places)
        rarity = log(1 + resources)
        best_first = {}
        for number, (weight, passage) in sorted(
            places.items(), key=itemgetter(1), reverse=True
        ):
            best_first[number] = (rarity * weight, passage)
        return best_first

    def find(self, query: str, offset: int, limit: int) -> Results:
        """Return part of the resources that have the words of a query, those with most first.

        They must have a third of the words, where one that nothing has or that was read as another
        counts twice. Of more than 500, the best 500 by single words are ranked and counted.
        """
        reading = self._vocabulary.read(query)
        ranking = self._rank(reading)
        ranking.sort(reverse=True)
        end = offset + limit
        hits = []
        for _, negative in ranking[offset:end]:
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
        matches = [self._places[key] for key in reading.keys]
        matches.sort(key=len)
        doubts = 2 * len(reading.not_found) + len(reading.read_as)
        words = len(matches) + doubts
        enough = max(1, ceil(words / 3))
        # A resource that has enough of the words has one of these, the rarest.
        first = len(matches) - enough + 1
        rarest = chain.from_iterable(matches[:first])
        name = " ".join(reading.words)
        bearers = self._named.get(name, set())
        candidates = bearers.union(islice(rarest, _MOST_HITS))
        ranking = []
        for number in candidates:
            score = 0.0
            if number in bearers:
                score = _EXACT
            count = 0
            for places in matches:
                if number in places:
                    weight, _ = places[number]
                    score += weight
                    count += 1
            if count >= enough:
                score *= count**2
                ranking.append((score, -number))
        return ranking

    def _hit(self, number: int, keys: Sequence[str]) -> _Passage:
        """Return the passage of a resource that says most."""
        best = _NOWHERE
        for key in keys:
            places = self._places[key]
            place = places.get(number, _NOWHERE)
            best = max(best, place)
        _, passage = best
        return self._passages[passage]


def _passages(reference: Reference, document: JsonObject) -> Iterator[_Passage]:
    """Yield what is searched of a resource."""
    for pointer, value in leaves(document):
        steps = pointer.split("/")
        if not _UNSEARCHED.isdisjoint(steps):
            continue
        text = str(value)
        is_long = len(text) > _SHORT
        sentences = _SENTENCE_END.split(text) if is_long else [text]
        for sentence in sentences:
            yield {**vars(reference), "field": pointer, "snippet": sentence}


def _weight_of(passage: _Passage) -> float:
    """Return how much a passage says of its resource."""
    trust = _TRUST.get(passage["type"], 1)
    steps = passage["field"].split("/")
    for step in steps:
        if step in _WEIGHTS:
            return trust * _WEIGHTS[step]
    _, *above, _ = steps
    weight = _PART if above else _FIELD
    return trust * weight


def _words_of_name(words: Sequence[str]) -> set[str]:
    """Return what a name is also found by: its initials, and its words written as one."""
    initials = [word[0] for word in words if word not in STOP_WORDS]
    also = set(map("".join, pairwise(words)))
    for parts in (words, initials):
        joined = "".join(parts)
        if joined:
            also.add(joined)
    return also
