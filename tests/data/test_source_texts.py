"""Quotes, held against the texts that they are from."""

from pathlib import Path

import pytest

from app.data.check import examine
from tests.data.breaking import Folder

EVENTS = "events.json"
QUOTE = "met with the Minister of Science and Technology"
TEXT = f"""A headline

Today the Secretary {QUOTE}. They talked.

“An ending.” She {QUOTE} again
"""


@pytest.fixture
def texts(folder: Folder, tmp_path: Path) -> Path:
    folder.change("sources.json", '"accessed"', '"first_words": "Today the", "accessed"')
    (tmp_path / "info-gov-hk-2023-03-15.txt").write_text(TEXT, "utf-8")
    return tmp_path


def test_a_quote_that_is_in_its_text_is_verified(folder: Folder, texts: Path) -> None:
    report = examine(folder.path, texts)
    assert report.problems == ()
    assert (report.quotes.verified, report.quotes.unverifiable) == (1, 0)


@pytest.mark.parametrize(
    ("quote", "locator", "told"),
    [
        (
            "met with a Minister",
            "page",
            "the quote 'met with a Minister' is not in the text of 'info-gov-hk-2023-03-15'",
        ),
        ("They talked", "page", "the quote is a whole sentence: a phrase of it is enough"),
        ("They talked.", "page", "the quote is a whole sentence: a phrase of it is enough"),
        ("A headline", "headline", "the quote is a whole sentence: a phrase of it is enough"),
        ("the Secretary", "paragraph 2", "the quote is in paragraph 1, not 2"),
        (QUOTE, "paragraph 3", "the quote is in paragraph 1 and 2, not 3"),
        ("headline", "paragraph 1", "the quote is in paragraph none, not 1"),
    ],
)
def test_a_quote_that_is_not_a_phrase_of_the_passage(
    folder: Folder, texts: Path, quote: str, locator: str, told: str
) -> None:
    folder.change(EVENTS, QUOTE, quote)
    folder.change(
        EVENTS,
        f'"locator": "page",\n        "quote": "{quote}',
        f'"locator": "{locator}",\n        "quote": "{quote}',
    )
    remedy = "Quote a phrase of the passage, character by character."
    line = folder.line(EVENTS, '"quote"')
    problem = folder.only_problem(texts)
    assert str(problem) == f"  line {line}, /0/evidence/1/quote: {told}. {remedy}"


@pytest.mark.parametrize("sentence", ["双方签署协议。", "双方签署协议", "“双方签署协议"])
def test_a_sentence_in_chinese_is_a_sentence_too(
    folder: Folder, texts: Path, sentence: str
) -> None:
    (texts / "info-gov-hk-2023-03-15.txt").write_text(
        "开始。“双方签署协议。”之后在香港举行。", "utf-8"
    )
    folder.change(EVENTS, QUOTE, sentence)
    assert (
        folder.only_problem(texts).message
        == "the quote is a whole sentence: a phrase of it is enough"
    )


def test_a_phrase_of_a_sentence_in_chinese_is_none(folder: Folder, texts: Path) -> None:
    (texts / "info-gov-hk-2023-03-15.txt").write_text("开始。双方签署协议。", "utf-8")
    folder.change(EVENTS, QUOTE, "签署协议")
    assert folder.problems(texts) == ()


def test_without_first_words_paragraphs_are_not_counted(folder: Folder, tmp_path: Path) -> None:
    (tmp_path / "info-gov-hk-2023-03-15.txt").write_text(TEXT, "utf-8")
    folder.change(
        EVENTS, '"locator": "page",\n        "quote"', '"locator": "paragraph 9",\n        "quote"'
    )
    assert folder.problems(tmp_path) == ()


def test_a_quote_in_the_paragraph_that_is_named_is_verified(folder: Folder, texts: Path) -> None:
    old = '"locator": "page",\n        "quote"'
    folder.change(EVENTS, old, old.replace("page", "paragraph 2"))
    assert examine(folder.path, texts).quotes.verified == 1


def test_a_text_that_is_not_utf_8_is_a_problem_of_its_source(folder: Folder, texts: Path) -> None:
    (texts / "info-gov-hk-2023-03-15.txt").write_bytes(b"caf\xe9")
    told = "its text info-gov-hk-2023-03-15.txt is not UTF-8. Save that as UTF-8."
    assert str(folder.only_problem(texts)) == f"  line 2, /0: {told}"


def test_texts_of_what_is_no_source_are_not_looked_at(folder: Folder, tmp_path: Path) -> None:
    (tmp_path / "arrangement-2023.txt").write_bytes(b"caf\xe9")
    report = examine(folder.path, tmp_path)
    assert (report.problems, report.quotes.verified, report.quotes.unverifiable) == ((), 0, 1)
