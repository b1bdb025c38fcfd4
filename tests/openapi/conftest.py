"""The document as it is served, for both datasets."""

import httpx
import pytest

from tests.openapi.contract import Contract


@pytest.fixture(scope="session")
def contract(client: httpx.Client) -> Contract:
    """The contract of the production app on the dataset of 2018."""
    return Contract(client.get("/openapi.json").json())


@pytest.fixture(scope="session")
def any_contract(any_client: httpx.Client) -> Contract:
    """The contract of the production app on each dataset in turn."""
    return Contract(any_client.get("/openapi.json").json())
