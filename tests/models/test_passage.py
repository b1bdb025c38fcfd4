"""Links to passages: encoded as the specification of URL fragment text directives says."""

import pytest

from app.models.passage import passage_link

PAGE = "http://example.org/a?b=c"


@pytest.mark.parametrize(
    ("words", "directive"),
    [
        ("signed an agreement", "text=signed%20an%20agreement"),
        ("home-grown unicorn", "text=home%2Dgrown%20unicorn"),
        ("Baidu, Alibaba", "text=Baidu%2C%20Alibaba"),
        ("R&D collaboration", "text=R%26D%20collaboration"),
        ("100 % of it", "text=100%20%25%20of%20it"),
        ("and/or #1 + 2?", "text=and%2For%20%231%20%2B%202%3F"),
        ("“top-level”", "text=%E2%80%9Ctop%2Dlevel%E2%80%9D"),
        ("city\u2019s", "text=city%E2%80%99s"),
        ("六大合作领域", "text=%E5%85%AD%E5%A4%A7%E5%90%88%E4%BD%9C%E9%A2%86%E5%9F%9F"),
    ],
)
def test_words_are_one_text_directive(words: str, directive: str) -> None:
    assert passage_link(PAGE, words) == f"{PAGE}#:~:{directive}"


def test_a_page_that_has_a_fragment_keeps_it() -> None:
    assert passage_link("http://example.org/#top", "a b") == "http://example.org/#top:~:text=a%20b"


def test_without_words_the_link_is_the_page() -> None:
    assert passage_link(PAGE, "") == PAGE
