"""Errors: problem details (RFC 9457) that say what is wrong and what would be right."""

import logging
from http import HTTPStatus
from pathlib import Path
from urllib.parse import unquote

import httpx
import pytest

from app.data.dataset import Dataset
from app.factory import create_app
from app.settings import Settings
from tests.contract.conftest import Json, Serve
from tests.contract.exchange import exchange, served
from tests.data.breaking import change

_MEMBERS = {
    400: {"errors", "allowed"},
    404: {"did_you_mean"},
    405: set(),
    410: {"correction"},
    500: {"id"},
}


def _problem(answer: httpx.Response, status: int) -> Json:
    """Return the members of an error that is as RFC 9457 wants every error to be."""
    assert answer.status_code == status, answer.text[:300]
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["access-control-allow-origin"] == "*"
    problem: Json = answer.json()
    assert problem["type"] == "about:blank"
    assert (problem["title"], problem["status"]) == (HTTPStatus(status).phrase, status)
    assert problem["detail"].endswith(".")
    assert unquote(problem["instance"]) == unquote(answer.request.url.raw_path)
    members = {"type", "title", "status", "detail", "instance", *_MEMBERS[status]}
    assert set(problem) == members
    return problem


@pytest.mark.parametrize(
    ("address", "wrong"),
    {
        "/areas?lmit=1": "lmit",
        "/areas?LIMIT=1": "LIMIT",
        "/areas?limit=1&offset=0&limit=1": "limit",
        "/areas?limit=0": "limit",
        "/areas?limit=1001": "limit",
        "/areas?limit": "limit",
        "/areas?limit=1.5": "limit",
        "/areas?limit=%FF": "limit",
        "/areas?offset=-1": "offset",
        "/areas?source=Not+An+Id": "source",
        "/areas?=x": "(empty)",
        "/events?from=2018-13": "from",
        "/events?from=20%20September%202018": "from",
        "/agreements?in_force_on=yesterday": "in_force_on",
        "/statements?kind=rumour": "kind",
        "/sources?language=english": "language",
        "/claims?disputed=perhaps": "disputed",
        "/claims?rank=best&basis=hearsay&type=thing": "type rank basis",
        "/claims?subject=a&subject=a": "subject",
        "/claims.csv?limit=1": "limit",
        "/graph?type=thing": "type",
        "/search": "q",
        "/search?q=": "q",
        "/search?q=%20%09": "q",
        f"/search?limit=1001&q={'a' * 201}": "limit q",
        "/areas/area-talents?x=1": "x",
        "/?x=1": "x",
        "/health?x=1": "x",
        "/areas?limit=0&x=1&offset=no&y=": "limit offset x y",
        "/areas?offset=0&source=a&source=b&offset=1": "offset source",
    }.items(),
)
def test_400_tells_everything_that_is_wrong(
    client: httpx.Client, address: str, wrong: str
) -> None:
    """And what is allowed."""
    problem = _problem(client.get(address), 400)
    assert [one["parameter"] for one in problem["errors"]] == wrong.split()
    for fault in problem["errors"]:
        assert f"{fault['parameter']}: {fault['message']}" in problem["detail"]
    path = address.partition("?")[0].replace("/area-talents", "/{id}")
    documented = (
        client.get("/openapi.json").json()["paths"].get(path, {"get": {}})["get"]
    )
    parameters = [
        one for one in documented.get("parameters", []) if one["in"] == "query"
    ]
    expected = {one["name"]: one["description"] for one in parameters}
    assert problem["allowed"] == expected


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("/areas/", "/areas"),
        ("/Areas", "/areas"),
        ("/araes", "/areas"),
        ("/funding_schemes", "/funding-schemes"),
        ("/docs/", "/docs"),
        ("/overview/", "/overview"),
        ("{href}/", "{href}"),
        ("{HREF}", "{href}"),
        ("/{id}", "{href}"),
        ("/{with_underscores}", "{href}"),
        ("/areas/{id}", "{href}"),
        ("/areas{href}", "{href}"),
        ("/areas/https%3A%2F%2Frecord.example.org{href}", "{href}"),
        ("/{plural}/{with_underscores}", "{href}"),
        ("/{plural}/{misspelt}", "{href}"),
        ("/{plural}/{MISSPELT}", "{href}"),
        ("/{plural}//{misspelt}", "{href}"),
        ("/{plural}/no-such-thing-at-all", "/{plural}"),
        ("/schemas/araes.json", "/schemas/areas.json"),
        ("/docs/assets/dosc.js", "/docs/assets/docs.js"),
        ("/claims/{id}-000000000000", "/claims?subject={id}"),
        ("/claims/nothing", "/claims"),
        ("/zzqqxx", "/"),
    ],
)
def test_404_leads_to_what_was_meant(
    client: httpx.Client, collections: dict[str, list[Json]], wrong: str, right: str
) -> None:
    for plural in ("people", "events"):
        slug, href = (collections[plural][0][name] for name in ("id", "href"))
        misspelt, underscored = slug[:4] + slug[5:], slug.replace("-", "_")
        words = {"id": slug, "href": href, "HREF": href.title(), "plural": plural}
        words |= {"misspelt": misspelt, "MISSPELT": misspelt.title()}
        words["with_underscores"] = underscored
        problem = _problem(client.get(wrong.format_map(words)), 404)
        assert right.format_map(words) in problem["did_you_mean"]
        assert {client.get(near).status_code for near in problem["did_you_mean"]} == {
            200
        }


def test_410_leads_to_the_correction(small: Path, serve_small: Serve) -> None:
    """What was served once says who withdrew it, whatever collection it is looked for in."""
    correction = {
        "id": "no-old-town",
        "name": {"en": "No old town"},
        "date": "2026-01-02",
        "version": "0.1.0",
        "subjects": ["first-town"],
        "withdrawn": ["old-town", "older-town"],
        "was": "There was an old town.",
        "now": "There is none.",
        "because": "It was the first town.",
    }
    change(small, {"corrections": [correction]})
    base = serve_small()
    for address in (
        "/parties/old-town",
        "/events/older-town",
        "/claims/old-town-0123456789ab",
    ):
        problem = _problem(httpx.get(base + address), 410)
        assert problem["correction"] == "/corrections/no-old-town"
    assert "2026-01-02" in problem["detail"]
    assert (
        httpx.get(base + problem["correction"]).json()["withdrawn"]
        == correction["withdrawn"]
    )


def test_405_tells_the_allowed_methods(
    client: httpx.Client, addresses: list[str]
) -> None:
    """At every address, for every other method."""
    for address in addresses:
        for method in ("POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"):
            answer = client.request(method, address, content=b"x")
            _problem(answer, 405)
            assert answer.headers["allow"] == "GET, HEAD, OPTIONS", (method, address)
    for method in ("POST", "DELETE", "OPTIONS"):
        _problem(client.request(method, "/nothing"), 404)


def test_head_of_an_error_has_no_body(server: str) -> None:
    for address, status in {"/areas?x=1": 400, "/nothing": 404}.items():
        head, get = (
            exchange(server, address, method=method) for method in ("HEAD", "GET")
        )
        assert head == (status, {**get.headers, "date": head.headers["date"]}, b"")


@pytest.mark.parametrize("method", ["GET", "OPTIONS", "POST"])
def test_500_tells_an_id_and_no_reason(
    dataset: Dataset, caplog: pytest.LogCaptureFixture, method: str
) -> None:
    """The log has the id, and the reason."""
    app = create_app(dataset, Settings(Path()))

    async def fail() -> None:
        message = "a secret reason"
        raise RuntimeError(message)

    app.add_api_route("/fail", fail, methods=[method])
    with caplog.at_level(logging.ERROR), served(app) as base:
        answer = httpx.request(method, f"{base}/fail")
        problem = _problem(answer, 500)
        assert "secret" not in answer.text + str(answer.headers)
        assert "RuntimeError" not in answer.text
        assert httpx.get(f"{base}/areas").status_code == 200
    assert problem["id"] in caplog.text
    assert "a secret reason" in caplog.text
