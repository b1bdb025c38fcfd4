"""The page of any dataset: every fact and footnote once, every link alive, nothing from outside."""

import json
import re
from collections import Counter
from pathlib import Path
from urllib.parse import quote, unquote

import httpx
from pydantic import MISSING

from app.data.claims import facts_of
from app.data.dataset import Dataset, load_dataset
from app.models import Correction
from app.pages.routes import pages_router
from tests.pages import made
from tests.pages.conftest import Page, page_of
from tests.servers import FIXTURES, SECOND

BYTES = 1.66
"""Bytes of the page for each byte of the record as compact JSON: what data 2.0.0 had."""
SELF_CLOSING = ("br", "hr", "img", "input", "link", "meta")


def test_every_fact_has_one_address(any_dataset: Dataset, any_page: Page) -> None:
    """And every resource."""
    ids = Counter(any_page.all("id"))
    assert [one for one, times in ids.items() if times > 1] == []
    assert [one.id for one in any_dataset.by_id.values() if one.id not in ids] == []
    for one in any_dataset.cited:
        facts = {
            one.id + pointer
            for pointer, _ in facts_of(one, any_dataset.authored[one.id])
        }
        assert facts - set(ids) == set()


def test_links_within_the_page_lead_on(any_page: Page) -> None:
    ids = set(any_page.all("id"))
    inside = {href[1:] for href in any_page.all("href") if href.startswith("#")}
    assert inside - ids == set()


def test_labels_lead_to_their_facts(page: Page) -> None:
    own = {
        attributes["id"]
        for tag, attributes in page.elements
        if tag == "a" and attributes.get("href") == f"#{attributes.get('id')}"
    }
    assert {
        "sensetime/founded",
        "arrangement-2018/signed",
        "signing-2018/participants/0/who",
    } <= own


def test_every_passage_is_one_footnote(any_dataset: Dataset, any_page: Page) -> None:
    """Which opens its source."""
    evidence = [entry for one in any_dataset.cited for entry in one.evidence]
    passages = {(one.source.id, one.locator, one.quote) for one in evidence}
    notes = [one for one in any_page.all("id") if re.fullmatch(r"_\d+", one)]
    assert len(notes) == len(passages)
    links = {quote(unquote(one)) for one in any_page.all("href")}
    on_the_web = [str(one.link) for one in evidence if one.link is not MISSING]
    assert [link for link in on_the_web if quote(unquote(link)) not in links] == []
    cited = {one[1:] for one in any_page.all("href") if one.startswith("#_")}
    assert cited == set(notes)


def test_every_remark_is_told(any_dataset: Dataset, any_page: Page) -> None:
    """And every open question and correction."""
    told = " ".join(any_page.text.split())
    remarks = [entry.note for one in any_dataset.cited for entry in one.evidence]
    asked = [
        part
        for one in any_dataset.questions.where({})
        for part in (one.question, one.reason)
    ]
    corrected = [
        part
        for one in any_dataset.collections["correction"].by_id.values()
        if isinstance(one, Correction)
        for part in (one.was, one.now, one.because)
    ]
    for words in (*remarks, *asked, *corrected):
        assert not isinstance(words, str) or " ".join(words.split()) in told


def test_disagreements_stand_side_by_side(any_dataset: Dataset, any_page: Page) -> None:
    other = [
        (one.id + entry.supports[0], entry)
        for one in any_dataset.cited
        for entry in one.evidence
        if "value" in entry.model_fields_set
    ]
    shown = any_page.html.count('<article class="difference"')
    assert shown == len({address for address, _ in other})
    assert any_page.html.count('<div class="side">') == shown + len(other)


def test_an_open_question_stands_with_its_answer(page: Page) -> None:
    """Who signed is another question than what was said of the signing."""
    minute = page.html.partition('id="in_a_minute"')[2].partition("</section>")[0]
    assert "Who, by name, signed it?" in minute
    assert "press release" not in minute


def test_no_name_or_text_is_cut_short(dataset: Dataset, page: Page) -> None:
    """Links that lead to different things would read the same."""
    for resource in dataset.cited:
        summary = getattr(resource, "summary", MISSING)
        assert summary is MISSING or summary in page.text
    assert not re.search("…</a>", page.html)


def test_a_disputed_sum_is_told_whole(page: Page) -> None:
    assert '<p class="value">more than US$4.5 billion<' in page.html


def test_it_counts_facts_and_words(any_dataset: Dataset, any_page: Page) -> None:
    """How many facts there are, and of how many the words."""
    total, quoted = any_dataset.facts.total, any_dataset.facts.quoted
    words = f"{quoted:,}" if quoted else "none"
    kept = f"each with its source and the place in it; {words} of them with the words."
    assert (
        f"{total:,} facts, {kept}" if total else "No facts are recorded yet."
    ) in any_page.text


def test_the_page_is_small(page: Page, dataset: Dataset) -> None:
    """It grows with the record and with nothing else."""
    record = json.dumps(list(dataset.authored.values()), ensure_ascii=False)
    assert len(page.html.encode()) < BYTES * len(record.encode())


def test_elements_are_closed(any_page: Page) -> None:
    opened = Counter(tag for tag, _ in any_page.elements if tag not in SELF_CLOSING)
    closed = Counter(re.findall(r"</([a-z0-9]+)>", any_page.html))
    assert opened == closed


def test_nothing_runs_or_loads_from_outside(any_page: Page) -> None:
    loading = {"img", "iframe", "object", "embed", "video", "audio", "style"}
    scripts = [attributes for tag, attributes in any_page.elements if tag == "script"]
    assert scripts == [{"type": "application/ld+json"}]  # data, which nothing runs
    assert loading.isdisjoint(tag for tag, _ in any_page.elements)
    assert [
        name
        for _, attributes in any_page.elements
        for name in attributes
        if name[:2] == "on"
    ] == []
    (form,) = [attributes for tag, attributes in any_page.elements if tag == "form"]
    assert form["action"] == "/overview/search"
    loaded = [
        a["href"]
        for tag, a in any_page.elements
        if tag == "link" and a["rel"] in {"icon", "stylesheet"}
    ]
    assert loaded == ["/overview/icon.svg", "/overview/style.css"]
    assert all(
        href.startswith(("#", "/", "http://", "https://"))
        for href in any_page.all("href")
    )


def test_turning_names_are_kept_apart(any_page: Page) -> None:
    """Those whose letters run from right to left."""
    turning = "[\u0590-\u08ff]"
    beginning = any_page.html.partition("<header>")[2]
    assert re.findall(f"<(?:a|q|small|span)\\b[^>]*>[^<]*{turning}", beginning) == []
    named = re.findall(f"<bdi[^>]*>[^<]*{turning}", beginning)
    assert named or not re.search(turning, beginning)


def test_below_a_prefix_and_at_an_origin() -> None:
    dataset = load_dataset(FIXTURES, "/record", "https://example.org")
    page = page_of(dataset)
    local = [href for href in page.all("href") if href.startswith("/")]
    assert local
    assert all(href.startswith("/record/") for href in local)
    absolute = "https://example.org/record/overview"
    assert f'<link rel="canonical" href="{absolute}">' in page.html
    assert f'<meta property="og:url" content="{absolute}">' in page.html
    assert (f'content="{absolute}/social.png"' in page.html) == bool(dataset.picture)


def test_names_in_other_languages_are_said(page: Page) -> None:
    """Below the heading."""
    assert (
        '>traditional Chinese</a> <span lang="zh-Hant">\u5275\u65b0\u53ca\u79d1\u6280\u5c40</span>'
        in page.html
    )


def test_who_signed_is_asked(page: Page) -> None:
    """And who witnessed it, with what is not known of both."""
    minute = page.html.partition('id="in_a_minute"')[2].partition("</section>")[0]
    signed = minute.partition("Who signed?")[2].partition("</ul>")[0]
    assert (
        '<li>not named, for <a href="#hksar-government">HKSAR Government</a>' in signed
    )
    assert '<a href="#unknown_arrangement-2018">Not known</a>' in signed
    witnessed = minute.partition("Who witnessed it?")[2].partition("</ul>")[0]
    assert '<a href="#carrie-lam">' in witnessed


def test_the_page_and_its_files_are_served(
    client: httpx.Client, dataset: Dataset
) -> None:
    assert "script" not in client.get("/overview").headers["content-security-policy"]
    for name, media_type in (
        ("style.css", "text/css; charset=utf-8"),
        ("icon.svg", "image/svg+xml"),
        *([("social.png", "image/png")] if dataset.picture else []),
    ):
        assert client.get(f"/overview/{name}").headers["content-type"] == media_type
    style = client.get("/overview/style.css").text
    assert "url(" not in style
    assert "@import" not in style


def test_without_a_picture_it_has_no_address(tmp_path: Path) -> None:
    empty = load_dataset(made.unusual("empty", tmp_path))
    routes = pages_router(empty).routes
    paths = {getattr(route, "path", "") for route in routes}
    assert "/overview" in paths
    assert "/overview/social.png" not in paths
    assert "og:image" not in page_of(empty).html


def test_the_page_describes_the_dataset(dataset: Dataset) -> None:
    """Search engines of datasets find a `schema:Dataset` with licence and version."""
    html = page_of(dataset).html
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    (node,) = json.loads(data)["@graph"]
    assert node["@type"] == "Dataset"
    assert node["name"] == dataset.info.title
    assert node["license"] == dataset.info.licence.url
    assert node["version"] == dataset.info.version


def test_own_words_have_their_language() -> None:
    """The page's phrases are English; summaries, questions and quotes are marked with theirs."""
    second = load_dataset(SECOND)
    html = page_of(second).html
    assert second.info.language == "pt"
    agreement = second.by_id["acordo-quadro-2014"]
    assert f'<span lang="pt">{agreement.summary}</span>' in html  # type: ignore[attr-defined]
    assert '<html lang="en">' in html
    assert '<dt>Begins</dt><dd><bdi lang="ar">' in html
    assert "<dd>less than <span" in html
    assert "planned for 10 March 2064" in html
    assert '<h3 class="group">Planned</h3>' in html


def test_over_a_hundred_of_a_kind_are_folded(tmp_path: Path) -> None:
    crowded = load_dataset(made.unusual("crowded", tmp_path))
    html = page_of(crowded).html
    assert html.count("<details><summary>20 more</summary>") == 1
    folded = html.partition("<details>")[2].partition("</details>")[0]
    assert '<article id="body-118">' in folded
    assert '<article id="body-98">' not in folded
