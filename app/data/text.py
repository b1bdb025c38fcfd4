"""Words for people: numbers with their nouns, and what resembles a mistyped id."""

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches


def pluralize(number: int, noun: str) -> str:
    """Return a number with its noun: `1 quote`, `2 quotes`."""
    plural = f"{noun}es" if noun.endswith("x") else f"{noun}s"
    return f"{number:,} {noun if number == 1 else plural}"


def slugify(words: str) -> str:
    """Return words as an id, `Convénio_2` as `convenio-2`; nothing where no letter is Latin."""
    letters = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return re.sub(
        "[^a-z0-9]+",
        "-",
        letters.lower(),
    ).strip("-")


def near_matches(
    word: str,
    known: Iterable[str],
) -> list[str]:
    """Return up to three of the known ids that resemble `word`, or else that contain it.

    Only the first 100 characters are compared, so that the cost of a long word is bounded.
    """
    word = re.sub(
        "[ _]",
        "-",
        word[:100].lower(),
    ).strip("-/")
    ids = list(known)
    containing = [slug for slug in ids if word in slug.split("-")]
    return get_close_matches(word, ids) or containing[:3]
