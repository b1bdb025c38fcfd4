"""Formatting: dates, sums, languages and labels in words, as a newspaper prints them."""

import unicodedata
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, TypeAlias
from urllib.parse import urlsplit

from app.models.agreement import RelatedAgreement, Signatory
from app.models.base import Model
from app.models.event import Participant
from app.models.money import DatedSum, Money
from app.models.organization import FundingRound
from app.models.person import Office
from app.models.source import Part

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
# The numbers of seasons are those of ISO 8601-2:2019, table A.4.
_SEASONS: Mapping[int, str] = MappingProxyType(
    {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
)
_QUALIFIED: Mapping[str, str] = MappingProxyType(
    {"": "{}", "?": "{} (uncertain)", "~": "about {}", "%": "about {} (uncertain)"}
)


def date_in_words(edtf: str) -> str:
    """Return an EDTF date as people write it: `31 May 1999`, `May 1999`, `summer 1999`."""
    return " to ".join(_one_date(part) for part in edtf.split("/"))


def _one_date(edtf: str) -> str:
    plain = edtf.rstrip("?~%")
    year, *rest = (int(part) for part in plain.split("-"))
    months = [_SEASONS[part] if part in _SEASONS else _MONTHS[part - 1] for part in rest[:1]]
    days = [str(part) for part in rest[1:]]
    return _QUALIFIED[edtf[len(plain) :]].format(" ".join([*days, *months, str(year)]))


_MILLION, _BILLION = 10**6, 10**9
_COMPARED: Mapping[str, str] = MappingProxyType(
    {"equal": "", "more-than": "more than", "less-than": "less than", "about": "about"}
)


def amount_in_words(amount: int) -> str:
    """Return a sum to its last unit, round millions and billions in words: `1.2 billion`."""
    for unit, word in ((_BILLION, "billion"), (_MILLION, "million")):
        if amount >= unit and amount * 100 % unit == 0:
            return f"{amount / unit:,.2f}".rstrip("0").rstrip(".") + f" {word}"
    return f"{amount:,}"


_LANGUAGES: Mapping[str, str] = MappingProxyType(
    {
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
)
_TURNING = frozenset(
    {"R", "AL", "AN", "LRE", "LRO", "RLE", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
)


def language_in_words(tag: str) -> str:
    """Return what a language (BCP 47) is called; of those not listed here the tag itself."""
    return _LANGUAGES.get(tag, tag)


def is_turning(text: str) -> bool:
    """Return whether words may change the direction of those around them (UAX #9)."""
    return any(unicodedata.bidirectional(letter) in _TURNING for letter in text)


DATES = frozenset(
    {
        *("accessed", "announced", "as_of", "date", "deadline", "expires", "founded"),
        *("in_force", "launched", "made", "published", "signed"),
    }
)
"""The fields that hold a date."""

SLUGS = frozenset({"kind", "relation", "role", "side"})
"""The fields that hold an open word, spelled with hyphens."""

LANGUAGES = frozenset({"language", "languages"})
"""The fields that hold the tag of a language."""

_IN_WORDS: Mapping[str, Callable[[Any], str]] = MappingProxyType(
    {
        **dict.fromkeys(DATES, date_in_words),
        **dict.fromkeys(SLUGS, lambda slug: slug.replace("-", " ")),
        **dict.fromkeys(LANGUAGES, language_in_words),
        "side": lambda slug: slug.replace("-", " ").title(),
        "amount": amount_in_words,
        "comparator": lambda word: _COMPARED[word],
        # What a document says is in quotation marks, as it is nowhere else but in the notes.
        "first_words": "“{}”".format,
        # The whole is where the link leads, and on paper.
        "url": lambda url: urlsplit(url).netloc,
    }
)


def in_words(field: str, value: object) -> str:
    """Return the words for a value without parts, by the field that holds it."""
    return _IN_WORDS.get(field, str)(value)


_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "because": "Why",
        "by": "Entrusted by",
        "concerns": "About",
        "context": "To be read with",
        "first_words": "Begins",
        "focus": "Works on",
        "founded_at": "Founded at",
        "made": "Said or printed",
        "now": "It says now",
        "occasion": "On the occasion of",
        "participants": "Who took part",
        "position": "Number",
        "signatories": "Signed by",
        "subjects": "Concerns",
        "total_financing": "Financing in all",
        "url": "Address",
        "was": "The record said",
    }
)


def label_of(field: str) -> str:
    """Return what to call a field."""
    return _LABELS.get(field, field.replace("_", " ").capitalize())


Phrase: TypeAlias = tuple[tuple[str, str, str], ...]
"""For each part in turn: the words before it, its field, the words after it."""

PHRASES: Mapping[type[Model], Phrase] = MappingProxyType(
    {
        Signatory: (("", "office", ""), (", ", "person", ""), (", for ", "party", "")),
        RelatedAgreement: (("", "relation", ""), (": ", "agreement", "")),
        Office: (("", "title", ""), (", ", "body", ""), (" (on ", "as_of", ")")),
        FundingRound: (
            ("", "name", ""),
            (", ", "money", ""),
            (", ", "announced", ""),
            (", led by ", "led_by", ""),
        ),
        Money: (("", "comparator", " "), ("", "currency", " "), ("", "amount", "")),
        DatedSum: (("", "money", ""), (", as of ", "as_of", "")),
        Participant: (("", "who", ""), (", ", "role", "")),
        Part: (
            ("", "title", ""),
            (", paragraphs ", "first_paragraph", ""),
            (" to ", "last_paragraph", ""),
            (", by ", "authors", ""),
        ),
    }
)
"""How the parts of a value are put in a phrase."""

FIRST: Mapping[str, str] = MappingProxyType({", for ": "someone for "})
"""What the words before a part become at the beginning of a phrase; all others are left out."""

_NUMBERS = (
    *("no", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)


def counted(count: int, noun: str) -> str:
    """Return a number with its noun, in words up to twelve: `one area`, `two areas`."""
    number = _NUMBERS[count] if count < len(_NUMBERS) else f"{count:,}"
    return f"{number} {noun if count == 1 else f'{noun}s'}"
