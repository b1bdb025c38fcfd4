"""What tests of all folders share: the dataset, and the record served as the README says."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from app.data.dataset import Dataset, load_dataset
from tests.servers import FIXTURES, PROGRAM, free_port, running


def require(program: str, package: str) -> str:
    """Return the path of a program; without it a test is skipped, or fails where CI is set.

    It is looked for beside Python first, since an environment need not be activated.
    """
    beside = Path(sys.executable).parent
    found = shutil.which(program, path=os.pathsep.join([str(beside), os.environ["PATH"]]))
    if found is None:
        message = f"{program} is missing: install the package {package}"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    return found


@pytest.fixture(scope="session")
def dataset() -> Dataset:
    """The record's own dataset, loaded and checked."""
    return load_dataset(FIXTURES)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The base URL of the record, served by `python -m app serve`."""
    port = free_port()
    with running([*PROGRAM, "serve", "--port", str(port)], port):
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="session")
def client(server: str) -> Iterator[httpx.Client]:
    """A client of the served record."""
    # Connections are given up before the server closes them, which httpx would notice too late.
    limits = httpx.Limits(keepalive_expiry=2)
    with httpx.Client(base_url=server, timeout=30, limits=limits) as client:
        yield client


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A folder with the dataset that `init` writes, to be changed by a test."""
    folder = tmp_path / "small"
    shutil.copytree(FIXTURES.parent / "app" / "starter", folder)
    return folder
