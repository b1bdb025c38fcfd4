"""Formatting: the words of dates, sums and fields."""

import re

import pytest

from app.data.dataset import Dataset
from app.models import MODELS
from app.models.reference import ResourceType
from app.pages.formatting import PHRASES, amount_in_words, date_in_words, leaf_of


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2018-09-20", "20 September 2018"),
        ("2018-05", "May 2018"),
        ("2004", "2004"),
        ("2017-22", "summer 2017"),
        ("2017-24", "winter 2017"),
        ("2018-05?", "May 2018 (uncertain)"),
        ("2018~", "about 2018"),
        ("2018-09-01%", "about 1 September 2018 (uncertain)"),
        ("2004/2018-05", "2004 to May 2018"),
        ("2017-06-29/2017-07-01", "29 June 2017 to 1 July 2017"),
    ],
)
def test_dates_are_said_as_precise_as_known(edtf: str, words: str) -> None:
    assert date_in_words(edtf) == words


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "0"),
        (999_999, "999,999"),
        (1_000_000, "1 million"),
        (600_000_000, "600 million"),
        (1_600_000_000, "1.6 billion"),
        (4_510_000_000, "4.51 billion"),
        (4_512_000_000, "4,512 million"),
        (123_456_780_000, "123,456.78 million"),
        (1_234_567_891, "1,234,567,891"),
    ],
)
def test_a_sum_is_said_to_its_last_unit(amount: int, words: str) -> None:
    assert amount_in_words(amount) == words


@pytest.mark.parametrize(
    ("type_", "pointer", "value", "words"),
    [
        ("party", "/side", "far-shore", "Far Shore"),
        ("source", "/kind", "government-body", "government body"),
        ("source", "/first_words", "In the", "“In the”"),
        ("source", "/url", "https://example.org/a", "example.org"),
        ("source", "/url", "http://[x?a", "[x"),
        ("source", "/published", "2018-05", "May 2018"),
        ("source", "/language", "zh-Hant", "traditional Chinese"),
        ("source", "/name/en", "A name", "A name"),
        ("area", "/position", 4, "4"),
        ("funding-scheme", "/budget/comparator", "more-than", "more than"),
        ("funding-scheme", "/budget/comparator", "equal", ""),
        ("funding-scheme", "/budget/currency", "USD", "US$"),
        ("funding-scheme", "/budget/currency", "XOF", "XOF\N{NO-BREAK SPACE}"),
        ("funding-scheme", "/budget/amount", 4_500_000_000, "4.5 billion"),
    ],
)
def test_a_value_is_said_by_its_type(
    dataset: Dataset, type_: ResourceType, pointer: str, value: object, words: str
) -> None:
    resource = next(iter(dataset.collections[type_].by_id.values()))
    assert leaf_of(dataset, resource, pointer, value).text == words


def test_every_object_has_a_phrase() -> None:
    """Of all its fields."""
    elsewhere = {"Evidence", "Unknown"}
    schemas = [model.model_json_schema()["$defs"] for model in MODELS.values()]
    objects = {
        name: set(one["properties"])
        for parts in schemas
        for name, one in parts.items()
        if "properties" in one and name not in elsewhere
    }
    said = {
        name: set(re.findall("{(.*?)}", phrase)) for name, phrase in PHRASES.items()
    }
    assert objects == said
