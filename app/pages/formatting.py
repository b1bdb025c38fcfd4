"""Formatting: dates, sums, languages and labels in words, as a newspaper prints them."""

import unicodedata
from calendar import month_name
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from pydantic import MISSING

# The numbers of seasons are those of ISO 8601-2:2019, table A.4.
_SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
_QUALIFIED = {"": "{}", "?": "{} (uncertain)", "~": "about {}", "%": "about {} (uncertain)"}


def date_in_words(edtf: str) -> str:
    """Return an EDTF date as people write it: `31 May 1999`, `May 1999`, `summer 1999`."""
    if "/" in edtf:
        return " to ".join(map(date_in_words, edtf.split("/")))
    plain = edtf.rstrip("?~%")
    year, *rest = map(int, plain.split("-"))
    months = [_SEASONS.get(part) or month_name[part] for part in rest[:1]]
    words = " ".join([*map(str, rest[1:]), *months, str(year)])
    return _QUALIFIED[edtf[len(plain) :]].format(words)


def amount_in_words(amount: int) -> str:
    """Return a sum to its last unit, round millions and billions in words: `1.2 billion`."""
    for unit, word in ((10**9, "billion"), (10**6, "million")):
        if amount >= unit and amount * 100 % unit == 0:
            return f"{amount / unit:,.2f}".rstrip("0").rstrip(".") + f" {word}"
    return f"{amount:,}"


_LANGUAGES = {
    "ar": "Arabic",
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "he": "Hebrew",
    "ja": "Japanese",
    "ko": "Korean",
    "pt": "Portuguese",
    "ru": "Russian",
    "zh": "Chinese",
    "zh-Hans": "simplified Chinese",
    "zh-Hant": "traditional Chinese",
}
"""What languages (BCP 47) are called; of those not listed here the tag itself is shown."""

DATES = (
    *("accessed", "announced", "as_of", "date", "deadline", "expires", "founded"),
    *("in_force", "launched", "made", "published", "signed"),
)
"""The fields that hold a date."""

SLUGS = ("kind", "relation", "role", "scheme", "side")
"""The fields that hold an open word, spelled with hyphens."""

_IN_WORDS: Mapping[str, Callable[[Any], str]] = {
    **dict.fromkeys(DATES, date_in_words),
    **dict.fromkeys(SLUGS, lambda slug: slug.replace("-", " ")),
    "side": lambda slug: slug.replace("-", " ").title(),
    "scheme": str,
    **dict.fromkeys(("language", "languages"), lambda tag: _LANGUAGES.get(tag, tag)),
    "amount": amount_in_words,
    "comparator": lambda slug: "" if slug == "equal" else slug.replace("-", " "),
    # What a document says is in quotation marks, as it is nowhere else but in the notes.
    "first_words": "“{}”".format,
    # The whole is where the link leads, and on paper.
    "url": lambda url: urlsplit(url).netloc,
}


def in_words(pointer: str, value: object) -> str:
    """Return the words for a value without parts, by the field that holds it or the list of it."""
    field = pointer.rstrip("/0123456789").rpartition("/")[2]
    return _IN_WORDS.get(field, str)(value)


PHRASES: Mapping[str, Mapping[str, str]] = {
    "Signatory": {"office": "", "person": ", ", "party": ", for "},
    "RelatedAgreement": {"relation": "", "agreement": ": "},
    "Office": {"title": "", "body": ", ", "as_of": ", as of "},
    "FundingRound": {"name": "", "money": ", ", "announced": ", ", "led_by": ", led by "},
    "Money": {"comparator": "", "currency": " ", "amount": " "},
    "DatedSum": {"money": "", "as_of": ", as of "},
    "Identifier": {"scheme": "", "value": " "},
    "Participant": {"who": "", "role": ", "},
    "Part": {
        "title": "",
        "first_paragraph": ", paragraphs ",
        "last_paragraph": " to ",
        "authors": ", by ",
    },
}
"""The fields of each value with parts, in the order of a phrase, and the words before each."""


def is_known(value: object) -> bool:
    """Return whether a field says something: what is absent, or an empty list, is unknown."""
    return value is not MISSING and value != ()


def parts_of(value: object) -> list[tuple[str, str, object, str]]:
    """Return the parts of a value: the words before each, its key, itself, and its language.

    Names are in English first; what is no name has an empty language.
    """
    if isinstance(value, dict):
        names = sorted(value.items(), key=lambda name: name[0] != "en")
        return [(", ", tag, words, tag) for tag, words in names]
    if isinstance(value, tuple):
        return [(", ", str(index), part, "") for index, part in enumerate(value)]
    phrase = PHRASES.get(type(value).__name__, {})
    parts = [(lead, field, getattr(value, field), "") for field, lead in phrase.items()]
    return [part for part in parts if is_known(part[2])]


# How Unicode classifies letters that are written from the right, Arabic numbers, and controls.
_TURNING = {"R", "AL", "AN", "LRE", "LRO", "RLE", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


def changes_direction(text: str) -> bool:
    """Return whether words may change the direction of those around them (UAX #9)."""
    return any(unicodedata.bidirectional(letter) in _TURNING for letter in text)
