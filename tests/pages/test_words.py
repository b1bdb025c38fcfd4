"""Dates, names, numbers and lines as the page writes them."""

import pytest

from app.models import MODELS
from app.models.schema import served_schema
from app.models.text import LanguageMap
from app.pages.dates import in_words, machine
from app.pages.names import english, listed, names_of, shown
from app.pages.phrases import DATES, counted, label_of, phrase_of
from app.pages.wrapping import width, wrap


@pytest.mark.parametrize(
    ("date", "words", "attribute"),
    [
        ("2018-09-20", "20 September 2018", "2018-09-20"),
        ("2018-05", "May 2018", "2018-05"),
        ("2018", "2018", "2018"),
        ("2017-22", "summer 2017", ""),
        ("2017-24", "winter 2017", ""),
        ("2018?", "2018 (uncertain)", ""),
        ("2018-05~", "about May 2018", ""),
        ("2018-05-01%", "about 1 May 2018 (uncertain)", ""),
        ("2018-07-27/2018-07-28", "27 July 2018 to 28 July 2018", ""),
    ],
)
def test_dates_are_as_precise_as_they_are_known(date: str, words: str, attribute: str) -> None:
    assert in_words(date) == words
    assert machine(date) == attribute


def test_every_date_of_every_model_is_written_as_one() -> None:
    found = set()

    def look(schema: object, name: str) -> None:
        if isinstance(schema, dict):
            if schema.get("format") == "edtf":
                found.add(name)
            for key, part in schema.items():
                look(part, name if key in {"anyOf", "oneOf", "items"} else key)
        elif isinstance(schema, list):
            for part in schema:
                look(part, name)

    for kind in MODELS:
        look(served_schema(kind), "")
    assert found == DATES


def test_a_name_falls_back_to_the_script_that_is_nearest() -> None:
    names = names_of(LanguageMap.model_validate({"en": "Research", "zh-Hans": "科研"}))
    assert [(one.lang, one.choices) for one in names] == [
        ("en", ("en",)),
        ("zh-Hans", ("zh-Hant", "zh-Hans")),
    ]
    assert shown(names, "zh-Hant").words == "科研"


def test_lists_have_the_commas_of_their_language() -> None:
    one = names_of(LanguageMap.model_validate({"en": "A", "zh-Hant": "甲"}))
    assert [each.words for each in listed([one, one])] == ["A, A", "甲、甲"]
    assert listed([]) == ()


def test_fields_and_numbers_are_said_in_words() -> None:
    assert label_of("launched_by") == "Launched by"
    assert label_of("url") == "Address"
    assert counted(1, "area") == "one area"
    assert counted(6, "area") == "six areas"
    assert counted(1234, "party", "parties") == "1,234 parties"
    assert phrase_of(LanguageMap)[0] == (", ", "en", "")


def test_lines_break_at_words_and_between_characters() -> None:
    assert wrap("one two three", 50, 10) == ("one two", "three")
    assert wrap("科學技術部、與香港", 41, 10) == ("科學技術", "部、與香", "港")
    assert wrap("a 科學b", 1000, 10) == ("a 科學b",)
    assert wrap("", 50, 10) == ("",)


def test_no_line_is_wider_than_its_room() -> None:
    words = "Incomprehensibilities " * 3 + "深" * 30 + "x" * 200 + "\u202e"
    lines = wrap(words, 80, 10, bold=True)
    assert all(width(line, 10, bold=True) <= 80 for line in lines)
    assert "".join(lines).replace(" ", "") == words.replace(" ", "").rstrip("\u202e")


def test_marks_without_width_have_none() -> None:
    assert width("\u202e\u200f\u0301", 10) == 0
    assert english("a")[0].css == "v in-en in-zh-Hant in-zh-Hans"
