"""Formatting: the words of dates, sums and fields."""

import pytest

from app.models import MODELS
from app.models.base import SLUG_PATTERN
from app.models.edtf import EDTF_PATTERN
from app.pages.formatting import (
    DATES,
    PHRASES,
    SLUGS,
    amount_in_words,
    date_in_words,
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


def fields_with(pattern: str) -> set[str]:
    """Return the fields of all models whose text has to match a pattern."""
    found = set()
    for model in MODELS.values():
        schema = model.model_json_schema(mode="serialization")  # in which references are no slugs
        for part in (schema, *schema.get("$defs", {}).values()):
            for name, field in part.get("properties", {}).items():
                if field.get("pattern") == pattern:
                    found.add(name)
    return found


def test_every_date_and_open_word_of_a_model_is_said_as_one() -> None:
    assert fields_with(EDTF_PATTERN) == set(DATES)
    assert fields_with(SLUG_PATTERN) - {"id"} == set(SLUGS)


def test_every_object_within_a_resource_has_a_phrase_of_all_its_fields() -> None:
    elsewhere = {"Evidence", "Unknown"}
    schemas = [model.model_json_schema()["$defs"] for model in MODELS.values()]
    objects = {
        name: set(one["properties"])
        for parts in schemas
        for name, one in parts.items()
        if "properties" in one and name not in elsewhere
    }
    assert objects == {name: set(phrase) for name, phrase in PHRASES.items()}
