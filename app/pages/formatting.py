"""Formatting: dates, sums, languages and labels in words, as a newspaper prints them."""

import re
import unicodedata
from calendar import month_name
from string import Formatter
from typing import NamedTuple

from pydantic import MISSING

from app.data.dataset import Dataset
from app.data.pointers import resolve, split
from app.models import Resource
from app.models.edtf import numbers_of
from app.models.reference import Reference
from app.models.value_type import field_at, value_type

# The numbers of seasons are those of ISO 8601-2:2019, table A.4.
_SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
_MONTHS_AND_SEASONS = dict(enumerate(month_name)) | _SEASONS
_QUALIFIED = {"?": "{} (uncertain)", "~": "about {}", "%": "about {} (uncertain)"}


def date_in_words(edtf: str) -> str:
    """Return an EDTF date as people write it: `31 May 1999`, `May 1999`, `summer 1999`."""
    if "/" in edtf:
        return " to ".join(map(date_in_words, edtf.split("/")))
    match numbers_of(edtf):
        case (year, month, day):
            words = f"{day} {_MONTHS_AND_SEASONS[month]} {year}"
        case (year, month):
            words = f"{_MONTHS_AND_SEASONS[month]} {year}"
        case numbers:
            words = str(numbers[0])
    return _QUALIFIED.get(edtf[-1], "{}").format(words)


_UNITS = {10**9: "billion", 10**6: "million"}


def amount_in_words(amount: int) -> str:
    """Return a sum to its last unit, round millions and billions in words: `1.2 billion`."""
    for unit, word in _UNITS.items():
        has_two_decimals = amount * 100 % unit == 0
        if amount >= unit and has_two_decimals:
            digits = f"{amount / unit:,}".removesuffix(".0")
            return f"{digits} {word}"
    return f"{amount:,}"


_CURRENCIES = {"USD": "US$", "HKD": "HK$", "EUR": "€", "GBP": "£", "JPY": "¥"}
"""What stands before a sum for a currency (ISO 4217); of those not listed here its code does."""


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


def language_in_words(tag: str) -> str:
    """Return what a language (BCP 47) is called in English, or its tag."""
    return _LANGUAGES.get(tag, tag)


def slug_in_words(slug: str) -> str:
    """Return an open word as people write it, with spaces for hyphens."""
    return slug.replace("-", " ")


PHRASES = {
    "Signatory": "{office}, {person}, for {party}",
    "RelatedAgreement": "{relation}: {agreement}",
    "Office": "{title}, {body}, as of {as_of}",
    "FundingRound": "{name}, {money}, {announced}, led by {led_by}",
    "Money": "{comparator} {currency}{amount}",
    "DatedSum": "{money}, as of {as_of}",
    "Identifier": "{scheme} {value}",
    "Participant": "{who}, {role}",
    "Part": "{title}, paragraphs {first_paragraph} to {last_paragraph}, by {authors}",
}
"""How each value with parts is said; what is not known is left out, with the words before it."""


def is_known(value: object) -> bool:
    """Return whether a field says something: what is absent, or an empty list, is unknown."""
    return value is not MISSING and value != ()


class Part(NamedTuple):
    """A part of a value, as a phrase has it."""

    lead: str
    """The words before it, unless it is the first."""
    key: str
    """The segment of the JSON pointer that leads to it: of a name its language (BCP 47)."""
    value: object


def parts_of(value: object) -> list[Part]:
    """Return the parts of a value in the order of a phrase; none for what has no parts.

    Names are in English first.
    """
    if isinstance(value, dict):
        english_first = sorted(value, key=lambda tag: tag != "en")
        return [Part(", ", tag, value[tag]) for tag in english_first]
    if isinstance(value, tuple):
        return [Part(", ", str(index), part) for index, part in enumerate(value)]
    parts = []
    phrase = PHRASES.get(type(value).__name__, "")
    for lead, field, *_ in Formatter().parse(phrase):
        key = str(field)
        part = Part(lead, key, getattr(value, key))
        if is_known(part.value):
            parts.append(part)
    return parts


class Leaf(NamedTuple):
    """A value without parts as the page shows it."""

    text: str
    language: str = "en"
    """Its language (BCP 47): of a name its own, of other text the dataset's, else English."""
    href: str = ""
    """Where it leads: an address, or a place on the page; empty for what is no link."""


def leaf_of(  # noqa: C901, PLR0911 -- a case for each type of value
    dataset: Dataset,
    resource: Resource,
    pointer: str,
    value: object,
) -> Leaf:
    """Return the value at a pointer, which has no parts, in words, and where it leads.

    What refers to a resource is a reference, or an id as it is authored.
    """
    text = value.id if isinstance(value, Reference) else str(value)
    path = split(pointer)
    match path[-1]:
        case "side":
            return Leaf(slug_in_words(text).title())
        case "first_words":
            # What a document says is in quotation marks, as it is nowhere else but in the notes.
            language = dataset.authored[resource.id]["language"]
            return Leaf(f"“{text}”", str(language))
        case "comparator":
            return Leaf("" if text == "equal" else slug_in_words(text))
        case "currency":
            return Leaf(_CURRENCIES.get(text, f"{text}\N{NO-BREAK SPACE}"))
        case "amount":
            return Leaf(amount_in_words(int(text)))
    match value_type(type(resource), *path):
        case "reference":
            name = parts_of(dataset.by_id[text].name)[0]
            return Leaf(str(name.value), name.key, f"#{text}")
        case "text":
            return Leaf(text, language_at(dataset, resource, pointer))
        case "date":
            return Leaf(date_in_words(text))
        case "language":
            return Leaf(language_in_words(text))
        case "url":
            # The whole is where the link leads, and on paper.
            _, _, host, *_ = re.split("[/?#]", text)
            return Leaf(host, href=text)
    return Leaf(slug_in_words(text))


def language_at(dataset: Dataset, resource: Resource, pointer: str) -> str:
    """Return the language (BCP 47) of the text at a pointer: of a quote that of its source."""
    path = split(pointer)
    if path[-1] == "quote":
        around = pointer.removesuffix("/quote")
        entry = resolve(dataset.authored[resource.id], around)
        source = dataset.authored[entry["source"]]
        return str(source["language"])
    _, language = field_at(type(resource), path)
    return language or dataset.info.language


# How Unicode classifies letters that are written from the right, Arabic numbers, and controls.
_TURNING = {
    "R",
    "AL",
    "AN",
    "LRE",
    "LRO",
    "RLE",
    "RLO",
    "PDF",
    "LRI",
    "RLI",
    "FSI",
    "PDI",
}


def changes_direction(text: str) -> bool:
    """Return whether words may change the direction of those around them (UAX #9)."""
    if text.isascii():
        return False
    return any(unicodedata.bidirectional(letter) in _TURNING for letter in text)
