"""Near matches for a misspelt id, at a cost that does not grow with the number of ids."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from difflib import get_close_matches

_NEIGHBOURS = 40
_PER_WORD = 40
_LONGEST = 100
_MOST = 3


class NearMatches:
    """Finds ids that look like a word."""

    def __init__(self, ids: Iterable[str]) -> None:
        """Sort the ids, and note which contain which word."""
        self._sorted = sorted(ids)
        self._by_word: defaultdict[str, list[str]] = defaultdict(list)
        for slug in self._sorted:
            for word in slug.split("-"):
                if len(self._by_word[word]) < _PER_WORD:
                    self._by_word[word].append(slug)

    def __call__(self, word: str) -> tuple[str, ...]:
        """Return up to three ids that resemble `word`, the most alike first, or contain it."""
        word = word[:_LONGEST].lower().replace("_", "-").replace(" ", "-")
        place = bisect_left(self._sorted, word)
        candidates = set(self._sorted[max(0, place - _NEIGHBOURS) : place + _NEIGHBOURS])
        for part in word.split("-"):
            candidates.update(self._by_word.get(part, ()))
        alike = get_close_matches(word, sorted(candidates), n=_MOST, cutoff=0.5)
        return tuple(dict.fromkeys([*alike, *self._by_word.get(word, ())]))[:_MOST]
