"""Fixtures: a reader of the served record, and all of it in one graph."""

import httpx
import pytest
from rdflib import Graph

from app.data.dataset import Dataset
from app.models import MODELS
from app.models.reference import collection_of
from tests.linked_data.reader import Reader

LISTS = [f"/{collection_of(kind)}?limit=1000" for kind in MODELS] + ["/unknowns?limit=1000"]


@pytest.fixture(scope="session")
def reader(server: str, client: httpx.Client) -> Reader:
    return Reader(server, client)


@pytest.fixture(scope="session")
def graph(reader: Reader) -> Graph:
    """Every resource in one graph, as rdflib reads the lists."""
    graph = Graph()
    for href in LISTS:
        graph += reader.rdflib(href)
    return graph


@pytest.fixture(scope="session")
def hrefs(dataset: Dataset) -> list[str]:
    """Every resource, and a sample of the claims: every fiftieth, and those that are disputed."""
    claims = list(dataset.claims.by_id.values())
    sample = [claim for number, claim in enumerate(claims) if number % 50 == 0 or claim.disputed]
    return [one.href for one in dataset.all()] + [one.href for one in sample]
