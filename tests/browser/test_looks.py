"""Looks: at every width, in every font and size, in the dark and on paper, words stay in place."""

import re
from collections.abc import Sequence

import pytest

from app.data.dataset import Dataset
from tests.browser.conftest import Browser

pytestmark = pytest.mark.slow

FONTS = {"own": "", "sans": "DejaVu Sans", "mono": "DejaVu Sans Mono"}
LOOKS = (
    *((font, "100%", "light") for font in FONTS),
    ("own", "200%", "light"),
    ("own", "100%", "dark"),
)
"""Font, size of text, colour scheme."""
WIDTHS = {320: LOOKS, 390: LOOKS[:1], 768: LOOKS, 1280: LOOKS, 1920: LOOKS[:1]}
"""The looks at each width: all of them where the layout is another."""

DRESS = """
const [font, size] = arguments, style = document.documentElement.style;
style.fontSize = size;
for (const name of ["--serif", "--sans"]) style.setProperty(name, font || null);
if (!font) ["--serif", "--sans"].forEach(name => style.removeProperty(name));
"""
OUT_OF_PLACE = """
const room = document.documentElement.clientWidth, found = [];
const tell = (why, one) => found.push(why + ": " + (one.textContent || one.tagName).slice(0, 60));
for (const one of document.querySelectorAll("body *")) {
  if (one.closest(".skip")) continue;
  for (const part of one.getClientRects())
    if (part.right > room + 1 || part.left < -1) { tell("wider than the window", one); break; }
}
const boxes = ".box, .main, .side, .where, .citation, .differ, .wire, dt, dd, small, .notes li";
for (const box of document.querySelectorAll(boxes)) {
  const walk = document.createTreeWalker(box, NodeFilter.SHOW_TEXT), words = new Range();
  const frames = [...box.getClientRects()];
  if (!frames.length) continue;
  const inside = (part) => frames.some(frame => part.right <= frame.right + 1
    && part.left >= frame.left - 1 && part.bottom <= frame.bottom + 2 && part.top >= frame.top - 2);
  while (walk.nextNode()) {
    words.selectNodeContents(walk.currentNode);
    if ([...words.getClientRects()].some(part => part.width > 1 && !inside(part)))
      { tell("leaves " + (box.className || box.tagName), walk.currentNode); break; }
  }
}
const wide = document.documentElement.scrollWidth;
if (wide > room) found.push("the page is " + wide + " wide");
return found.slice(0, 5);
"""


def out_of_place(
    browser: Browser, looks: Sequence[tuple[str, str, str]]
) -> dict[str, list[str]]:
    """Return what is out of its place in each of several looks at the page that is open."""
    found = {}
    for font, size, scheme in looks:
        browser.prefer(scheme)
        browser.run(DRESS, FONTS[font], size)
        wrong = browser.run(OUT_OF_PLACE)
        if wrong:
            found[f"{font}, {size}, {scheme}"] = wrong
    return found


@pytest.mark.parametrize("width", WIDTHS)
def test_words_stay_in_their_boxes(browser: Browser, server: str, width: int) -> None:
    """And the page in the window."""
    browser.open(f"{server}/overview", width=width)
    assert out_of_place(browser, WIDTHS[width]) == {}


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_so_they_do_with_any_dataset(
    browser: Browser, unusual: str, width: int
) -> None:
    browser.open(f"{unusual}/overview", width=width)
    assert out_of_place(browser, LOOKS[:-1]) == {}
    assert browser.complaints() == []


def test_no_label_is_broken_within_a_word(browser: Browser, server: str) -> None:
    """On a telephone, with letters of twice the size."""
    browser.open(f"{server}/overview", width=375)
    browser.run(DRESS, FONTS["own"], "200%")
    broken = """
    const broken = new Set(), words = new Range();
    for (const label of document.querySelectorAll(".entries dt")) {
      const walk = document.createTreeWalker(label, NodeFilter.SHOW_TEXT);
      while (walk.nextNode())
        for (const word of walk.currentNode.data.matchAll(/[a-z]+/gi)) {
          words.setStart(walk.currentNode, word.index);
          words.setEnd(walk.currentNode, word.index + word[0].length);
          if (words.getClientRects().length > 1) broken.add(word[0]);
        }
    }
    return [...broken];
    """
    assert browser.run(broken) == []


def test_a_word_outside_its_box_is_found(browser: Browser, server: str) -> None:
    browser.open(f"{server}/overview", width=320)
    browser.run(
        "for (const box of document.querySelectorAll('.box')) box.style.whiteSpace = 'pre'"
    )
    assert out_of_place(browser, LOOKS[:1]) != {}


def test_fonts_of_the_looks_are_there(browser: Browser, server: str) -> None:
    browser.open(f"{server}/overview")
    measure = """
    const pen = document.createElement("canvas").getContext("2d");
    return arguments[0].map(font => (pen.font = `40px "${font}", monospace`,
      pen.measureText("innovation and technology").width));
    """
    sans, mono, missing = browser.run(
        measure, ["DejaVu Sans", "DejaVu Sans Mono", "No Such Font"]
    )
    assert sans < mono
    assert mono == missing, "the monospaced font of the system is not DejaVu Sans Mono"


def test_the_picture_has_two_columns(browser: Browser, server: str) -> None:
    """Where there is room for them."""
    place = (
        "return document.querySelector(arguments[0]).getBoundingClientRect().toJSON()"
    )
    browser.open(f"{server}/overview", width=1280)
    main, beside = browser.run(place, ".main"), browser.run(place, ".entrusted")
    assert beside["left"] > main["right"]
    assert beside["top"] < main["top"]
    parties = browser.run(
        "return [...document.querySelectorAll('.parties .box')]"
        ".map(one => one.getBoundingClientRect().bottom)"
    )
    assert max(parties) < main["top"]
    browser.resize(390)
    main, beside = browser.run(place, ".main"), browser.run(place, ".entrusted")
    assert beside["top"] > main["bottom"]


def test_the_tab_key_follows_the_page(browser: Browser, server: str) -> None:
    browser.open(f"{server}/overview")
    links = "[...document.querySelectorAll('a[href], input, button')]"
    focused = "const one = document.activeElement, place = one.getBoundingClientRect();"
    browser.press("Tab")
    assert browser.run(f"{focused} return one.className") == "skip"
    assert browser.run(f"{focused} return place.top >= 0 && place.left >= 0")
    order = [0]
    for _ in range(40):
        browser.press("Tab")
        order.append(browser.run(f"return {links}.indexOf(document.activeElement)"))
        seen = f"{focused} return place.bottom > 0 && place.top < innerHeight"
        assert browser.run(seen), order
    assert order == list(range(41))


def test_a_fact_that_was_linked_to_is_marked(browser: Browser, server: str) -> None:
    browser.open(f"{server}/overview#sensetime/founded")
    browser.run("document.activeElement.blur()")  # the focus has a frame of its own
    marked = "return getComputedStyle(document.querySelector(':target')).outlineStyle"
    assert browser.run(marked) == "solid"
    assert browser.run("return scrollY") > 1000


def test_on_paper(browser: Browser, server: str, dataset: Dataset) -> None:
    """A sheet has three resources or more on average, with their notes."""
    browser.open(f"{server}/overview")
    pdf = browser.printed()
    assert pdf.startswith(b"%PDF")
    pages = len(re.findall(rb"/Type\s*/Page\b", pdf))
    assert 10 < pages < len(dataset.by_id) / 3
    browser.prefer("light", media="print")
    shown = "return document.querySelector(arguments[0]).getClientRects().length > 0"
    assert browser.run(shown, ".main")
    assert browser.run(shown, ".notes li")
    assert not browser.run(shown, "nav")
    address = "return getComputedStyle(document.querySelector(arguments[0]), '::after').content"
    assert "http" in browser.run(address, '.source dd > a[href^="http"]')
    browser.prefer("light")


def test_nothing_is_asked_of_other_servers(browser: Browser, server: str) -> None:
    """And the console is empty."""
    browser.open(f"{server}/overview")
    files = {f"{server}/overview", f"{server}/overview/style.css"}
    assert files <= browser.requests() | {f"{server}/overview"}
    assert all(url.startswith(server) for url in browser.requests())
    assert browser.complaints() == []
