"""Behind shared caches: stored once, in as many variants as there are, and renewed by 304."""

import itertools

import httpx
import pytest

from tests.proxies.conftest import Front
from tests.workers.instances import until

SPELLINGS = {
    "br": ("br", "gzip, deflate, br", "gzip, deflate, br, zstd", "br;q=1.0", "BR", "br , gzip"),
    "gzip": ("gzip", "gzip, deflate", "gzip;q=0.8", "x-gzip", "br;q=0, gzip", "deflate,gzip"),
    None: ("identity", "deflate", "gzip;q=0", "br;q=0.0, gzip; q=0", "brotli", "zstd"),
}
ACCEPTS = (
    "*/*",
    "application/json",
    "application/json, */*",
    "application/*;q=0.9",
    "text/plain, */*",
)
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
_NUMBER = itertools.count()


def fresh(path: str = "/search") -> str:
    """Return an address that no cache has met."""
    return f"{path}?q=area&limit={next(_NUMBER) + 1}"


def did(answer: httpx.Response) -> str:
    """Return what the cache says it did (RFC 9211)."""
    return answer.headers["cache-status"]


def test_a_miss_then_hits(front: Front) -> None:
    path = fresh()
    first, second = httpx.get(front.url + path), httpx.get(front.url + path)
    live = httpx.get(front.behind.url + path)
    assert "; fwd=" in did(first)
    assert did(second) == "record; hit"
    for answer in (first, second):
        assert answer.content == live.content
        for name in ("etag", "link", "content-type", "content-encoding", "cache-control"):
            assert answer.headers.get(name) == live.headers.get(name)
        assert answer.headers["access-control-allow-origin"] == "*"
    # The first through the cache, and ours.
    until(lambda: len(front.behind.requests(path)) == 2, "asked more often")


def test_each_client_gets_an_encoding_that_it_understands(front: Front) -> None:
    path = fresh()
    bodies, tags = set(), set()
    for coding, spellings in SPELLINGS.items():
        for spelling in spellings:
            answer = httpx.get(front.url + path, headers={"Accept-Encoding": spelling})
            assert answer.headers.get("content-encoding") == coding, spelling
            bodies.add(answer.content)
            tags.add(answer.headers["etag"])
            direct = httpx.get(front.behind.url + path, headers={"Accept-Encoding": coding or ""})
            assert direct.headers["etag"] == answer.headers["etag"]
    assert len(bodies) == 1
    assert len(tags) == 3


def test_spellings_do_not_multiply_what_is_stored(front: Front) -> None:
    path = fresh()
    for spelling in itertools.chain(*SPELLINGS.values()):
        for accept in ACCEPTS:
            headers = {"Accept-Encoding": spelling, "Accept": accept, "User-Agent": spelling}
            assert httpx.get(front.url + path, headers=headers).status_code == 200
    until(lambda: len(front.behind.requests(path)) == 3, "stored in another number of variants")


def test_people_and_programs_get_each_their_form(front: Front) -> None:
    for accept in (BROWSER, *ACCEPTS, BROWSER):
        answer = httpx.get(front.url, headers={"Accept": accept})
        direct = httpx.get(front.behind.url, headers={"Accept": accept})
        assert answer.headers["content-type"] == direct.headers["content-type"]
        assert answer.content == direct.content


def test_a_cache_answers_conditions_itself(front: Front) -> None:
    path = fresh()
    headers = {"Accept-Encoding": "br"}
    tag = httpx.get(front.url + path, headers=headers).headers["etag"]
    until(lambda: len(front.behind.requests(path)) == 1, "not logged")
    # Varnish does not read lists of tags; the whole answer is never wrong.
    listed = 304 if front.name == "nginx" else 200
    for match, status in ((tag, 304), ('"a"', 200), (f'"a", {tag}', listed)):
        answer = httpx.get(front.url + path, headers={**headers, "If-None-Match": match})
        assert (answer.status_code, answer.headers["etag"]) == (status, tag)
    assert httpx.head(front.url + path, headers=headers).headers["etag"] == tag
    assert len(front.behind.requests(path)) == 1


def test_what_is_stale_is_renewed_by_304(forgetful: Front) -> None:
    path = fresh()
    before = httpx.get(forgetful.url + path)
    seen = set()

    def renewed() -> bool:
        answer = httpx.get(forgetful.url + path)
        assert (answer.content, answer.headers["etag"]) == (before.content, before.headers["etag"])
        seen.add(did(answer))
        return 304 in {one["status"] for one in forgetful.behind.requests(path)}

    until(renewed, "never asked with a condition")
    assert [one["status"] for one in forgetful.behind.requests(path)].count(200) == 1
    assert "record; hit" in seen


def test_errors_and_health_are_not_stored(front: Front) -> None:
    for path, status in ((fresh("/nothing"), 404), (fresh("/areas"), 400), ("/health", 200)):
        asked = len(front.behind.requests(path))
        for _ in range(2):
            answer = httpx.get(front.url + path)
            assert (answer.status_code, answer.headers["cache-control"]) == (status, "no-store")
            assert answer.headers["access-control-allow-origin"] == "*"
        until(lambda a=asked, p=path: len(front.behind.requests(p)) >= a + 2, "stored")  # type: ignore[misc]


@pytest.mark.parametrize("method", ["POST", "DELETE", "OPTIONS"])
def test_other_methods_reach_the_api(front: Front, method: str) -> None:
    direct = httpx.request(method, f"{front.behind.url}/areas")
    answer = httpx.request(method, f"{front.url}/areas")
    assert (answer.status_code, answer.content) == (direct.status_code, direct.content)
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS"


def test_a_preflight_reaches_the_api(front: Front) -> None:
    asks = {"Origin": "https://example.org", "Access-Control-Request-Method": "GET"}
    answer = httpx.options(f"{front.url}/areas", headers=asks)
    assert answer.status_code == 204
    assert answer.headers["access-control-allow-methods"] == "GET, HEAD, OPTIONS"
