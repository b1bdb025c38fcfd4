"""Quotes and places: looked up in the texts of the sources."""

import unicodedata
from pathlib import Path

import pytest

from app.data.checks import check
from tests.data.breaking import change, problems, rows

SOURCE = "the-newspaper-2020-05-02"
TEXT = """\
The Newspaper

Agreement on Joint Research
By our own reporter

  First Town and Second Town will do research together, and no third town\u2019s.
The agreement was signed yesterday. The mayor said: “That was overdue!” Then all had cake.
About the agreement nothing else is known. The name of the paper it is on is Vellum
"""
ENTRY = "agreements/0/evidence"


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / f"{SOURCE}.txt").write_text(TEXT, encoding="utf-8")
    return folder


@pytest.mark.parametrize(("changes", "expected"), rows("quotes.txt"))
def test_each_quote_and_place(
    small: Path, texts: Path, changes: dict[str, object], expected: list[str]
) -> None:
    """Words and places are verified against the text."""
    change(small, changes)
    assert problems(small, texts) == expected


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("双方今天签署协议。第二句。", "双方今天签署协议"),
        ("「我们同意。」众人鼓掌。", "众人鼓掌。"),
        ("She said: “We agree.” All left.", "All left."),
        ("Was it late? It was.", "Was it late?"),
    ],
)
def test_a_whole_sentence_is_refused(
    small: Path, texts: Path, sentence: str, quote: str
) -> None:
    """In other scripts, and with its marks, too."""
    (texts / f"{SOURCE}.txt").write_text(TEXT + sentence, encoding="utf-8")
    change(small, {f"{ENTRY}/2/quote": quote, f"{ENTRY}/2/locator": "paragraph 4"})
    assert problems(small, texts) == [
        f"{ENTRY}/2/quote: the quote is a whole sentence. Quote a phrase of it: that is enough"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + TEXT,
        TEXT.replace(" ", "\u00a0"),
        unicodedata.normalize("NFD", TEXT),
        (
            "Agreement on Joint Research\n\nFirst Town and Second Town\nwill do research together,"
            " and\nno third town.\n\nThe agreement was signed\nyesterday, in the rain.\n"
        ),
    ],
    ids=["byte order mark", "no-break spaces", "decomposed", "broken lines"],
)
def test_a_text_is_read_as_what_it_says(small: Path, texts: Path, text: str) -> None:
    (texts / f"{SOURCE}.txt").write_text(text, encoding="utf-8")
    change(
        small,
        {f"{ENTRY}/2/quote": "signed yesterday", f"{ENTRY}/2/locator": "paragraph 2"},
    )
    quote = "First Town and Second Town will do research together"
    change(small, {f"{ENTRY}/1/quote": quote, f"{ENTRY}/1/locator": "paragraph 1"})
    assert problems(small, texts) == []


def test_what_is_verified_is_counted_by_kind(small: Path, texts: Path) -> None:
    change(
        small,
        {f"{ENTRY}/1/locator": "annex B", "parties/0/evidence/0/locator": "page 2"},
    )
    _, holds = check(small, texts)
    assert holds[-2:] == [
        "verified against source texts: 3 quotes, 1 headline, 2 paragraphs",
        "not verified: 1 annex, 1 page",
    ]


def test_a_text_in_another_encoding_is_told(small: Path, texts: Path) -> None:
    """Texts of other documents may stand beside and below those of the sources."""
    (texts / "other").mkdir()
    for name in ("notes.md", "notes.txt", f"{SOURCE}.txt", "other/unheard-of.txt"):
        (texts / name).write_bytes(b"\xff")
    assert problems(small, texts) == [f"{SOURCE}.txt: is not UTF-8. Save it as UTF-8"]
