"""A real nginx on the export answers as the live API does."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.cli import main
from app.data.check import load_dataset
from app.factory import create_app
from app.settings import Settings
from tests.conftest import OTHER_DATA
from tests.proxies.servers import free_port, nginx
from tests.serving import serving

OWN = {"server", "date", "connection"}
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
ENCODINGS = [
    "identity",
    "gzip",
    "br",
    "gzip, deflate, br, zstd",
    "gzip;q=0.5, br;q=0",
    "x-gzip",
    "",
]


@contextmanager
def hosting(exported: Path, folder: Path) -> Iterator[httpx.Client]:
    """Serve an export with the lines that its README prints."""
    readme = (exported / "README.md").read_text("utf-8")
    printed = re.findall(r"```nginx\nhttp \{\n(.+?)\}\n```", readme, re.DOTALL)
    port = free_port()
    http = printed[0].replace("listen 80;", f"listen 127.0.0.1:{port};")
    url = f"http://127.0.0.1:{port}"
    with nginx(folder, http, url), httpx.Client(base_url=url) as client:
        yield client


@pytest.fixture(scope="module")
def static(exported: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    with hosting(exported, tmp_path_factory.mktemp("nginx")) as client:
        yield client


def paths(manifest: Any) -> list[str]:  # noqa: ANN401 -- JSON
    return list(dict.fromkeys(one["path"] for one in manifest["answers"]))


def seen(client: httpx.Client, method: str, path: str, **headers: str) -> tuple[int, Any, bytes]:
    """Return what counts of an answer: status, headers but the server's own, the bytes."""
    request = client.build_request(
        method, path, headers={k.replace("_", "-"): v for k, v in headers.items()}
    )
    if not headers.get("accept_encoding"):
        del request.headers["accept-encoding"]
    answer = client.send(request, stream=True)
    body = b"".join(answer.iter_raw())
    answer.close()
    fields = {k: answer.headers[k] for k in answer.headers if k not in OWN}
    if answer.status_code in {204, 304}:
        # In a 304 it may be that of the 200 (RFC 9110 §8.6), which nginx sends and we do not.
        fields.pop("content-length", None)
    return answer.status_code, fields, body


def test_every_path_is_answered_as_by_the_api(
    manifest: Any,  # noqa: ANN401 -- JSON
    static: httpx.Client,
    client: httpx.Client,
) -> None:
    assert len(paths(manifest)) > 900
    for path in paths(manifest):
        for method, encoding in (("GET", "identity"), ("GET", "gzip, br"), ("HEAD", "gzip")):
            live = seen(client, method, path, accept_encoding=encoding)
            assert live[0] == 200
            assert seen(static, method, path, accept_encoding=encoding) == live


SAMPLES = [
    "/",
    "/areas",
    "/health",
    "/claims.csv",
    "/docs",
    "/overview",
    "/claims?limit=100&offset=100",
]


@pytest.mark.parametrize("path", SAMPLES)
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_encoding_has_its_tag(
    path: str, encoding: str, static: httpx.Client, client: httpx.Client
) -> None:
    live = seen(client, "GET", path, accept_encoding=encoding)
    assert seen(static, "GET", path, accept_encoding=encoding) == live


@pytest.mark.parametrize("path", SAMPLES)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("encoding", ["identity", "gzip", "br"])
def test_conditions_are_understood(
    path: str, method: str, encoding: str, static: httpx.Client, client: httpx.Client
) -> None:
    _, headers, _ = seen(client, "GET", path, accept_encoding=encoding)
    tag = headers["etag"]
    since = headers.get("last-modified", "Sun, 22 Nov 2026 00:00:00 GMT")
    for condition, status in (
        ({"if_none_match": tag}, 304),
        ({"if_none_match": f"W/{tag}"}, 304),
        ({"if_none_match": f'"a", {tag} ,"b"'}, 304),
        ({"if_none_match": "*"}, 304),
        ({"if_none_match": '"a"'}, 200),
        ({"if_none_match": tag.strip('"')}, 200),
        ({"if_none_match": f'"a{tag[1:]}'}, 200),
        ({"if_none_match": '"a"', "if_modified_since": since}, 200),
        ({"if_modified_since": since}, 304 if "last-modified" in headers else 200),
        (
            {"if_modified_since": "Sat, 01 Jan 2050 00:00:00 GMT"},
            304 if "last-modified" in headers else 200,
        ),
        ({"if_modified_since": "Thu, 20 Sep 2018 00:00:00 GMT"}, 200),
        ({"if_modified_since": "yesterday"}, 200),
        ({"range": "bytes=0-9"}, 200),
    ):
        live = seen(client, method, path, accept_encoding=encoding, **condition)
        assert live[0] == status, condition
        assert seen(static, method, path, accept_encoding=encoding, **condition) == live, condition


@pytest.mark.parametrize("path", SAMPLES)
@pytest.mark.parametrize(
    "accept", [BROWSER, "text/html", "application/json", "*/*", "application/json, text/html;q=0.5"]
)
def test_a_browser_gets_the_page_where_there_is_one(
    path: str, accept: str, static: httpx.Client, client: httpx.Client
) -> None:
    live = seen(client, "GET", path, accept=accept)
    if live[0] == 200:
        assert seen(static, "GET", path, accept=accept) == live
        condition = {"accept": accept, "if_none_match": live[1]["etag"]}
        assert seen(static, "GET", path, **condition) == seen(client, "GET", path, **condition)


@pytest.mark.parametrize(
    "path",
    [
        "/nothing",
        "/areas/none",
        "/AREAS",
        "/areas/",
        "//areas",
        "/areas.json",
        "/manifest.json",
        '/a"b',
        "/a%20b",
        "/search?q=ai",
        "/areas?limit=1",
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_what_is_not_there_is_a_problem(
    path: str, method: str, static: httpx.Client, client: httpx.Client
) -> None:
    status, headers, body = seen(static, method, str(static.base_url).rstrip("/") + path)
    live = seen(client, method, "/nothing")
    assert status == 404
    assert {**headers, "content-length": ""} == {**live[1], "content-length": ""}
    if method == "GET":
        problem = httpx.Response(404, content=body).json()
        assert problem["type"] == "/problems/not-found"
        assert "static copy" in problem["detail"]
        assert problem["instance"] == path.replace('"', "%22")


@pytest.mark.parametrize("path", ["/areas", "/nothing"])
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_other_methods(path: str, method: str, static: httpx.Client, client: httpx.Client) -> None:
    preflight = {"origin": "https://example.org", "access_control_request_method": "GET"}
    for headers in ({}, preflight):
        live = seen(client, method, path, **headers)
        ours = seen(static, method, path, **headers)
        assert ours[0] == live[0]
        if live[0] == 404:
            assert {**ours[1], "content-length": ""} == {**live[1], "content-length": ""}
        else:
            assert ours == live


def test_another_dataset_below_a_prefix(tmp_path: Path) -> None:
    assert (
        main(["export", str(tmp_path / "x"), "--data", str(OTHER_DATA), "--root-path", "/r"]) == 0
    )
    answers = json.loads((tmp_path / "x" / "manifest.json").read_text("utf-8"))["answers"]
    app = create_app(load_dataset(OTHER_DATA), Settings(data=OTHER_DATA, access_log="off"))
    with (
        serving(app, root_path="/r") as url,
        httpx.Client(base_url=url) as live,
        hosting(tmp_path / "x", tmp_path / "nginx") as static,
    ):
        for path in {one["path"] for one in answers}:
            ours = seen(static, "GET", path, accept_encoding="br")
            assert ours == seen(live, "GET", path.removeprefix("/r"), accept_encoding="br")
        assert static.get("/areas").status_code == 404
