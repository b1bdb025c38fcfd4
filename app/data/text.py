"""Words for people: numbers with their nouns, and what resembles a mistyped id."""

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches


def pluralize(number: int, noun: str) -> str:
    """Return a number with its noun: `1 quote`, `2 quotes`."""
    if number != 1:
        noun += "es" if noun.endswith("x") else "s"
    return f"{number:,} {noun}"


def slugify(words: str) -> str:
    """Return words as an id, `Convénio_2` as `convenio-2`; nothing where no letter is Latin."""
    letters = unicodedata.normalize("NFKD", words)
    letters = letters.encode("ascii", "ignore").decode()
    slug = re.sub("[^a-z0-9]+", "-", letters.lower())
    return slug.strip("-")


def near_matches(word: str, known: Iterable[str]) -> list[str]:
    """Return up to three of the known ids that resemble `word`, or else that contain it.

    Only the first 100 characters are compared, so that the cost of a long word is bounded.
    """
    word = re.sub("[ _]", "-", word[:100].lower())
    word = word.strip("-/")
    ids = list(known)
    alike = get_close_matches(word, ids)
    containing = [slug for slug in ids if word in slug.split("-")]
    return alike or containing[:3]
