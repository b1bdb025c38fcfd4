"""Words for people: numbers with their nouns, and what resembles a mistyped id."""

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches


def pluralize(number: int, noun: str) -> str:
    """Return a number with its noun: `1 quote`, `2 quotes`."""
    ending = ""
    if number != 1:
        ending = "es" if noun.endswith("x") else "s"
    return f"{number:,} {noun}{ending}"


def slugify(words: str) -> str:
    """Return words as an id, `Convénio_2` as `convenio-2`; nothing where no letter is Latin."""
    letters = unicodedata.normalize("NFKD", words)
    latin = letters.encode("ascii", "ignore").decode()
    slug = re.sub("[^a-z0-9]+", "-", latin.lower())
    return slug.strip("-")


def near_matches(word: str, known: Iterable[str]) -> list[str]:
    """Return up to three of the known ids that resemble `word`, or else that contain it.

    Only the first 100 characters are compared, so that the cost of a long word is bounded.
    """
    slug = slugify(word[:100])
    ids = list(known)
    alike = get_close_matches(slug, ids)
    if alike:
        return alike
    containing = [other for other in ids if slug in other.split("-")]
    return containing[:3]
