"""The page of each dataset, read as HTML and looked at in a browser."""

from collections.abc import Iterator

import httpx
import pytest

from app.data.check import load_dataset
from app.factory import create_app
from app.settings import Settings
from tests.pages import hostile
from tests.pages.browser import Browser, chromium
from tests.pages.html import Node, parsed
from tests.serving import serving
from tests.tools import needs


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    binary = needs("chromium", "Debian's chromium")
    driver = needs("chromedriver", "Debian's chromium-driver")
    with chromium(binary, driver) as running:
        yield running


@pytest.fixture(scope="session")
def any_page(any_client: httpx.Client) -> Node:
    """The page of each dataset in turn."""
    return parsed(any_client.get("/overview").text)


@pytest.fixture(scope="session")
def page(client: httpx.Client) -> Node:
    return parsed(client.get("/overview").text)


@pytest.fixture(scope="session")
def hostile_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The production app on a dataset that would break a careless page."""
    folder = hostile.write(tmp_path_factory.mktemp("hostile"))
    app = create_app(load_dataset(folder), Settings(data=folder, access_log="off"))
    with serving(app) as url:
        yield url
