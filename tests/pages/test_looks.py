"""What a person sees: at every width, in the dark, on paper, in each script, without scripts."""

from pathlib import Path

import httpx
import pytest

from tests.pages.browser import OUTSIDE_ITS_BOX, OVERFLOW, Browser

WIDTHS = (360, 800, 1600)
CHOICES = ("en", "zh-Hant", "zh-Hans")
SHOWN_OF_OTHER_CHOICES = """
const choice = arguments[0];
return [...document.querySelectorAll(".v")]
  .filter(one => one.getClientRects().length && !one.classList.contains("in-" + choice))
  .map(one => one.textContent);
"""
LANGUAGES_OF_HEADINGS = """
return [...new Set([...document.querySelectorAll("h3 .v, h4 .v, .answer .v")]
  .filter(one => one.getClientRects().length).map(one => one.closest("[lang]").lang))];
"""


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_wider_than_the_window(
    browser: Browser, any_client: httpx.Client, width: int, scheme: str, tmp_path: Path
) -> None:
    browser.open(f"{any_client.base_url}/overview", width=width, height=2_000, scheme=scheme)
    assert browser.run("return document.documentElement.scrollWidth") == width
    assert browser.run(OVERFLOW) == []
    (tmp_path / "page.png").write_bytes(browser.picture())
    assert (tmp_path / "page.png").stat().st_size > 20_000


@pytest.mark.parametrize("width", WIDTHS)
def test_hostile_data_stays_in_its_place(browser: Browser, hostile_url: str, width: int) -> None:
    browser.open(f"{hostile_url}/overview", width=width)
    assert browser.run("return document.documentElement.scrollWidth") == width
    assert browser.run(OVERFLOW) == []
    assert browser.run(OUTSIDE_ITS_BOX) == []
    assert browser.complaints() == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("choice", CHOICES)
def test_words_stay_in_their_boxes(
    browser: Browser, any_client: httpx.Client, width: int, choice: str
) -> None:
    browser.open(f"{any_client.base_url}/overview", width=width)
    browser.click(f"#names_{choice}")
    assert browser.run(OUTSIDE_ITS_BOX) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_one_diagram_is_shown_at_a_time(browser: Browser, base_url: str, width: int) -> None:
    browser.open(f"{base_url}/overview", width=width)
    shown = "[...document.querySelectorAll('svg.diagram')].filter(e => e.getClientRects().length)"
    assert browser.run(f"return {shown}.length") == 1


@pytest.mark.parametrize("choice", CHOICES)
def test_names_stand_in_the_script_that_was_chosen(
    browser: Browser, base_url: str, choice: str
) -> None:
    browser.open(f"{base_url}/overview")
    browser.click(f"#names_{choice}")
    assert browser.run(SHOWN_OF_OTHER_CHOICES, choice) == []
    assert choice in browser.run(LANGUAGES_OF_HEADINGS)


def test_all_of_it_works_without_scripts(browser: Browser, base_url: str) -> None:
    browser.without_scripts(disabled=True)
    try:
        browser.open(f"{base_url}/overview")
        before = browser.picture()
        browser.click("#names_zh-Hant")
        assert browser.picture() != before
    finally:
        browser.without_scripts(disabled=False)
    assert browser.run(SHOWN_OF_OTHER_CHOICES, "zh-Hant") == []


def test_paper_has_the_notes_and_not_the_switches(browser: Browser, base_url: str) -> None:
    browser.open(f"{base_url}/overview", media="print")
    seen = "return document.querySelector(arguments[0]).getClientRects().length > 0"
    assert browser.run(seen, ".notes li")
    assert browser.run(seen, "svg.diagram.wide")
    assert not browser.run(seen, ".bar")
    assert not browser.run(seen, ".entry .json")
    browser.open(f"{base_url}/overview")
    assert browser.printed().startswith(b"%PDF")


def test_nothing_is_asked_of_other_servers_and_nothing_is_complained_of(
    browser: Browser, any_client: httpx.Client
) -> None:
    browser.open(f"{any_client.base_url}/overview")
    here = str(any_client.base_url)
    assert browser.requests() >= {f"{here}/overview", f"{here}/overview/style.css"}
    assert all(url.startswith(here) for url in browser.requests())
    assert browser.complaints() == []


def test_the_social_image_is_drawn_in_its_own_style(browser: Browser, hostile_url: str) -> None:
    browser.open(f"{hostile_url}/overview/social.svg")
    assert browser.complaints() == []
    family = "getComputedStyle(document.querySelector('text.title')).fontWeight"
    assert browser.run(f"return {family}") == "700"
