"""What tests of all folders share: the dataset, and the record served as the README says."""

import os
import shutil
import sys
import threading
from collections.abc import Generator, Iterator
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner, Result

from app.cli import main
from app.data.dataset import Dataset, load_dataset
from tests.servers import FIXTURES, STARTER, serve, serving, traced

_SETTINGS = (
    "DATA",
    "ROOT_PATH",
    "ORIGIN",
    "ACCESS_LOG",
    "HOST",
    "PORT",
    "UDS",
    "WORKERS",
)
_NOTHING_SET = {f"RECORD_{name}": "" for name in _SETTINGS} | {
    "PORT": "",
    "SOURCE_TEXTS": None,
}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Measure coverage in fast tests alone: tracing trebles the time of a test.

    pytest-cov's own mark `no_cover` pauses nothing in the workers of pytest-xdist.
    """
    if item.get_closest_marker("slow") is None:
        return (yield)
    trace = sys.gettrace()
    trace_of_threads = threading.gettrace()
    sys.settrace(None)
    threading.settrace(None)
    try:
        return (yield)
    finally:
        sys.settrace(trace)
        threading.settrace(trace_of_threads)


def require(program: str, package: str) -> str:
    """Return the path of a program; without it a test is skipped, or fails where CI is set.

    It is looked for beside Python first, since an environment need not be activated, and at last
    where Debian keeps servers, which is not on the PATH of its users.
    """
    beside = str(Path(sys.executable).parent)
    folders = [beside, os.environ["PATH"], "/usr/sbin"]
    found = shutil.which(program, path=os.pathsep.join(folders))
    if found is None:
        message = f"{program} is missing: install the package {package}"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    return found


def npm_packages(name: str) -> Path:
    """Return the folder of npm packages that holds this one, or skip or fail as `require` does."""
    cache = Path.home() / ".cache" / "innotech-record" / "node"
    folder = Path(os.environ.get("NODE_TOOLS", cache))
    packages = folder / "node_modules"
    if not (packages / name).is_dir():
        message = f"{name} is missing: npm install --prefix {folder} {name}"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    return packages


def invoke(*arguments: str | Path, **environment: str) -> Result:
    """Run a command of ours; it finds nothing in the environment, and leaves nothing in it."""
    runner = CliRunner(env={**_NOTHING_SET, **environment})
    return runner.invoke(main, [*map(str, arguments)])


@pytest.fixture(scope="session")
def dataset() -> Dataset:
    """The record's own dataset, loaded and checked."""
    return load_dataset(FIXTURES)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The base URL of the record, served by `python -m app serve`."""
    with serving(serve(), **traced()) as base:
        yield base


@pytest.fixture(scope="session")
def client(server: str) -> Iterator[httpx.Client]:
    """A client of the served record."""
    # Connections are given up before the server closes them, which httpx would notice too late.
    limits = httpx.Limits(keepalive_expiry=2)
    with httpx.Client(base_url=server, timeout=120, limits=limits) as client:
        yield client


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A folder with the dataset that `init` writes, to be changed by a test."""
    folder = tmp_path / "small"
    shutil.copytree(STARTER, folder)
    return folder
