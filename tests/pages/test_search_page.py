"""Search page: what programs get from /search, for people, and without a script."""

from urllib.parse import parse_qs, urlsplit

import httpx

from tests.pages.conftest import Page


def _page(client: httpx.Client, query: str, **parameters: int) -> Page:
    address = "/overview/search"
    answer = client.get(address, params={"q": query, **parameters}).raise_for_status()
    policy = answer.headers["content-security-policy"]
    assert "script" not in policy
    assert "form-action 'self'" in policy
    return Page(answer.text)


def _hits(page: Page) -> list[str]:
    return [href.partition("#")[2] for href in page.all("href") if "/overview#" in href]


def test_hits_lead_to_the_overview(client: httpx.Client) -> None:
    answer = client.get("/search", params={"q": "funding scheme", "limit": 20}).json()
    page = _page(client, "funding scheme")
    assert _hits(page) == [hit["id"] for hit in answer["items"]]
    overview = Page(client.get("/overview").text)
    assert set(_hits(page)) <= set(overview.all("id"))


def test_more_hits_are_a_page_further(client: httpx.Client) -> None:
    page = _page(client, "hong kong")
    (more,) = [
        a["href"] for tag, a in page.elements if tag == "a" and a.get("rel") == "next"
    ]
    assert parse_qs(urlsplit(more).query) == {"q": ["hong kong"], "offset": ["20"]}
    further = _page(client, "hong kong", offset=20)
    assert "of which 21 to 40." in further.text
    assert set(_hits(page)).isdisjoint(_hits(further))


def test_what_was_typed_is_told_and_harmless(client: httpx.Client) -> None:
    page = _page(client, '"><script>labratories')
    assert "script" not in [tag for tag, _ in page.elements]
    assert '"><script>labratories' in page.all("value")
    assert "“labratories” was read as “laboratories”." in page.text
    assert "Nothing here has “qzvxj”." in _page(client, "qzvxj").text
    assert "Nothing was found." in _page(client, "qzvxj").text


def test_without_words_it_asks_for_some(client: httpx.Client) -> None:
    """People who shorten an address get a page, and no error for programs."""
    bare = Page(client.get("/overview/search").raise_for_status().text)
    for page in (bare, _page(client, "  ")):
        assert "Search for one to three words" in page.text
        assert "Nothing was found" not in page.text
        assert not [href for href in page.all("href") if "/search?" in href]


def test_beyond_the_last_hit_it_leads_back(client: httpx.Client) -> None:
    page = _page(client, "hong kong", offset=99_999)
    assert "hits; this is beyond the last." in page.text
    assert "?q=hong+kong" in page.all("href")
    assert "next" not in page.all("rel")


def test_hits_have_the_same_address_as_json(client: httpx.Client) -> None:
    page = _page(client, "hong kong", offset=20)
    (address,) = [href for href in page.all("href") if "/search?" in href]
    hits = client.get(address).json()["items"]
    assert [hit["id"] for hit in hits] == _hits(page)


def test_words_of_hits_have_their_language(client: httpx.Client) -> None:
    """Names by their own, quotes by their source's."""
    html = _page(client, "商湯").html
    assert '<p dir="auto"><span lang="zh-Hant">商湯集團</span></p>' in html
    assert '<p dir="auto"><span lang="zh-Hant">商湯集團將與國家科技部' in html
