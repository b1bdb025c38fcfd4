"""Sizes and SHA-256 sums in the index: true for the bytes that are served."""

import hashlib

import httpx
import pytest

from app.data.dataset import Dataset
from app.factory import create_app
from app.settings import Settings
from tests.conftest import FIXTURES
from tests.serving import serving


def assert_true(client: httpx.Client, prefix: str = "") -> None:
    downloads = client.get("/").json()["downloads"]
    assert [one["href"] for one in downloads] == [
        f"{prefix}/dataset.json",
        f"{prefix}/claims.csv",
    ]
    for one in downloads:
        response = client.get(one["href"].removeprefix(prefix))
        assert response.headers["content-type"].startswith(one["media_type"])
        assert len(response.content) == one["bytes"]
        assert hashlib.sha256(response.content).hexdigest() == one["sha256"]


def test_they_are_true(any_client: httpx.Client) -> None:
    assert_true(any_client)


@pytest.mark.parametrize("coding", ["identity", "gzip", "br"])
def test_they_are_true_after_any_compression(client: httpx.Client, coding: str) -> None:
    client = httpx.Client(base_url=client.base_url, headers={"Accept-Encoding": coding})
    with client:
        assert_true(client)


def test_they_are_true_below_a_prefix(dataset: Dataset) -> None:
    app = create_app(dataset, Settings(data=FIXTURES, access_log="off"))
    with serving(app, root_path="/record") as url, httpx.Client(base_url=url) as client:
        assert_true(client, "/record")


def test_both_are_the_same_for_every_reader(client: httpx.Client, dataset: Dataset) -> None:
    """No part of a download depends on where it is served."""
    app = create_app(dataset, Settings(data=FIXTURES, access_log="off"))
    with serving(app, root_path="/record") as url:
        for path in ("/dataset.json", "/claims.csv"):
            assert httpx.get(url + path).content == client.get(path).content
