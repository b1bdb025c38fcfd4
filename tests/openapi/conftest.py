"""Fixtures: the OpenAPI document as it is served."""

from typing import Any

import httpx
import pytest

Json = dict[str, Any]


@pytest.fixture(scope="session")
def document(client: httpx.Client) -> Json:
    served: Json = client.get("/openapi.json").raise_for_status().json()
    return served


@pytest.fixture(scope="session")
def operations(document: Json) -> dict[str, Json]:
    """Each operation by its path; all of them are GETs."""
    assert {method for path in document["paths"].values() for method in path} == {"get"}
    return {path: methods["get"] for path, methods in document["paths"].items()}
