"""Fixtures: the second dataset, loaded and served."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from app.data.dataset import Dataset, load_dataset
from tests.servers import PROGRAM, free_port, running

SECOND = Path(__file__).parent / "fixtures"
TEXTS = Path(__file__).parent / "texts"


@pytest.fixture(scope="session")
def second() -> Dataset:
    return load_dataset(SECOND)


@pytest.fixture(scope="session")
def second_client() -> Iterator[httpx.Client]:
    port = free_port()
    command = [*PROGRAM, "serve", "--data", str(SECOND), "--port", str(port)]
    with (
        running(command, port),
        httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as client,
    ):
        yield client
