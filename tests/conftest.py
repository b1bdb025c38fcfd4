"""What the tests share: the datasets, and the production app served from each of them."""

import signal
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from app.data.check import load_dataset
from app.data.dataset import Dataset
from app.factory import create_app
from app.settings import Settings
from tests.serving import serving

ROOT = Path(__file__).parent.parent
FIXTURES = ROOT / "fixtures"
OTHER_DATA = ROOT / "tests" / "data-2023"

# Where the tests are started by what ignores it, their processes would ignore it as well.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def dataset() -> Dataset:
    return load_dataset(FIXTURES)


@pytest.fixture(scope="session")
def base_url(dataset: Dataset) -> Iterator[str]:
    """The production app on the dataset of 2018."""
    with serving(create_app(dataset, Settings(data=FIXTURES, access_log="off"))) as url:
        yield url


@pytest.fixture(scope="session")
def client(base_url: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=base_url) as client:
        yield client


@pytest.fixture(scope="session", params=[FIXTURES, OTHER_DATA], ids=["2018", "2023"])
def any_dataset(request: pytest.FixtureRequest) -> Dataset:
    """Each dataset in turn: nothing in the app may know one of them."""
    return load_dataset(request.param)


@pytest.fixture(scope="session")
def any_client(any_dataset: Dataset) -> Iterator[httpx.Client]:
    """The production app on each dataset in turn."""
    app = create_app(any_dataset, Settings(data=FIXTURES, access_log="off"))
    with serving(app) as url, httpx.Client(base_url=url) as client:
        yield client
