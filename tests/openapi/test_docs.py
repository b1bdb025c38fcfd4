"""The docs page and its assets, as they are served."""

import re

import httpx
import pytest

from app.api.docs.serving import ASSETS


def test_the_page_allows_only_what_it_serves(client: httpx.Client) -> None:
    response = client.get("/docs")
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    policy = response.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


def test_the_page_loads_what_there_is_and_nothing_else(client: httpx.Client) -> None:
    page = client.get("/docs").text
    loaded = re.findall(r'(?:href|src)="([^"]+)"', page)
    assert all(address.startswith("/") and "//" not in address for address in loaded)
    assert all(client.get(address).status_code == 200 for address in loaded)
    assert {f"/docs/assets/{name}" for name in ASSETS} <= set(loaded)
    assert '<html lang="en">' in page
    assert "<title>API documentation" in page


@pytest.mark.parametrize("name", ASSETS)
def test_assets_are_compressed_typed_and_long_lived(name: str, client: httpx.Client) -> None:
    response = client.get(f"/docs/assets/{name}", headers={"Accept-Encoding": "br"})
    assert response.status_code == 200
    assert response.headers["content-type"].startswith(ASSETS[name][1])
    assert "max-age=86400" in response.headers["cache-control"]
    assert response.content == ASSETS[name][0].read_bytes()


def test_an_asset_that_there_is_not_is_a_problem(client: httpx.Client) -> None:
    response = client.get("/docs/assets/docs.cs")
    assert response.status_code == 404
    assert "/docs/assets/docs.css" in response.json()["did_you_mean"]


@pytest.mark.parametrize("path", ["/redoc", "/docs/oauth2-redirect"])
def test_what_is_not_offline_is_not_there(path: str, client: httpx.Client) -> None:
    assert client.get(path).status_code == 404
