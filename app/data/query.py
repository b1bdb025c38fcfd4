"""Queries: what words as people type them mean in the words of a dataset."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Sized
from difflib import get_close_matches
from typing import NamedTuple

from app.data.words import HYPHEN, is_run, keys_of, words_of

STOP_WORDS = frozenset(
    re.findall(
        "[a-z]+",
        """
        a about after again all also am an and any are as at be because been before being between
        both but by can could did do does doing each few find for from get give given gives had
        happen happened happens has have having he her here him his how i if in into is it its just
        know known many may me more most much my no not of off on only or other our out over own
        please s said same say says she should show so some such than that the their them then there
        these they this those through to too up us very was we were what when where which while who
        whom whose why will with would you your
        """,
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

_SURE = 6
"""From how many letters on also the first one may be wrong, or one be too many."""

_ALIKE = 0.6
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

    def __init__(self, words: Iterable[str], resources: Mapping[str, Sized]) -> None:
        """Note what is near to each word; the mapping has the resources of each key."""
        self._resources = resources
        self._words: set[str] = set()
        self._near = defaultdict[str, list[str]](list)
        for word in words:
            self._words.update(HYPHEN.split(word))
        for word in self._words:
            if not _is_spelled(word):
                continue
            for key in _near(word):
                self._near[key].append(word)
            for end in range(_BEGINNING, len(word) - 1):
                beginning = word[:end]
                self._near[beginning].append(word)

    def read(self, query: str) -> Reading:
        """Return what a query means in the words of the dataset."""
        reading = Reading(
            words_of(query),
            keys=[],
            read_as=[],
            not_found=[],
        )
        content = [word for word in reading.words if word not in STOP_WORDS]
        distinct = dict.fromkeys(content or reading.words)
        words = list(distinct)
        del words[_MOST_WORDS:]
        while words:
            typed = words[:2]
            if not self._is_one_word(typed):
                typed = words[:1]
            del words[: len(typed)]
            self._read_word(typed, reading)
        del reading.keys[_MOST_KEYS:]
        return reading

    def _is_one_word(self, words: Sequence[str]) -> bool:
        """Return whether two words are rather known as one (`New town`, if Newtown is known)."""
        joined = "".join(words)
        if joined in words or joined not in self._words:
            return False
        apart = min(map(self._frequency, words))
        return self._frequency(joined) >= apart

    def _frequency(self, word: str) -> int:
        whole = keys_of(word)[0]
        return len(self._resources.get(whole, ()))

    def _read_word(self, typed: Sequence[str], reading: Reading) -> None:
        as_typed = " ".join(typed)
        word = "".join(typed)
        keys = self._known(word)
        if not keys:
            word = self._similar(word)
            keys = self._known(word)
        if not keys:
            reading.not_found.append(as_typed)
        elif word != as_typed:
            reading.read_as.append({"word": as_typed, "read_as": word})
        reading.keys.extend(keys)

    def _known(self, word: str) -> Sequence[str]:
        """Return the keys by which resources have a word, or none."""
        if word in self._resources:
            return [word]  # also initials, which are no plural: GAS
        whole, *parts = keys_of(word)
        if is_run(word):
            pairs = [pair for pair in (whole, *parts) if pair in self._resources]
            is_known = len(pairs) > len(parts) / 2
            return pairs if is_known else []
        if whole in self._resources:
            return [whole]
        is_hyphenated = all(part in self._resources for part in parts)
        return parts if is_hyphenated else []

    def _similar(self, word: str) -> str:
        """Return the word that an unknown word is the beginning or a slip of, or else nothing."""
        if not _is_spelled(word):
            return ""
        unfinished = self._near.get(word, ())
        near = set(unfinished)
        if len(word) > _BEGINNING:
            for key in _near(word):
                near.update(self._near.get(key, ()))
        if len(word) < _SURE:
            first = word[0]
            longer = [other for other in near if len(other) > len(word)]
            near = {other for other in longer if other.startswith(first)}
        alike = get_close_matches(
            word,
            sorted(near),
            n=1,
            cutoff=_ALIKE,
        )
        return alike[0] if alike else ""


def _is_spelled(word: str) -> bool:
    """Return whether a word has letters that can be mistyped."""
    return word.isalpha() and not is_run(word)


def _near(word: str) -> set[str]:
    """Return the keys of which one is shared by words that are a slip apart.

    A letter too many, too few, another one or two exchanged: the words are the same when a letter
    of each is left out. With more slips: when only their consonants are compared.
    """
    keys = {word}
    for place in range(len(word)):
        before = word[:place]
        after = word[place + 1 :]
        keys.add(before + after)
    consonants = _VOWEL_OR_DOUBLE.sub("", word)
    keys.add(f"{consonants}~")
    return keys
