"""Accessibility: axe-core finds nothing, in both colour schemes."""

import time
from collections.abc import Sequence

import pytest

from tests.browser.conftest import Browser

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("scheme", "rules"),
    [("light", ()), ("dark", ("color-contrast", "link-in-text-block"))],
)
def test_axe_finds_nothing_on_the_page(
    browser: Browser, server: str, scheme: str, rules: Sequence[str]
) -> None:
    """In the dark, what depends on colours is looked at once more."""
    browser.open(f"{server}/overview", scheme=scheme)
    assert browser.axe(*rules) == []


def test_axe_finds_nothing_in_any_dataset(browser: Browser, unusual: str) -> None:
    """On a telephone."""
    browser.open(f"{unusual}/overview", width=390)
    assert browser.axe() == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "query", ["hong+kong", "%E5%95%86%E6%B1%A4", "qzvxj+labratories"]
)
def test_axe_finds_nothing_on_search(
    browser: Browser, server: str, query: str, scheme: str
) -> None:
    browser.open(f"{server}/overview/search?q={query}", scheme=scheme)
    assert browser.axe() == []


def test_axe_finds_nothing_on_any_hits(browser: Browser, unusual: str) -> None:
    browser.open(f"{unusual}/overview/search?q=events", width=390)
    assert browser.axe() == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_docs(
    browser: Browser, server: str, scheme: str
) -> None:
    browser.open(f"{server}/docs", scheme=scheme)
    end = time.monotonic() + 120
    while not browser.run("return document.querySelectorAll('.opblock').length"):
        assert time.monotonic() < end, browser.complaints()
        time.sleep(0.1)
    assert browser.axe() == []
    assert browser.complaints() == []
