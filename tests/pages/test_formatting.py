"""Formatting: the words of dates, sums and fields."""

import re

import pytest

from app.models import MODELS
from app.models.money import Money
from app.pages.formatting import (
    PHRASES,
    amount_in_words,
    date_in_words,
    money_in_words,
    value_in_words,
)


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
def test_a_date_is_said_as_precisely_as_it_is_known(edtf: str, words: str) -> None:
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


def test_a_sum_is_said_with_its_currency() -> None:
    valuation = Money(comparator="more-than", amount=4_500_000_000, currency="USD")
    assert money_in_words(valuation) == "more than US$4.5 billion"
    assert (
        money_in_words(Money(comparator="equal", amount=7, currency="XOF"))
        == "XOF\N{NO-BREAK SPACE}7"
    )


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("side", "far-shore", "Far Shore"),
        ("kind", "government-body", "government body"),
        ("first_words", "In the", "“In the”"),
        ("url", "https://example.org/a", "example.org"),
        ("published", "2018-05", "May 2018"),
        ("language", "zh-Hant", "traditional Chinese"),
        ("name/en", "A name", "A name"),
    ],
)
def test_a_value_is_said_by_its_type(path: str, value: str, words: str) -> None:
    model = MODELS["party"] if path == "side" else MODELS["source"]
    assert value_in_words(model, tuple(path.split("/")), value) == words


def test_every_object_within_a_resource_has_a_phrase_of_all_its_fields() -> None:
    elsewhere = {"Evidence", "Unknown"}
    schemas = [model.model_json_schema()["$defs"] for model in MODELS.values()]
    objects = {
        name: set(one["properties"])
        for parts in schemas
        for name, one in parts.items()
        if "properties" in one and name not in elsewhere
    }
    said = {name: set(re.findall("{(.*?)}", phrase)) for name, phrase in PHRASES.items()}
    assert objects == said
