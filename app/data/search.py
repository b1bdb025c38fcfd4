"""Search over names, summaries, statements, dates, sums and quotes, in every language."""

import re
from array import array
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain, islice, pairwise
from math import ceil, log
from operator import attrgetter, itemgetter
from typing import NamedTuple, TypeAlias

from app.data.pointers import JsonObject, leaves, split
from app.data.query import STOP_WORDS, Reading, Vocabulary
from app.data.words import keys_of, words_of
from app.models import MODELS
from app.models.reference import Reference
from app.models.value_type import value_type

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

_SHORT = 200
"""Up to how many characters a text is shown whole."""

_SENTENCE_END = re.compile(r"(?<=[.;:!?]) +|(?<=[\u3002\uff1b])")

_Match: TypeAlias = tuple[float, Mapping[int, int]]
"""A word that is looked for: its rarity, and the resources that have it, with the passage."""


class _Passage(NamedTuple):
    """A text of a resource: a field, or a sentence of a long one."""

    weight: float
    """How much a word says that stands in it."""
    number: int
    """The number of the resource."""
    resource: Reference
    field: str
    text: str


class Results(NamedTuple):
    """What a search found: a `HitList`, in dictionaries because they are made faster."""

    items: Sequence[Mapping[str, str]]
    total: int
    read_as: Sequence[Mapping[str, str]]
    not_found: Sequence[str]


class SearchIndex:
    """An inverted index: for each key of a word the resources that have it, best first."""

    def __init__(self, resources: Collection[tuple[Reference, JsonObject]]) -> None:
        """Index every resource: its texts, dates and numbers, and the ids that it refers to."""
        self._size = len(resources)
        self._titles: dict[str, str] = {}
        """The name to show for each id."""
        self._named = defaultdict[str, set[int]](set)
        """The resources that bear each name, by its words."""
        self._places = defaultdict[str, dict[int, int]](dict)
        """For each key the numbers of resources, each with the index of its passage."""
        vocabulary: set[str] = set()
        # Ids, dates and quotes stand in many places: each text is read once, and each word.
        read = cache(words_of)
        keys = cache(keys_of)
        passages = []
        for number, (reference, document) in enumerate(resources):
            self._titles[reference.id] = reference.name
            for field, text in _texts(document):
                weight = _weight(reference, field)
                weight /= 1 + _LENGTH * len(read(text))
                passage = _Passage(weight, number, reference, field, text)
                passages.append(passage)
        # A resource has a word first in the passage in which it says most.
        passages.sort(key=attrgetter("weight"), reverse=True)
        self._passages = passages
        # Most of a query is reading these: it is faster where they lie close together.
        self._weights = array("d", [passage.weight for passage in passages])
        for index, passage in enumerate(passages):
            words = read(passage.text)
            vocabulary.update(words)
            found_by = set(words)
            if passage.field.startswith(_NAMES):
                name = " ".join(words)
                self._named[name].add(passage.number)
                found_by |= _words_of_name(words)
            for word in found_by:
                for key in keys(word):
                    self._places[key].setdefault(passage.number, index)
        self._vocabulary = Vocabulary(vocabulary, self._places)

    def find(self, query: str, offset: int, limit: int) -> Results:
        """Return part of the resources that have the words of a query, those with most first.

        They must have a third of the words, where one that nothing has or that was read as another
        counts twice. Of more than 500, the best 500 by single words are ranked and counted.
        """
        reading = self._vocabulary.read(query)
        matches = []
        for key in reading.keys:
            places = self._places[key]
            rarity = log(1 + self._size / len(places))
            matches.append((rarity, places))
        matches.sort(key=itemgetter(0), reverse=True)  # the rarest first
        ranking = self._rank(reading, matches)
        ranking.sort()
        end = offset + limit
        hits = []
        for _, _, number in ranking[offset:end]:
            hit = self._hit(number, matches)
            hits.append(hit)
        return Results(
            items=hits,
            total=len(ranking),
            read_as=reading.read_as,
            not_found=reading.not_found,
        )

    def _rank(
        self, reading: Reading, matches: Sequence[_Match]
    ) -> list[tuple[bool, float, int]]:
        """Return the numbers of the resources that have enough of the words.

        Before each stands what they are sorted by: whether it has another name than the query,
        and its score, negative.
        """
        doubts = 2 * len(reading.not_found) + len(reading.read_as)
        words = len(matches) + doubts
        enough = max(1, ceil(words / 3))
        # A resource that has enough of the words has one of these, the rarest.
        first = len(matches) - enough + 1
        rarest = chain.from_iterable(places for _, places in matches[:first])
        name = " ".join(reading.words)
        bearers = self._named.get(name, set())
        ranking = []
        for number in bearers.union(islice(rarest, _MOST_HITS)):
            score = 0.0
            count = 0
            for rarity, places in matches:
                if number in places:
                    index = places[number]
                    score += rarity * self._weights[index]
                    count += 1
            if count >= enough:
                score *= count**2
                ranking.append((number not in bearers, -score, number))
        return ranking

    def _hit(self, number: int, matches: Sequence[_Match]) -> Mapping[str, str]:
        """Return the passage of a resource that says most, as the `Hit` that shows it."""
        most = 0.0
        for rarity, places in matches:
            if number in places:
                passage = self._passages[places[number]]
                says = rarity * passage.weight
                if says > most:
                    most = says
                    best = passage
        return {
            **vars(best.resource),
            "field": best.field,
            "snippet": self._snippet(best),
        }

    def _snippet(self, passage: _Passage) -> str:
        """Return the text of a passage; where it is a reference, the name of what it leads to."""
        title = self._titles.get(passage.text)
        if title is None:
            return passage.text
        # A word such as a kind may be spelled like an id.
        model = MODELS[passage.resource.type]
        path = split(passage.field)
        if value_type(model, *path) == "reference":
            return title
        return passage.text


def _texts(document: JsonObject) -> Iterator[tuple[str, str]]:
    """Yield what is searched of a resource, each text with the pointer to its field."""
    for pointer, value in leaves(document):
        if not _UNSEARCHED.isdisjoint(pointer.split("/")):
            continue
        text = str(value)
        sentences = _SENTENCE_END.split(text) if len(text) > _SHORT else [text]
        for sentence in sentences:
            yield pointer, sentence


def _weight(resource: Reference, field: str) -> float:
    """Return how much a field says of its resource."""
    trust = _TRUST.get(resource.type, 1)
    _, *steps = field.split("/")
    for step in steps:
        if step in _WEIGHTS:
            return trust * _WEIGHTS[step]
    if len(steps) == 1:
        return trust * _FIELD
    return trust * _PART


def _words_of_name(words: Sequence[str]) -> set[str]:
    """Return what a name is also found by: its initials, and its words written as one."""
    initials = [word[0] for word in words if word not in STOP_WORDS]
    also = set(map("".join, pairwise(words)))
    for letters in (words, initials):
        also.add("".join(letters))
    also.discard("")
    return also
