"""HTTP: methods, validators, encodings, caching and the fixed headers of every answer."""

import gzip
from datetime import timedelta
from email.utils import format_datetime, parsedate_to_datetime
from pathlib import Path

import brotli  # type: ignore[import-untyped]  # it has no types of its own
import pytest

from app.data.dataset import Dataset
from tests.contract.conftest import Serve
from tests.contract.exchange import exchange
from tests.data.breaking import change

_FIXED = {
    "access-control-allow-origin": "*",
    "access-control-expose-headers": "ETag, Link, Last-Modified, Content-Location, Allow",
    "cross-origin-resource-policy": "cross-origin",
    "x-content-type-options": "nosniff",
    "referrer-policy": "strict-origin-when-cross-origin",
}
_NO_PAGE = "default-src 'none'; frame-ancestors 'none'"
_BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
_PREFLIGHT = {"Origin": "https://a.example", "Access-Control-Request-Method": "GET"}
_ENCODINGS = {None: {}, "gzip": {"Accept-Encoding": "gzip"}, "br": {"Accept-Encoding": "br"}}


def test_every_answer_has_validators_a_lifetime_and_the_fixed_headers(
    server: str, addresses: list[str]
) -> None:
    for address in addresses:
        status, headers, body = exchange(server, address)
        assert status == 200, address
        assert _FIXED.items() <= headers.items(), address
        assert headers.keys().isdisjoint({"server", "set-cookie", "transfer-encoding"}), address
        assert headers["content-length"] == str(len(body)), address
        assert headers["etag"].startswith('"'), address
        assert headers["accept-ranges"] == "none", address
        vary = "Accept, Accept-Encoding" if address == "/" else "Accept-Encoding"
        assert headers["vary"] == vary, address
        policy = headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; "), address
        assert "unsafe" not in policy, address
        assert (policy != _NO_PAGE) is headers["content-type"].startswith("text/html"), address
        is_file = address.startswith(("/docs/assets/", "/overview/"))
        lifetime = (86_400, 604_800) if is_file else (3_600, 86_400)
        expected = "max-age={}, stale-while-revalidate={}".format(*lifetime)
        is_fixed = address != "/health"
        assert headers["cache-control"] == (expected if is_fixed else "no-store"), address
        assert ("last-modified" in headers) is is_fixed, address


@pytest.mark.parametrize(
    ("method", "address", "given", "status"),
    [
        ("GET", "/areas?x=1", {}, 400),
        ("GET", "/nothing", {}, 404),
        ("POST", "/areas", {}, 405),
        ("OPTIONS", "/areas", {}, 204),
        ("OPTIONS", "/nothing", _PREFLIGHT, 204),
        ("GET", "/areas", {"If-None-Match": "*"}, 304),
        ("HEAD", "/areas", {}, 200),
    ],
)
def test_fixed_headers_stand_on_every_sort_of_answer(
    server: str, method: str, address: str, given: dict[str, str], status: int
) -> None:
    answer = exchange(server, address, given, method)
    assert answer.status == status
    assert {**_FIXED, "content-security-policy": _NO_PAGE}.items() <= answer.headers.items()
    assert "server" not in answer.headers


def test_head_is_get_without_the_body(server: str, addresses: list[str]) -> None:
    for address in [*addresses, "/areas?limit=2"]:
        for given in (*_ENCODINGS.values(), _BROWSER):
            head, get = (
                exchange(server, address, given, method).without("date")
                for method in ("HEAD", "GET")
            )
            assert head == (200, get[1], b""), address


def test_options_tells_what_is_allowed_and_a_preflight_allows_it(
    server: str, addresses: list[str]
) -> None:
    for address in addresses:
        bare = exchange(server, address, method="OPTIONS")
        preflight = exchange(server, address, _PREFLIGHT, "OPTIONS")
        assert (bare.status, bare.body, preflight.status, preflight.body) == (204, b"", 204, b"")
        allowed = bare.headers["allow"], preflight.headers["access-control-allow-methods"]
        assert allowed == ("GET, HEAD, OPTIONS",) * 2
        assert preflight.headers["access-control-allow-headers"] == "*"
        assert preflight.headers["access-control-max-age"] == "86400"


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        ("", None),
        ("GZIP", "gzip"),
        ("x-gzip", "gzip"),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip;q=1.0, br;q=0.5", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("gzip;q=0, br;q=0", None),
        ("*", "br"),
        ("br;q=0, *", "gzip"),
        ("identity, *;q=0", None),
        ("*;q=0.5, br;q=0.1, identity;q=0", "gzip"),
        ("identity;q=0.5, gzip;q=0.1", None),
        ("identity;q=0", None),
        ("deflate, zstd", None),
        ("\xff, gzip ; q=0.3 ,, br;q=2, br;level=9", "gzip"),
    ],
)
def test_the_encoding_is_the_one_that_the_client_prefers(
    server: str, accepted: str, expected: str | None
) -> None:
    decode = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[expected]
    for address in ("/areas", "/areas?limit=3", "/overview"):
        plain = exchange(server, address)
        answer = exchange(server, address, {"Accept-Encoding": accepted})
        assert answer.headers.get("content-encoding") == expected
        assert decode(answer.body) == plain.body
        assert answer.headers["vary"] == plain.headers["vary"]


def test_what_is_compressed_already_or_tiny_is_sent_as_it_is(server: str, dataset: Dataset) -> None:
    assert dataset.picture
    for address in ("/overview/social.png", "/areas?offset=100", "/health"):
        answer = exchange(server, address, {"Accept-Encoding": "br, gzip"})
        assert "content-encoding" not in answer.headers, address


@pytest.mark.parametrize("address", ["/", "/areas", "/areas?limit=2", "/claims.csv", "/overview"])
def test_tags_tell_encodings_apart_and_lead_to_304(server: str, address: str) -> None:
    tags = {
        name: exchange(server, address, given).headers["etag"] for name, given in _ENCODINGS.items()
    }
    assert len(set(tags.values())) == len(tags)
    for name, tag in tags.items():
        answer = exchange(server, address, _ENCODINGS[name])
        other = next(one for one in tags.values() if one != tag)
        for fresh in (
            tag,
            f"W/{tag}",
            "*",
            f'"x", {tag}',
            f'W/"y" ,W/{tag},"z"',
            f",{tag},",
            f'"a,b", {tag}',
        ):
            given = {**_ENCODINGS[name], "If-None-Match": fresh}
            got, head = (exchange(server, address, given, one) for one in ("GET", "HEAD"))
            assert head.without("date") == got.without("date")
            assert (got.status, got.body) == (304, b""), fresh
            kept = {"etag", "cache-control", "vary", "last-modified", *_FIXED}
            assert {one: got.headers[one] for one in kept} == {
                one: answer.headers[one] for one in kept
            }
            gone = {"content-type", "content-encoding", "content-length", "transfer-encoding"}
            assert gone.isdisjoint(got.headers)
        for stale in (other, f"W/{other}", '"x"', tag.strip('"'), '""', "", f'"*", {other}'):
            got = exchange(server, address, {**_ENCODINGS[name], "If-None-Match": stale})
            assert (got.status, got.body) == (200, answer.body), stale


def test_every_tag_changes_with_the_data(small: Path, serve_small: Serve) -> None:
    asked = ("/agreements", "/agreements?limit=1", "/search?q=towns", "/claims.csv", "/overview")
    first, second = serve_small(), serve_small()
    before = [exchange(first, one).headers["etag"] for one in asked]
    assert [exchange(second, one).headers["etag"] for one in asked] == before
    change(small, {"agreements/0/summary": "The towns do some research together."})
    changed = serve_small()
    assert not [one for one in asked if exchange(changed, one).headers["etag"] in before]


def test_dates_lead_to_304_unless_a_tag_is_given(server: str, dataset: Dataset) -> None:
    answer = exchange(server, "/areas")
    told = answer.headers["last-modified"]
    modified = parsedate_to_datetime(told)
    assert modified.date().isoformat() == dataset.info.modified
    earlier = format_datetime(modified - timedelta(seconds=1), usegmt=True)
    fresh = [told, "Fri, 01 Jan 2999 00:00:00 GMT", modified.strftime("%A, %d-%b-%y %H:%M:%S GMT")]
    fresh += [modified.strftime("%a %b %d %H:%M:%S %Y")]
    stale = [earlier, "yesterday", "", "Thu, 99 Foo 2018 99:99:99 GMT"]
    stale += [f"Fri, 21 Sep {'9' * 20} 00:00:00 GMT", f"Fri, 21 Sep 2018 00:00:00 +{'9' * 20}"]
    for since in fresh:
        assert exchange(server, "/areas", {"If-Modified-Since": since}).status == 304, since
    for since in stale:
        assert exchange(server, "/areas", {"If-Modified-Since": since}).status == 200, since
    both = {"If-Modified-Since": told, "If-None-Match": '"x"'}
    assert exchange(server, "/areas", both).body == answer.body
    assert exchange(server, "/areas?x=1", {"If-None-Match": "*"}).status == 400
    assert exchange(server, "/nothing", {"If-None-Match": "*"}).status == 404
    assert exchange(server, "/areas", {"Range": "bytes=0-9"}).body == answer.body


@pytest.mark.parametrize(
    ("accept", "is_page"),
    [
        (_BROWSER["Accept"], True),
        ("text/html;q=0.9, */*;q=0.1", True),
        ("*/*", False),
        ("application/json, text/html", False),
        ("text/htmlx", False),
        ("", False),
    ],
)
def test_a_browser_gets_the_page_at_the_root_and_a_program_the_index(
    server: str, accept: str, *, is_page: bool
) -> None:
    answer, page = (exchange(server, one, {"Accept": accept}) for one in ("/", "/overview"))
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["vary"] == "Accept, Accept-Encoding"
    assert answer.headers.get("content-location") == ("overview" if is_page else None)
    assert (answer.body == page.body) is is_page
    assert (answer.headers["content-type"] == "application/json") is not is_page


@pytest.mark.parametrize("address", ["/overview", "/docs", "/"])
def test_pages_ignore_what_shared_links_carry(server: str, address: str) -> None:
    plain = exchange(server, address, _BROWSER).without("date")
    for query in ("utm_source=x&fbclid=y", "utm_source=x&utm_source=y", "limit=no", "%FF", "&&"):
        assert exchange(server, f"{address}?{query}", _BROWSER).without("date") == plain


def test_nothing_redirects(server: str, addresses: list[str]) -> None:
    for address in addresses:
        for variant in (f"{address}/", f"/{address}", f"{address}/.", f"/x/..{address}"):
            answer = exchange(server, variant, _BROWSER)
            assert answer.status in {200, 404}, variant
            assert "location" not in answer.headers, variant
