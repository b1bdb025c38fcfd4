"""Names in the script that the reader chose, without JavaScript: every variant is in the page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias

from app.models.text import LanguageMap

PREFERENCES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "en": ("en", "zh-Hant", "zh-Hans"),
        "zh-Hant": ("zh-Hant", "zh-Hans", "en"),
        "zh-Hans": ("zh-Hans", "zh-Hant", "en"),
    }
)
"""For each choice of the reader: which language to show, the first that a source gives."""


@dataclass(frozen=True, slots=True)
class Variant:
    """Words in one language, and the choices of the reader for which they are shown."""

    lang: str
    words: str
    choices: tuple[str, ...]

    @property
    def css(self) -> str:
        """The classes by which the stylesheet shows or hides the words."""
        return " ".join(("v", *(f"in-{choice}" for choice in self.choices)))


Names: TypeAlias = tuple[Variant, ...]
"""The variants of one name: exactly one of them for each choice of the reader."""


def _merged(chosen: Iterable[tuple[str, tuple[str, str]]]) -> Names:
    choices: dict[tuple[str, str], list[str]] = {}
    for choice, variant in chosen:
        choices.setdefault(variant, []).append(choice)
    return tuple(Variant(lang, words, tuple(some)) for (lang, words), some in choices.items())


def names_of(names: LanguageMap) -> Names:
    """Return the variants of a name, with the next best language where one is missing."""
    given = dict(names.items())
    best = {
        choice: next(tag for tag in order if tag in given) for choice, order in PREFERENCES.items()
    }
    return _merged((choice, (tag, given[tag])) for choice, tag in best.items())


def english(words: str) -> Names:
    """Return words of the page itself, which stay as they are."""
    return (Variant("en", words, tuple(PREFERENCES)),)


def shown(names: Names, choice: str) -> Variant:
    """Return the variant for a choice of the reader."""
    return next(one for one in names if choice in one.choices)


_SEPARATORS: Mapping[str, str] = MappingProxyType({"en": ", ", "zh-Hant": "、", "zh-Hans": "、"})


def listed(many: Iterable[Names]) -> Names:
    """Return several names as a list in one line, with the commas of its language."""
    names = tuple(many)
    if not names:
        return ()
    chosen = {choice: [shown(one, choice) for one in names] for choice in PREFERENCES}
    return _merged(
        (choice, (some[0].lang, _SEPARATORS[some[0].lang].join(one.words for one in some)))
        for choice, some in chosen.items()
    )
