"""Words for people: numbers with their nouns, and what resembles a mistyped id."""

from collections.abc import Iterable
from difflib import get_close_matches


def pluralize(number: int, noun: str) -> str:
    """Return a number with its noun: `1 quote`, `2 quotes`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def near_matches(word: str, known: Iterable[str]) -> list[str]:
    """Return up to three of the known ids that resemble `word`, or else that contain it.

    Only the first 100 characters are compared, so that the cost of a long word is bounded.
    """
    word = word[:100].lower().replace("_", "-").replace(" ", "-").strip("-/")
    known = list(known)
    alike = get_close_matches(word, known)
    return alike or [one for one in known if word and word in one.split("-")][:3]
