"""Resources of the wrong shape: where exactly, and what the author is to write instead."""

from typing import NamedTuple

import pytest

from tests.data.breaking import Folder

AGREEMENTS, EVENTS, ORGANIZATIONS = "agreements.json", "events.json", "organizations.json"
SIGNED = '"signed": "2023-03-15"'
QUOTE = '"quote": "met with the Minister of Science and Technology"'
PAGE = '"locator": "page"'


class Broken(NamedTuple):
    """A change to a file, and what its author is told about it."""

    file: str
    old: str
    new: str
    at: str
    """What stands first on the line that is named."""
    pointer: str
    told: str


@pytest.mark.parametrize(
    "broken",
    [
        Broken(
            AGREEMENTS,
            '"kind": "arrangement",',
            "",
            '{\n    "id"',
            "/0",
            "the key 'kind' is missing. Add it.",
        ),
        Broken(
            AGREEMENTS,
            '"signed"',
            '"singed"',
            '"singed"',
            "/0/singed",
            "the key 'singed' is not known here. Did you mean 'signed'? If not, remove it.",
        ),
        Broken(
            AGREEMENTS,
            '"signed"',
            '"qqq"',
            '"qqq"',
            "/0/qqq",
            "the key 'qqq' is not known here. Remove it.",
        ),
        Broken(
            AGREEMENTS,
            '"en"',
            '"zh-hant"',
            '"zh-hant"',
            "/0/name/zh-hant",
            "the key 'zh-hant' is not known here. Did you mean 'zh-Hant'? If not, remove it.",
        ),
        Broken(
            AGREEMENTS,
            SIGNED,
            '"signed": 2023',
            '"signed"',
            "/0/signed",
            "2023 does not fit here. Write text in quotes.",
        ),
        Broken(
            AGREEMENTS,
            SIGNED,
            '"signed": null',
            '"signed"',
            "/0/signed",
            "null does not fit here. Write text in quotes, or leave it out.",
        ),
        Broken(
            AGREEMENTS,
            SIGNED,
            '"signed": true',
            '"signed"',
            "/0/signed",
            "true does not fit here. Write text in quotes.",
        ),
        Broken(
            EVENTS,
            '"concerns": [',
            '"concerns": null, "participants": [',
            '"conc',
            "/0/concerns",
            "null does not fit here. Write an array [ ], or leave it out.",
        ),
        Broken(
            AGREEMENTS,
            '"arrangement",',
            '"treaty",',
            '"kind"',
            "/0/kind",
            "'treaty' is not allowed here. Use 'arrangement' or 'agreement'.",
        ),
        Broken(
            AGREEMENTS,
            SIGNED,
            '"signed": "15.3.2023"',
            '"signed"',
            "/0/signed",
            "'15.3.2023' does not fit here. Write a date (EDTF) such as 2018, 2018-05,"
            " 2018-09-20, 2017-22 or 2004/2018-05.",
        ),
        Broken(
            AGREEMENTS,
            SIGNED,
            '"signed": "2023-02-29"',
            '"signed"',
            "/0/signed",
            "'2023-02-29' is no date: day is out of range for month. Correct it.",
        ),
        Broken(
            AGREEMENTS,
            SIGNED,
            '"signed": "2023/2022"',
            '"signed"',
            "/0/signed",
            "the interval '2023/2022' ends before it begins. Correct it.",
        ),
        Broken(
            "dataset.json",
            '"2026-11-22"',
            '"2026-11-31"',
            '"modified"',
            "/modified",
            "'2026-11-31' is no day: day is out of range for month. Correct it.",
        ),
        Broken(
            "dataset.json",
            '"1.0.0"',
            '"1.0"',
            '"version"',
            "/version",
            "'1.0' does not fit here: string should have at least 5 characters. Correct it.",
        ),
        Broken(
            EVENTS,
            QUOTE,
            '"quote": "' + "a " * 15 + 'a"',
            '"quote"',
            "/0/evidence/1/quote",
            "a quote is a phrase of at most 15 words. Shorten it.",
        ),
        Broken(
            EVENTS,
            QUOTE,
            '"quote": "' + "a" * 101 + '"',
            '"quote"',
            "/0/evidence/1/quote",
            f"'{'a' * 59}… does not fit here: string should have at most 100 characters."
            " Correct it.",
        ),
        Broken(
            EVENTS,
            QUOTE,
            '"quote": "a\\nb"',
            '"quote"',
            "/0/evidence/1/quote",
            "'a\\nb' does not fit here. Write a phrase on one line, without spaces around it.",
        ),
        Broken(
            EVENTS,
            PAGE,
            '"locator": "p. 5"',
            '"locator"',
            "/0/evidence/0/locator",
            "'p. 5' does not fit here. Write a place such as 'paragraph 5', 'headline', 'byline'"
            " or 'page'.",
        ),
        Broken(
            EVENTS,
            '"/name/en"',
            '"name/en"',
            '"name/en"',
            "/0/evidence/0/supports/0",
            "'name/en' does not fit here. Write a JSON pointer such as /name/en or /parties/0.",
        ),
        Broken(
            ORGANIZATIONS,
            '"/name/en"',
            "",
            '"supports"',
            "/0/evidence/0/supports",
            "is empty. Write at least one entry.",
        ),
        Broken(
            ORGANIZATIONS,
            '"HK Government"',
            '" "',
            '" "',
            "/0/name/en",
            "' ' does not fit here. Write text that is not empty.",
        ),
        Broken(
            ORGANIZATIONS,
            '"en": "HK Government"',
            "",
            '"name"',
            "/0/name",
            "no language is given. Add at least one of en, zh-Hant, zh-Hans.",
        ),
        Broken(
            "sources.json",
            '"https:',
            '"htps:',
            '"url"',
            "/0/url",
            "'htps://www.info.gov.hk/gia/general/202303/15/P2023031500832… does not fit here."
            " Write a web address that begins with http:// or https://.",
        ),
        Broken(
            AGREEMENTS,
            '"id": "arr',
            '"id": "Arr',
            '"id"',
            "/0/id",
            "'Arrangement-2023' does not fit here. Write an id: lower-case letters, digits and"
            " single hyphens.",
        ),
        Broken(
            "areas.json",
            "[]",
            "[\n{},\n[5]]",
            "[5]",
            "/1",
            "the value does not fit here. Write an object { }.",
        ),
    ],
    ids=lambda broken: broken.new or broken.told,
)
def test_an_author_is_told_where_and_what(folder: Folder, broken: Broken) -> None:
    folder.change(broken.file, broken.old, broken.new)
    found = {(one.file, one.pointer): one for one in folder.problems()}
    line = folder.line(broken.file, broken.at)
    told = str(found[broken.file, broken.pointer])
    assert told == f"  line {line}, {broken.pointer}: {broken.told}"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            '"arrangement-2023"',
            '"arrangment-2023"',
            (
                "no resource has the id 'arrangment-2023'. Did you mean 'arrangement-2023' or"
                " 'arrangement-of-2023'?"
            ),
        ),
        ('"arrangement-2023"', '"qqqqqqq"', "no resource has the id 'qqqqqqq'. Correct it."),
        (
            '"arrangement-2023"',
            '{"id": "arrangement-2023"}',
            "a reference is written as the id of a resource, in quotes. Correct it.",
        ),
    ],
)
def test_a_reference_that_leads_nowhere(folder: Folder, old: str, new: str, told: str) -> None:
    folder.change(EVENTS, f"      {old}\n", f"      {new}\n")
    line = folder.line(EVENTS, new)
    assert str(folder.only_problem()) == f"  line {line}, /0/concerns/0: {told}"


def test_a_reference_to_another_type_than_belongs_there(folder: Folder) -> None:
    folder.change(
        ORGANIZATIONS, '"source": "info-gov-hk-2023-03-15"', '"source": "arrangement-2023"'
    )
    told = "'arrangement-2023' is of type agreement. Here it must be of type source."
    assert str(folder.only_problem()) == f"  line 13, /0/evidence/0/source: {told}"


def test_a_name_that_cannot_be_is_told_where_it_is_written_only(folder: Folder) -> None:
    folder.change(ORGANIZATIONS, '"HK Government"', '" "')
    assert folder.only_problem().file == ORGANIZATIONS


def test_an_id_that_is_taken_in_another_file(folder: Folder) -> None:
    folder.change(EVENTS, '"arrangement-of-2023"', '"arrangement-2023"')
    told = (
        "the id 'arrangement-2023' is used in agreements.json at /0 too. Give it an id of its own."
    )
    assert str(folder.only_problem()) == f"  line 3, /0/id: {told}"


def test_an_id_that_is_taken_in_the_same_file(folder: Folder) -> None:
    text = (folder.path / ORGANIZATIONS).read_text("utf-8").strip().strip("[]")
    folder.write(ORGANIZATIONS, f"[{text.rstrip()},{text}]")
    told = "the id 'hksar-government' is used in organizations.json at /0 too"
    problem = folder.only_problem()
    assert (problem.pointer, problem.message) == ("/1/id", told)


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("5.5", "5.5 does not fit here. Write true or false or a whole number or text in quotes"),
        ('{"a": 1}', "the value does not fit here. Write true or false or a whole number or text"),
        ("[7]", "7 does not fit here. Write text in quotes."),
        ('["Not an id"]', "'Not an id' does not fit here. Write an id: lower-case"),
    ],
)
def test_a_value_of_no_kind_that_there_is_is_told_once(
    folder: Folder, value: str, told: str
) -> None:
    folder.change(EVENTS, QUOTE, f'"value": {value}')
    (problem,) = (one for one in folder.problems() if "value" in one.pointer)
    assert told in str(problem)
