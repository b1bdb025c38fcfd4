"""Words of ours around the data: labels of fields, and how their parts are put in a phrase."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeAlias

from app.models.agreement import RelatedAgreement, Signatory
from app.models.base import Model
from app.models.event import Participant
from app.models.money import DatedSum
from app.models.organization import FundingRound
from app.models.person import Office
from app.models.source import Part

Phrase: TypeAlias = tuple[tuple[str, str, str], ...]
"""For each part in turn: the words before it, its field, the words after it."""

_PHRASES: Mapping[type[Model], Phrase] = MappingProxyType(
    {
        Signatory: (("", "office", ""), (", ", "person", ""), (", for ", "party", "")),
        RelatedAgreement: (("", "relation", " "), (" ", "agreement", "")),
        Office: (("", "title", ""), (", ", "body", ""), (" (on ", "as_of", ")")),
        FundingRound: (
            ("", "name", ""),
            (", ", "money", ""),
            (", ", "announced", ""),
            (", led by ", "led_by", ""),
        ),
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

DATES = frozenset(
    {
        *("accessed", "announced", "as_of", "date", "deadline", "founded", "launched"),
        *("made", "published", "signed"),
    }
)
"""The fields that hold an EDTF date."""

AMOUNTS: Mapping[str, str] = MappingProxyType(
    {"equal": "", "more-than": "more than ", "less-than": "less than ", "about": "about "}
)
"""How the comparator of a sum is said."""

_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "by": "Entrusted by",
        "as_of": "On",
        "concerns": "About",
        "context": "To be read with",
        "first_words": "Begins",
        "focus": "Works on",
        "founded_at": "Founded at",
        "led_by": "Led by",
        "made": "Said or printed",
        "occasion": "On the occasion of",
        "participants": "Who took part",
        "position": "Number",
        "total_financing": "Financing in all",
        "url": "Address",
    }
)
_NUMBERS = (
    *("no", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)


def label_of(field: str) -> str:
    """Return what to call a field."""
    return _LABELS.get(field, field.replace("_", " ").capitalize())


def phrase_of(model: type[Model]) -> Phrase:
    """Return how the parts of a model are put in a phrase: one after the other if not told."""
    return _PHRASES.get(model) or tuple((", ", name, "") for name in model.model_fields)


def number(count: int) -> str:
    """Return a number as a newspaper prints it: in words up to twelve."""
    return _NUMBERS[count] if count < len(_NUMBERS) else f"{count:,}"


def counted(count: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun: `one area`, `two areas`."""
    return f"{number(count)} {noun if count == 1 else plural or f'{noun}s'}"
