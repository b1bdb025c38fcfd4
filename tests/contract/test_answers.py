"""Answers: every address that is told of answers, and each body is what its model says."""

import hashlib
from collections.abc import Iterator

import httpx
import pytest

from app.data.dataset import Dataset
from app.models import MODELS
from app.models.reference import collection_of
from tests.contract.conftest import Json, Serve


def _read_files(part: object) -> Iterator[Json]:
    """Yield each object in JSON."""
    if isinstance(part, dict):
        yield part
        part = list(part.values())
    for value in part if isinstance(part, list) else ():
        yield from _read_files(value)


def test_every_address_answers(client: httpx.Client, dataset: Dataset) -> None:
    """From the index on, answers name all that there is, and nothing that is not."""
    waiting, seen = ["/"], set[str]()
    while waiting:
        address = waiting.pop()
        if address in seen or address.startswith("/claims/"):
            continue
        seen.add(address)
        answer = client.get(address)
        assert answer.status_code == 200, address
        links = [one["url"].partition("#")[0] for one in answer.links.values()]
        waiting += [one for one in links if one.startswith("/")]
        if answer.headers["content-type"] == "application/json":
            hrefs = [one.get("href") for one in _read_files(answer.json())]
            waiting += [
                one.replace("{words}", "a") for one in hrefs if isinstance(one, str)
            ]
    assert {one.href for one in dataset.by_id.values()} <= seen
    assert {
        f"/{collection_of(kind)}" for kind in MODELS if dataset.collections[kind].by_id
    } <= seen
    assert {"/claims.csv", "/context.jsonld", "/docs", "/llms.txt", "/overview"} <= seen


def test_every_item_is_in_its_list(
    collections: dict[str, list[Json]], items: dict[str, Json]
) -> None:
    """Lists leave out what only items have: who refers to them, and how to cite them."""
    for listed in collections.values():
        for item in listed:
            whole = items[item["id"]]
            only_in_item = {
                "citation": whole["citation"],
                "referenced_by": whole["referenced_by"],
            }
            assert {**item, **only_in_item} == whole


@pytest.mark.slow
def test_a_claim_alone_is_as_in_its_list(
    client: httpx.Client, claims: list[Json]
) -> None:
    for claim in claims:
        assert client.get(claim["href"]).raise_for_status().json() == claim


def test_what_is_unknown_is_absent(items: dict[str, Json], claims: list[Json]) -> None:
    """And what is ours to tell is always there."""
    for item in items.values():
        told = set() if item["type"] == "correction" else {"evidence", "unknowns"}
        assert {"referenced_by", "citation", *told} <= item.keys(), item["id"]
    for part in _read_files([*items.values(), *claims]):
        empty = {name for name, value in part.items() if value in (None, "", [], {})}
        assert empty <= {"unknowns", "referenced_by"}, part


def test_an_empty_collection_answers(
    serve_small: Serve,
) -> None:
    """And is described."""
    base = serve_small()
    assert httpx.get(f"{base}/events").raise_for_status().json() == {
        "items": [],
        "total": 0,
    }
    assert httpx.get(f"{base}/events/x").status_code == 404
    totals = {
        one["name"]: one["total"] for one in httpx.get(f"{base}/").json()["collections"]
    }
    assert {name for name, total in totals.items() if total} == {
        *("agreements", "organizations", "parties", "sources")
    }
    assert "/events/{id}" in httpx.get(f"{base}/openapi.json").json()["paths"]
    assert "/events" not in httpx.get(f"{base}/llms.txt").raise_for_status().text


def test_the_index_describes_downloads(
    client: httpx.Client, collections: dict[str, list[Json]]
) -> None:
    """It begins with the totals, and tells sizes and sums of the downloads."""
    index = client.get("/").json()
    assert next(iter(index)) == "collections"
    totals = {one["name"]: one["total"] for one in index["collections"]}
    assert totals == {name: len(items) for name, items in collections.items()}
    for one in index["downloads"]:
        answer = client.get(one["href"])
        assert answer.headers["content-type"].startswith(one["media_type"])
        assert len(answer.content) == one["bytes"]
        assert hashlib.sha256(answer.content).hexdigest() == one["sha256"]
