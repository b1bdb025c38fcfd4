"""Ids of requests, in the app that is served: returned, and in the log of a failure."""

import asyncio
import logging
from pathlib import Path

import httpx
import pytest

from app.data.dataset import Dataset
from app.factory import create_app
from app.middleware.request_log import CancelledFilter
from app.settings import Settings
from tests.contract.exchange import served


@pytest.mark.parametrize("is_logged", [False, True], ids=["without log", "with log"])
def test_an_id_names_a_failure(
    dataset: Dataset,
    caplog: pytest.LogCaptureFixture,
    is_logged: bool,  # noqa: FBT001 -- a row of the table
) -> None:
    """The one that a proxy gave to the request, where it is fit for a log."""
    app = create_app(dataset, Settings(Path(), access_log=is_logged))

    async def fail() -> None:
        raise RuntimeError

    app.add_api_route("/fail", fail)
    with (
        caplog.at_level(logging.INFO),
        served(app) as base,
        httpx.Client(base_url=base) as client,
    ):
        unfit = client.get("/areas", headers={"X-Request-ID": "<script>"}).headers
        assert "<script>" not in str(unfit)
        assert ("x-request-id" in unfit) is is_logged
        client.headers["X-Request-ID"] = "proxy.1"
        for address in ("/areas", "/areas", "/areas?limit=1", "/nothing", "/fail"):
            answer = client.get(address)
            assert answer.headers.get_list("x-request-id") == ["proxy.1"], address
        assert answer.json()["id"] == "proxy.1"
    assert "failure proxy.1 at /fail" in caplog.text


def test_what_a_stop_gave_up_is_not_logged() -> None:
    """And every other failure is."""
    logged = []
    for error in (asyncio.CancelledError, RuntimeError):
        record = logging.makeLogRecord({"exc_info": (error, error(), None)})
        logged.append(CancelledFilter().filter(record))
    assert logged == [False, True]
    assert CancelledFilter().filter(logging.makeLogRecord({}))
