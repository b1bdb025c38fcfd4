"""Readers of both datasets, at the top of a host and below a prefix."""

from collections.abc import Iterator

import httpx
import pytest
from rdflib import Graph

from app.data.dataset import Dataset
from app.factory import create_app
from app.settings import Settings
from tests.conftest import FIXTURES
from tests.linked.reading import Reader
from tests.serving import serving


@pytest.fixture(scope="session")
def reader(any_client: httpx.Client) -> Reader:
    return Reader(str(any_client.base_url).rstrip("/"), any_client)


@pytest.fixture(scope="session")
def graph(reader: Reader) -> Graph:
    """Every resource of a dataset, each loaded from its own address."""
    return reader.graph(one["href"] for one in reader.resources())


@pytest.fixture(scope="session")
def below_prefix(dataset: Dataset) -> Iterator[Reader]:
    app = create_app(dataset, Settings(data=FIXTURES, access_log="off"))
    with serving(app, root_path="/record") as url, httpx.Client() as client:
        yield Reader(url, client, "/record")
