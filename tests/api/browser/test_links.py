"""Links to passages, followed by a real browser: it marks exactly the quoted words."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.models.passage import passage_link
from tests.api.browser.marking import Browser, Pages, chromium, pages
from tests.api.reading import everything, get
from tests.tools import needs

MAIN = "china-daily-2018-09-21"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    binary = needs("chromium", "Debian's chromium")
    driver = needs("chromedriver", "Debian's chromium-driver")
    with chromium(binary, driver) as running:
        yield running


@pytest.fixture(scope="module")
def site() -> Iterator[Pages]:
    with pages() as running:
        yield running


def fragment(link: str) -> str:
    return link.partition("#")[2]


def quoted(client: httpx.Client) -> dict[tuple[str, str, str], str]:
    """Return the link of each (source, locator, quote) of the dataset."""
    return {
        (entry["source"]["id"], entry["locator"], entry["quote"]): entry["link"]
        for item in everything(client)
        for entry in item["evidence"]
        if "quote" in entry
    }


MADE_UP = {
    "a hyphen": "home-grown unicorn",
    "hyphens at the ends": "win-win, sci-tech",
    "commas": "Baidu, Alibaba, Tencent and iFlyTek",
    "an ampersand": "further enhance R&D collaboration",
    "curly quotes": "“top-level” action plan",
    "a curly quote at the end": "as a “top-level plan”",
    "an apostrophe": "the city\u2019s development",
    "a percent sign and a plus": "100 % + 5 of it",
    "a number sign and an equals sign": "#1 = text",
    "a slash": "Hong Kong and/or abroad",
    "a dollar sign": "$1.6 billion",
    "simplified Chinese": "六大合作领域",
    "traditional Chinese": "在禮賓府簽署",
    "Chinese with a comma": "科研\uff0c人才培养",
    "two scripts": "SenseTime 商湯科技",
}


def sentence(words: str) -> str:
    """Return a longer sentence that holds the words."""
    if words[0] > "\u4e00":
        return f"据报道\uff0c{words}\uff0c双方表示欢迎。"
    return f"It was said to {words} and so on."


@pytest.mark.parametrize("case", MADE_UP)
def test_exactly_the_words_are_marked(browser: Browser, site: Pages, case: str) -> None:
    words = MADE_UP[case]
    page = site.add(case.replace(" ", "-"), ["A beginning.", sentence(words), "An end."])
    picture = browser.at_link(page, fragment(passage_link(page, words)))
    assert picture == browser.marked(page, 1, words)
    assert picture != browser.marked(page, 1, words[1:])
    assert picture != browser.at_link(page, "")


def test_words_that_are_not_there_are_not_marked(browser: Browser, site: Pages) -> None:
    page = site.add("other", ["Nothing of the kind."])
    link = passage_link(page, "home-grown unicorn")
    assert browser.at_link(page, fragment(link)) == browser.at_link(page, "")


def test_quotes_of_other_sources_are_marked_within_a_sentence(
    browser: Browser, site: Pages, client: httpx.Client
) -> None:
    others = [
        (words, link) for (source, _, words), link in quoted(client).items() if source != MAIN
    ]
    assert len(others) > 20
    for number, (words, link) in enumerate(others):
        page = site.add(f"other-{number}", ["A beginning.", sentence(words), "An end."])
        assert browser.at_link(page, fragment(link)) == browser.marked(page, 1, words), words


@pytest.mark.skipif(
    "SOURCE_TEXTS" not in os.environ, reason="set SOURCE_TEXTS to a folder of texts"
)
def test_quotes_of_the_main_source_are_marked_in_the_paragraph_that_is_named(
    browser: Browser, site: Pages, client: httpx.Client
) -> None:
    text = (Path(os.environ["SOURCE_TEXTS"]) / f"{MAIN}.txt").read_text("utf-8")
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    page = site.add("main", lines)
    main: dict[str, Any] = get(client, f"/sources/{MAIN}")
    first = next(n for n, line in enumerate(lines) if line.startswith(main["first_words"]))
    for (source, locator, words), link in quoted(client).items():
        if source == MAIN:
            number = locator.removeprefix("paragraph ")
            named = first + int(number) - 1 if number.isdecimal() else None
            place = next(n for n, line in enumerate(lines) if words in line)
            assert place == (place if named is None else named), (locator, words)
            assert browser.at_link(page, fragment(link)) == browser.marked(page, place, words), (
                words
            )
