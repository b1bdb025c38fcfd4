"""HTTP: methods, tags, ranges, encodings, caching and the fixed headers of every answer."""

import gzip
import subprocess
from pathlib import Path

import brotli  # type: ignore[import-untyped]  # it has no types of its own
import polars as pl
import pytest

from app.api.problems import Problem
from app.data.dataset import Dataset
from tests.conftest import require
from tests.contract.conftest import Serve
from tests.contract.exchange import exchange
from tests.data.breaking import change

_FIXED = {
    "access-control-allow-origin": "*",
    "access-control-expose-headers": "Accept-Ranges, Allow, Content-Length, Content-Location,"
    " Content-Range, ETag, Link",
    "cross-origin-resource-policy": "cross-origin",
    "x-content-type-options": "nosniff",
    "referrer-policy": "strict-origin-when-cross-origin",
}
_NO_PAGE = "default-src 'none'; frame-ancestors 'none'"
_BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
_PREFLIGHT = {"Origin": "https://a.example", "Access-Control-Request-Method": "GET"}
_ENCODINGS = {
    None: {},
    "gzip": {"Accept-Encoding": "gzip"},
    "br": {"Accept-Encoding": "br"},
}


def test_every_answer_has_all_headers(server: str, addresses: list[str]) -> None:
    """A tag, a lifetime, that ranges are known, what it varies with, and the fixed headers."""
    for address in addresses:
        status, headers, body = exchange(server, address)
        assert status == 200, address
        assert _FIXED.items() <= headers.items(), address
        assert headers.keys().isdisjoint(
            {"server", "set-cookie", "transfer-encoding"}
        ), address
        assert headers["content-length"] == str(len(body)), address
        assert headers["etag"].startswith('"'), address
        assert headers["accept-ranges"] == "bytes", address
        is_negotiated = address in {"/", "/overview"}
        vary = "Accept, Accept-Encoding" if is_negotiated else "Accept-Encoding"
        assert headers["vary"] == vary, address
        policy = headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; "), address
        assert "unsafe" not in policy, address
        assert (policy != _NO_PAGE) is headers["content-type"].startswith(
            "text/html"
        ), address
        is_file = address.startswith(("/docs/assets/", "/overview/"))
        lifetime = 86_400 if is_file else 3_600
        expected = f"max-age={lifetime}, s-maxage=60, stale-while-revalidate=60"
        if address == "/health":
            expected = "no-store"
        assert headers["cache-control"] == expected, address
        assert "last-modified" not in headers, address


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
        ("GET", "/areas", {"Range": "bytes=0-9"}, 206),
        ("GET", "/areas", {"Range": "bytes=999999999-"}, 416),
    ],
)
def test_fixed_headers_are_on_every_status(
    server: str, method: str, address: str, given: dict[str, str], status: int
) -> None:
    answer = exchange(server, address, given, method)
    assert answer.status == status
    assert {
        **_FIXED,
        "content-security-policy": _NO_PAGE,
    }.items() <= answer.headers.items()
    assert "server" not in answer.headers


def test_head_is_get_without_the_body(server: str, addresses: list[str]) -> None:
    for address in [*addresses, "/areas?limit=2"]:
        for given in (*_ENCODINGS.values(), _BROWSER):
            head, get = (
                exchange(server, address, given, method).without("date")
                for method in ("HEAD", "GET")
            )
            assert head == (200, get[1], b""), address


def test_options_and_preflights_agree(server: str, addresses: list[str]) -> None:
    """OPTIONS tells which methods are allowed, and a preflight allows them to every origin."""
    for address in addresses:
        bare = exchange(server, address, method="OPTIONS")
        preflight = exchange(server, address, _PREFLIGHT, "OPTIONS")
        assert (bare.status, bare.body, preflight.status, preflight.body) == (
            204,
            b"",
            204,
            b"",
        )
        allowed = (
            bare.headers["allow"],
            preflight.headers["access-control-allow-methods"],
        )
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
def test_clients_get_what_they_prefer(
    server: str, accepted: str, expected: str | None
) -> None:
    """Of the encodings."""
    decode = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[expected]
    for address in ("/areas", "/areas?limit=3", "/overview"):
        plain = exchange(server, address)
        answer = exchange(server, address, {"Accept-Encoding": accepted})
        assert answer.headers.get("content-encoding") == expected
        assert decode(answer.body) == plain.body
        assert answer.headers["vary"] == plain.headers["vary"]


def test_pictures_and_tiny_answers_are_plain(server: str, dataset: Dataset) -> None:
    """What is compressed already, or would hardly become shorter, is sent as it is."""
    assert dataset.picture
    for address in ("/overview/social.png", "/areas?offset=100", "/health"):
        answer = exchange(server, address, {"Accept-Encoding": "br, gzip"})
        assert "content-encoding" not in answer.headers, address


@pytest.mark.parametrize(
    "address", ["/", "/areas", "/areas?limit=2", "/claims.csv", "/overview"]
)
def test_tags_lead_to_304(server: str, address: str) -> None:
    """Each encoding has a tag of its own, and If-None-Match with it is answered without content."""
    answers = {
        name: exchange(server, address, headers) for name, headers in _ENCODINGS.items()
    }
    tags = {name: answer.headers["etag"] for name, answer in answers.items()}
    assert tags["gzip"] == tags[None][:-1] + '.gzip"'
    assert tags["br"] == tags[None][:-1] + '.br"'
    for name, tag in tags.items():
        answer = answers[name]
        for fresh in (
            tag,
            f"W/{tag}",
            "*",
            f'"x", {tag}',
            f'W/"y" ,W/{tag},"z"',
            f",{tag},",
            f'"a,b", {tag}',
        ):
            headers = {**_ENCODINGS[name], "If-None-Match": fresh}
            got = exchange(server, address, headers)
            head = exchange(server, address, headers, "HEAD")
            assert head.without("date") == got.without("date")
            assert (got.status, got.body) == (304, b""), fresh
            for kept in ("etag", "cache-control", "vary", *_FIXED):
                assert got.headers[kept] == answer.headers[kept]
            gone = {
                "content-type",
                "content-encoding",
                "content-length",
                "transfer-encoding",
            }
            assert gone.isdisjoint(got.headers)
        other = tags["br" if name is None else None]
        for stale in (
            other,
            f"W/{other}",
            '"x"',
            tag.strip('"'),
            '""',
            "",
            f'"*", {other}',
        ):
            got = exchange(
                server, address, {**_ENCODINGS[name], "If-None-Match": stale}
            )
            assert (got.status, got.body) == (200, answer.body), stale


def test_errors_and_dates_lead_to_no_304(server: str) -> None:
    """The data knows its day and not its minute, so If-Modified-Since says nothing."""
    later = {"If-Modified-Since": "Fri, 01 Jan 2999 00:00:00 GMT"}
    assert exchange(server, "/areas", later).status == 200
    assert exchange(server, "/areas?x=1", {"If-None-Match": "*"}).status == 400
    assert exchange(server, "/nothing", {"If-None-Match": "*"}).status == 404


def test_tags_change_with_the_data(small: Path, serve_small: Serve) -> None:
    asked = (
        "/agreements",
        "/agreements?limit=1",
        "/search?q=towns",
        "/claims.csv",
        "/overview",
    )
    first, second = serve_small(), serve_small()
    before = [exchange(first, one).headers["etag"] for one in asked]
    assert [exchange(second, one).headers["etag"] for one in asked] == before
    change(small, {"agreements/0/summary": "The towns do some research together."})
    changed = serve_small()
    assert not [
        one for one in asked if exchange(changed, one).headers["etag"] in before
    ]


@pytest.mark.parametrize(
    "address", ["/areas", "/areas?limit=2", "/claims.csv", "/overview"]
)
def test_a_range_is_a_part_of_the_plain(server: str, address: str) -> None:
    """Whatever encodings a client knows, it gets these bytes of the plain answer, and its tag."""
    whole = exchange(server, address)
    length = len(whole.body)
    for asked, first, last in (
        ("0-99", 0, 99),
        (f"{length - 10}-", length - 10, length - 1),
        ("-10", length - 10, length - 1),
    ):
        for more in (
            {},
            {"Accept-Encoding": "br, gzip"},
            {"If-Range": whole.headers["etag"]},
        ):
            part = exchange(server, address, {"Range": f"bytes={asked}", **more})
            assert (part.status, part.body) == (206, whole.body[first : last + 1])
            expected = {
                **whole.headers,
                "content-range": f"bytes {first}-{last}/{length}",
                "content-length": str(len(part.body)),
            }
            assert part.without("date")[1] == {
                k: v for k, v in expected.items() if k != "date"
            }


def test_a_range_beyond_the_end_is_refused(server: str) -> None:
    """416 has the length, says what is wrong, and is not stored."""
    length = len(exchange(server, "/areas").body)
    answer = exchange(server, "/areas", {"Range": f"bytes={length}-"})
    assert answer.status == 416
    assert answer.headers["content-range"] == f"bytes */{length}"
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
    problem = Problem.model_validate_json(answer.body)
    assert (problem.status, problem.instance) == (416, "/areas")
    assert f"{length} bytes" in problem.detail


def test_what_has_no_range_is_whole(server: str) -> None:
    """HEAD, errors, and a client whose part is of another encoding or of older data."""
    compressed = exchange(server, "/areas", _ENCODINGS["gzip"])
    asked = {"Range": "bytes=0-9"}
    for headers, method in (
        ({**asked, "If-Range": compressed.headers["etag"]}, "GET"),
        ({**asked, "If-Range": '"older"'}, "GET"),
        (asked, "HEAD"),
    ):
        answer = exchange(server, "/areas", headers, method)
        plain = exchange(server, "/areas", method=method)
        assert answer.without("date") == plain.without("date")
    assert exchange(server, "/nothing", asked).status == 404
    fresh = {**asked, "If-None-Match": exchange(server, "/areas").headers["etag"]}
    assert exchange(server, "/areas", fresh).status == 304


def test_polars_reads_the_table(server: str, dataset: Dataset) -> None:
    """It asks for ranges of a table, and refuses a server that answers with the whole."""
    table = pl.scan_csv(f"{server}/claims.csv", infer_schema=False).collect()
    assert table.height == len(dataset.claims.by_id)
    part = pl.read_csv(f"{server}/claims.csv?subject=sensetime", infer_schema=False)
    assert set(part["subject"]) == {"sensetime"}


@pytest.mark.slow
def test_curl_resumes_a_download(server: str, tmp_path: Path) -> None:
    """`curl -C -` goes on where a file ends, also where it is complete; `curl -r` cuts a part."""
    curl = require("curl", "curl")
    whole = exchange(server, "/dataset.json").body
    file = tmp_path / "dataset.json"
    for begun in (whole[:1_000], whole):
        file.write_bytes(begun)
        command = [curl, "-sS", "-C", "-", "-o", str(file), f"{server}/dataset.json"]
        subprocess.run(command, check=True, timeout=60)
        assert file.read_bytes() == whole
    command = [curl, "-sS", "--fail", "-r", "10-19", f"{server}/dataset.json"]
    done = subprocess.run(command, check=True, timeout=60, capture_output=True)
    assert done.stdout == whole[10:20]


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
def test_browsers_get_the_page_at_the_root(
    server: str, accept: str, *, is_page: bool
) -> None:
    answer, page = (
        exchange(server, one, {"Accept": accept}) for one in ("/", "/overview")
    )
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["vary"] == "Accept, Accept-Encoding"
    assert page.headers["content-location"] == "overview"
    assert answer.headers.get("content-location") == ("overview" if is_page else None)
    assert (answer.body == page.body) is is_page
    assert (answer.headers["content-type"] == "application/json") is not is_page


@pytest.mark.parametrize("address", ["/overview", "/docs", "/"])
def test_pages_ignore_their_query(server: str, address: str) -> None:
    """Links that are shared carry all sorts of parameters, and lead to the page nevertheless."""
    plain = exchange(server, address, _BROWSER).without("date")
    for query in (
        "utm_source=x&fbclid=y",
        "utm_source=x&utm_source=y",
        "limit=no",
        "%FF",
        "&&",
    ):
        assert exchange(server, f"{address}?{query}", _BROWSER).without("date") == plain


def test_tracking_parameters_are_ignored(server: str, addresses: list[str]) -> None:
    """With them an address answers as without, in links and errors too; a misspelt one is wrong."""
    tracking = "utm_source=x&utm_medium=y&fbclid=1&gclid=2&mc_eid=3&_ga=4&utm_source=z"
    for address in [
        *addresses,
        "/areas?limit=2&offset=2",
        "/search?q=hong",
        "/areas?x=1",
        "/none",
    ]:
        mark = "&" if "?" in address else "?"
        plain = exchange(server, address).without("date")
        assert (
            exchange(server, f"{address}{mark}{tracking}").without("date") == plain
        ), address
    for wrong in ("utm=x", "fbclidx=1", "ref=x", "UTM_SOURCE"):
        assert exchange(server, f"/areas?{wrong}").status == 400, wrong


def test_nothing_redirects(server: str, addresses: list[str]) -> None:
    for address in addresses:
        for variant in (
            f"{address}/",
            f"/{address}",
            f"{address}/.",
            f"/x/..{address}",
        ):
            answer = exchange(server, variant, _BROWSER)
            assert answer.status in {200, 404}, variant
            assert "location" not in answer.headers, variant
