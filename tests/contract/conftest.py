"""Fixtures: the addresses that there are, and a dataset of a test's own that is served."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.data.dataset import load_dataset
from app.factory import create_app
from app.settings import Settings
from tests.contract.exchange import served

Json = dict[str, Any]


@pytest.fixture(scope="session")
def collections(client: httpx.Client) -> dict[str, list[Json]]:
    """All items of every collection that the index lists, as lists give them, by its name."""
    found = client.get("/").raise_for_status().json()["collections"]
    whole = {"limit": 1000}
    return {
        one["name"]: client.get(one["href"], params=whole)
        .raise_for_status()
        .json()["items"]
        for one in found
    }


@pytest.fixture(scope="session")
def items(client: httpx.Client, collections: dict[str, list[Json]]) -> dict[str, Json]:
    """Every item, whole, by its id."""
    found = {}
    for listed in collections.values():
        for item in listed:
            found[item["id"]] = client.get(item["href"]).raise_for_status().json()
    return found


@pytest.fixture(scope="session")
def claims(client: httpx.Client) -> list[Json]:
    """All claims, from all pages of the list."""
    found: list[Json] = []
    target: str | None = "/claims?limit=1000"
    while target:
        page = client.get(target).raise_for_status()
        found += page.json()["items"]
        target = page.links.get("next", {}).get("url")
    return found


@pytest.fixture(scope="session")
def addresses(client: httpx.Client, collections: dict[str, list[Json]]) -> list[str]:
    """One address of every route: each list, view and document, and the first item of each."""
    index = client.get("/").json()
    return [
        *("/", "/docs/assets/docs.js", "/overview/style.css", "/schemas/areas.json"),
        *(one["href"] for one in index["collections"]),
        *(one["href"] for one in index["views"] if "{" not in one["href"]),
        *(items[0]["href"] for items in collections.values()),
        client.get("/claims", params={"limit": 1}).json()["items"][0]["href"],
    ]


Serve = Callable[[], str]


@pytest.fixture
def serve_small(small: Path) -> Iterator[Serve]:
    """Serves what a test has made of the dataset in the folder `small`, until the test ends."""
    with ExitStack() as stack:
        yield lambda: stack.enter_context(
            served(create_app(load_dataset(small), Settings(small)))
        )
