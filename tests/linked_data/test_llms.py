"""Guide for language models: one screen, in which every link leads somewhere."""

import re

import httpx
import pytest

from app.data.dataset import Dataset
from app.models import MODELS
from app.models.reference import collection_of


@pytest.fixture(scope="module")
def guide(client: httpx.Client) -> str:
    answer = client.get("/llms.txt").raise_for_status()
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    return answer.text


def test_it_is_one_screen_with_a_title(guide: str, dataset: Dataset) -> None:
    """And a summary."""
    lines = guide.splitlines()
    assert lines[0] == f"# {dataset.info.title}"
    assert f"> {dataset.info.description}" in lines
    assert len(lines) <= 50
    assert "\n\n\n" not in guide


def test_every_address_leads_somewhere(guide: str, client: httpx.Client) -> None:
    links = re.findall(r"\]\(([^)]+)\)", guide)
    addresses = [
        one.replace("WORDS", "hong+kong") for one in re.findall(r" (/[^\s:]+)", guide)
    ]
    assert links
    assert addresses
    for href in {*links, *addresses}:
        filled = re.sub(r"\{[^}]*\}", "hong+kong", href).rstrip(".")
        if filled.startswith("/"):
            assert client.get(filled).status_code == 200, href


def _kilobytes(client: httpx.Client, path: str) -> int:
    return len(client.get(path).content) // 1_000 + 1


def test_it_has_collections_and_filters(
    guide: str, dataset: Dataset, client: httpx.Client
) -> None:
    """Each collection with its size and its filters."""
    paths = client.get("/openapi.json").json()["paths"]
    for kind in MODELS:
        name, total = collection_of(kind), len(dataset.collections[kind].by_id)
        (line,) = re.findall(rf"^- \[.*\]\(/{name}\): .*$", guide, re.MULTILINE)
        assert f" {total}, {_kilobytes(client, f'/{name}')} KB. " in line
        parameters = {one["name"] for one in paths[f"/{name}"]["get"]["parameters"]}
        filters = line.partition("Filters: ")[2].rstrip(".").split(", ")
        assert set(filters) == parameters - {"limit", "offset", "fields"}


def test_it_says_what_answers_weigh(guide: str, client: httpx.Client) -> None:
    weights = re.findall(
        r"^- \[[^]]*\]\((/[^)]+)\): .*, ([0-9]+) KB\.", guide, re.MULTILINE
    )
    assert {"/dataset.json", "/claims.csv", "/overview", "/graph"} <= {
        path for path, _ in weights
    }
    for path, kilobytes in weights:
        assert int(kilobytes) == _kilobytes(client, path), path


def test_it_says_how_to_cite_and_search(guide: str, client: httpx.Client) -> None:
    """And what is disputed."""
    assert "/search?q=" in guide
    assert "evidence" in guide
    (disputed,) = set(re.findall(r"/claims\?disputed=true", guide))
    assert client.get(disputed).json()["total"] > 0
