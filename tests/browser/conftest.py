"""One browser for all tests, and pages of several datasets to look at."""

from collections.abc import Iterator

import pytest

from tests.browser.chromium import Browser, chromium
from tests.conftest import require
from tests.pages import made
from tests.servers import PROGRAM, ROOT, free_port, running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    binary, driver = require("chromium", "chromium"), require("chromedriver", "chromium-driver")
    with chromium(binary, driver) as running_browser:
        yield running_browser


@pytest.fixture(scope="session", params=["hostile", "crowded", "second", "empty"])
def unusual(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The base URL of the app on a dataset that would break a careless page."""
    make = {"hostile": made.hostile, "crowded": made.crowded, "empty": made.empty}
    second = ROOT / "tests" / "second" / "fixtures"
    is_made = request.param in make
    folder = tmp_path_factory.mktemp("made") / "data"
    data = make[request.param](folder) if is_made else second
    port = free_port()
    with running([*PROGRAM, "serve", "--port", str(port), "--data", str(data)], port):
        yield f"http://127.0.0.1:{port}"
