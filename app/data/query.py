"""Queries: what words as people type them mean in the words of a dataset."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence, Sized
from difflib import get_close_matches
from itertools import combinations, islice
from typing import NamedTuple

from app.data.words import is_run, keys_of, words_of

STOP_WORDS = frozenset(
    words_of(
        """
        a about after again all also am an and any are as at be because been before being between
        both but by can could did do does doing each few find for from get give given gives had
        happen happened happens has have having he her here him his how i if in into is it its just
        know known many may me more most much my no not of off on only or other our out over own
        please s said same say says she should show so some such than that the their them then there
        these they this those through to too up us very was we were what when where which while who
        whom whose why will with would you your
        """
    )
)
"""English words that say nothing of what is looked for."""

_VOWEL_OR_DOUBLE = re.compile(r"[aeiouy]|(.)(?=\1)")

_MOST_WORDS = 8
"""How many words of a query are looked for; the rest is left aside."""

_MOST_KEYS = 12
"""By how many keys they are: a run of a script without spaces has many."""

_BEGINNING = 3
"""How many letters at least begin a word that is left unfinished."""

_LONGEST = 40
"""Up to how many letters a word is taken for a slip of another."""

_ALIKE = 0.8
"""How alike (`difflib`) a word must be to what it is read as."""


class Reading(NamedTuple):
    """What a query was read as."""

    words: Sequence[str]
    """Its words, in their order."""
    keys: list[str]
    """What a resource should have."""
    read_as: list[dict[str, str]]
    """Words that were read as others: a `word`, and what it was `read_as`."""
    not_found: list[str]
    """Words that no resource has, nor any like them."""


class Vocabulary:
    """The words of a dataset, for finding what a query means by others."""

    def __init__(self, words: Collection[str], resources: Mapping[str, Sized]) -> None:
        """Note what is near to each word; the mapping has the resources of each key."""
        self._words = words
        self._resources = resources
        self._near = defaultdict[str, list[str]](list)
        for word in words:
            if word.isalpha() and not is_run(word):
                keys = _slip_keys(word)
                for end in range(_BEGINNING, len(word)):
                    keys.add(word[:end])
                for key in keys:
                    self._near[key].append(word)

    def read(self, query: str) -> Reading:
        """Return what a query means in the words of the dataset."""
        words = words_of(query)
        reading = Reading(words, keys=[], read_as=[], not_found=[])
        content = [word for word in words if word not in STOP_WORDS]
        distinct = dict.fromkeys(content or words)
        first = islice(distinct, _MOST_WORDS)
        for typed in self._joined(first):
            word = typed.replace(" ", "")
            keys = self._known(word)
            if not keys:
                word = self._similar(word)
                keys = self._known(word)
            if not keys:
                reading.not_found.append(typed)
            elif word != typed:
                reading.read_as.append({"word": typed, "read_as": word})
            reading.keys.extend(keys)
        del reading.keys[_MOST_KEYS:]
        return reading

    def _joined(self, words: Iterable[str]) -> Sequence[str]:
        """Return words, two as one where they are rather known so: `New town` as Newtown."""
        joined: list[str] = []
        for word in words:
            if joined and self._is_one_word(joined[-1], word):
                joined[-1] += f" {word}"
            else:
                joined.append(word)
        return joined

    def _is_one_word(self, first: str, second: str) -> bool:
        together = first + second
        if together not in self._words:
            # It may be a key: the words of a name, written as one.
            return False
        apart = min(self._frequency(first), self._frequency(second))
        return self._frequency(together) >= apart

    def _frequency(self, word: str) -> int:
        whole, *_ = keys_of(word)
        resources = self._resources.get(whole, ())
        return len(resources)

    def _known(self, word: str) -> Sequence[str]:
        """Return the keys by which resources have a word, or none."""
        keys = keys_of(word)
        whole = keys[0]
        if whole in self._resources and not is_run(word):
            return [whole]
        known = [key for key in keys if key in self._resources]
        most = len(keys) / 2
        return known if len(known) > most else []

    def _similar(self, word: str) -> str:
        """Return the word that an unknown word is a slip or the beginning of, or else nothing."""
        if len(word) > _LONGEST:
            return ""
        near: set[str] = set()
        for key in _slip_keys(word):
            words = self._near.get(key, ())
            near.update(words)
        candidates = sorted(near)
        alike = get_close_matches(word, candidates, n=1, cutoff=_ALIKE)
        if alike:
            return alike[0]
        longer = [other for other in candidates if other.startswith(word)]
        return min(longer, key=len, default="")


def _slip_keys(word: str) -> set[str]:
    """Return the keys of which one is shared by words that are a slip apart.

    A letter too many, too few, another one or two exchanged: the words are the same when a letter
    of each is left out. With more slips: when only their consonants are compared.
    """
    without_a_letter = map("".join, combinations(word, len(word) - 1))
    consonants = _VOWEL_OR_DOUBLE.sub("", word)
    return {word, f"{consonants}~", *without_a_letter}
