"""Feed of corrections: Atom (RFC 4287) that readers of feeds can follow."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import feedparser
import httpx
import pytest

from app.data.dataset import Dataset
from app.models.correction import Correction
from tests.servers import serve, serving

ORIGIN, PREFIX = "https://record.example.org", "/record"
FEED = "/corrections.atom"


@pytest.fixture(scope="module")
def public() -> Iterator[httpx.Client]:
    """A client of the record that knows its public address."""
    with (
        serving(serve(), RECORD_ORIGIN=ORIGIN, RECORD_ROOT_PATH=PREFIX) as base,
        httpx.Client(base_url=base + PREFIX, timeout=60) as client,
    ):
        yield client


@pytest.fixture(scope="module")
def feed(public: httpx.Client) -> feedparser.FeedParserDict:
    answer = public.get(FEED).raise_for_status()
    assert answer.headers["content-type"].startswith("application/atom+xml")
    parsed = feedparser.parse(answer.content, response_headers=dict(answer.headers))
    assert not parsed.bozo, parsed.get("bozo_exception")
    assert parsed.version == "atom10"
    return parsed


def test_every_correction_is_an_entry(
    feed: feedparser.FeedParserDict, dataset: Dataset
) -> None:
    """In the order of the collection."""
    corrections = [one for one in dataset.by_id.values() if isinstance(one, Correction)]
    assert corrections
    assert [entry.title for entry in feed.entries] == [
        one.reference.name for one in corrections
    ]
    for entry, one in zip(feed.entries, corrections, strict=True):
        (content,) = entry.content
        for words in (one.was, one.now, one.because):
            assert " ".join(words.split()) in " ".join(content.value.split()), one.id


def test_it_is_newest_first(feed: feedparser.FeedParserDict) -> None:
    dates = [entry.updated for entry in feed.entries]
    assert dates == sorted(dates, reverse=True)
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", date) for date in dates)
    assert feed.feed.updated >= dates[0]


def test_ids_are_tags_given_once(feed: feedparser.FeedParserDict) -> None:
    ids = [feed.feed.id, *(entry.id for entry in feed.entries)]
    # RFC 4151 §2.1: an authority, a day, and what it named on that day.
    assert all(
        re.fullmatch(r"tag:[A-Za-z0-9.@-]+,\d{4}(-\d\d){2}:[a-z0-9-]+", one)
        for one in ids
    )
    assert len(set(ids)) == len(ids)


def test_ids_are_the_same_everywhere(
    feed: feedparser.FeedParserDict, client: httpx.Client
) -> None:
    """Wherever the record is served."""
    here = feedparser.parse(client.get(FEED).content)
    assert [one.id for one in here.entries] == [one.id for one in feed.entries]
    assert here.feed.id == feed.feed.id


def test_links_are_absolute_and_lead_on(
    feed: feedparser.FeedParserDict, public: httpx.Client
) -> None:
    links = [
        *feed.feed.links,
        *(link for entry in feed.entries for link in entry.links),
    ]
    assert {(link.rel, link.href) for link in feed.feed.links} >= {
        ("self", ORIGIN + PREFIX + FEED)
    }
    page = public.get("/overview").text
    for href in {link.href for link in links}:
        assert href.startswith(f"{ORIGIN}{PREFIX}/"), href
        place = urlsplit(href)
        assert public.get(place.path.removeprefix(PREFIX)).status_code == 200, href
        assert not place.fragment or f'id="{place.fragment}"' in page, href
