"""The docs page in a real browser without a network."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx
import pytest
from starlette.types import Receive, Scope, Send

from app.data.dataset import Dataset
from app.factory import create_app
from app.settings import Settings
from tests.conftest import FIXTURES
from tests.openapi import node
from tests.openapi.contract import Contract
from tests.openapi.reader import Reader, reading
from tests.serving import serving
from tests.tools import needs


@pytest.fixture(scope="module")
def reader(base_url: str) -> Iterator[Reader]:
    binary = needs("chromium", "Debian's chromium")
    driver = needs("chromedriver", "Debian's chromium-driver")
    with reading(base_url, binary, driver) as someone:
        yield someone


@pytest.fixture(autouse=True)
def _quiet_and_at_home(request: pytest.FixtureRequest, base_url: str) -> Iterator[None]:
    """Whatever happens: nothing is in the console, and nothing is asked of anyone else."""
    yield
    someone: Reader | None = request.node.funcargs.get("reader")
    if someone is not None:
        complaints = [one for one in someone.complaints() if "status of 404" not in one]
        assert complaints == []
        assert {url for url in someone.requests() if not _at_home(url, base_url)} == set()


def _at_home(url: str, base_url: str) -> bool:
    return url.startswith(("data:", f"{base_url}/"))


def test_every_operation_shows(reader: Reader, contract: Contract) -> None:
    reader.open()
    shown = {one.get_attribute("textContent") for one in reader.find_all(".opblock-summary-path")}
    assert {str(path).replace("\u200b", "") for path in shown} == set(contract.document["paths"])
    assert reader.driver.title.startswith("API documentation")


def test_an_item_can_be_tried(reader: Reader, client: httpx.Client) -> None:
    reader.open()
    address, status, shown = reader.execute(reader.show("getAgreement"))
    assert status == "200"
    assert shown == client.get(address).json()


def test_a_filtered_list_can_be_tried(reader: Reader, client: httpx.Client) -> None:
    reader.open()
    block = reader.show("listAreas")
    agreement = client.get("/areas").json()["items"][0]["agreement"]["id"]
    everything = client.get("/areas").json()
    address, _, shown = reader.execute(block)
    assert urlsplit(address).query == "limit=100&offset=0"
    assert shown == everything
    reader.choose(block, "agreement", agreement)
    address, status, shown = reader.execute(block)
    assert f"agreement={agreement}" in address
    assert status == "200"
    assert shown == client.get(address).json()


def test_a_problem_can_be_tried(reader: Reader, client: httpx.Client) -> None:
    reader.open()
    block = reader.show("getPerson")
    reader.write(block, "id", "nobody")
    address, status, shown = reader.execute(block)
    assert address.endswith("/people/nobody")
    assert status == "404"
    assert shown == client.get(address).json()


def test_axe_finds_nothing(reader: Reader) -> None:
    axe = node.package("axe-core") / "axe.min.js"
    reader.open()
    reader.execute(reader.show("listParties"))
    reader.execute(reader.show("getArea"))
    reader.show("listClaims")
    assert reader.faults(axe) == []


def test_a_link_to_an_operation_opens_it(reader: Reader) -> None:
    reader.open("/docs#/Agreements/getArea")
    assert reader.find_all(".opblock.is-open[id$='-getArea']")


def test_behind_a_prefix_it_is_the_same(dataset: Dataset) -> None:
    binary = needs("chromium", "Debian's chromium")
    driver = needs("chromedriver", "Debian's chromium-driver")
    app = create_app(dataset, Settings(data=FIXTURES, access_log="off"))

    async def prefixed(scope: Scope, receive: Receive, send: Send) -> None:
        await app({**scope, "root_path": "/record"}, receive, send)

    with (
        serving(prefixed) as base,
        reading(base, binary, driver) as someone,
    ):
        someone.open("/record/docs")
        address, status, shown = someone.execute(someone.show("getAgreement"))
        assert address.startswith(f"{base}/record/agreements/")
        assert (status, shown) == ("200", httpx.get(address).json())
        assert someone.complaints() == []
