"""Several workers: ready before they answer, renewed without a failure, healed when one dies."""

import asyncio
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

import httpx
import pytest

from app.data.check import load_dataset
from app.data.dataset import Dataset
from app.factory import create_app
from app.models.reference import href_of
from app.readiness import NotReadyError, Readiness
from app.settings import Settings
from tests.cli.processes import ROOT, environment
from tests.conftest import OTHER_DATA
from tests.workers.instances import Instance, Load, instance, until


def version(folder: Path, number: str) -> None:
    """Give the dataset in a folder another version."""
    file = folder / "dataset.json"
    data = json.loads(file.read_text("utf-8"))
    file.write_text(json.dumps({**data, "version": number}, ensure_ascii=False), "utf-8")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return Path(shutil.copytree(OTHER_DATA, tmp_path / "data"))


def assert_answered_from_memory(server: Instance, prefix: str, dataset: Dataset) -> None:
    items = [href_of(one.type, one.id) for one in dataset.all()][::10]
    for path in ("/", "/areas", *items):
        assert httpx.get(server.url + path).status_code == 200
        until(lambda p=path: bool(server.requests(prefix + p)), "not logged")  # type: ignore[misc]
        assert [one["snapshot"] for one in server.requests(prefix + path)] == ["hit"]


@pytest.mark.parametrize("prefix", ["", "/record"])
def test_several_workers_accept_nobody_before_they_are_ready(
    prefix: str, tmp_path: Path, dataset: Dataset
) -> None:
    options = ("--workers", "2", "--root-path", prefix)
    with instance(tmp_path, *options, first="/llms.txt") as server:
        assert_answered_from_memory(server, prefix, dataset)


@pytest.mark.parametrize("prefix", ["", "/record"])
def test_health_is_told_when_everything_is_ready(
    prefix: str, tmp_path: Path, dataset: Dataset
) -> None:
    with instance(tmp_path, "--root-path", prefix) as server:
        assert httpx.get(f"{server.url}/health").status_code == 200
        assert_answered_from_memory(server, prefix, dataset)


def test_what_was_ready_once_is_not_made_ready_again(
    dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However little of it memory still holds: a health check must cost nothing."""
    app = create_app(dataset, Settings(data=OTHER_DATA, access_log="off"))
    warmed = []

    async def warm(paths: Iterable[str], *, root_path: str) -> tuple[str, ...]:
        warmed.append((root_path, next(iter(paths))))
        return ()

    monkeypatch.setattr(app.snapshots, "warm", warm)
    for root_path in ("", "", "/record", ""):
        asyncio.run(app.ready(root_path))
    assert warmed == [("", "/"), ("/record", "/")]


def test_what_cannot_answer_is_not_healthy(dataset: Dataset) -> None:
    other = create_app(load_dataset(OTHER_DATA), Settings(data=OTHER_DATA, access_log="off"))
    resource = next(iter(dataset.all()))
    with pytest.raises(NotReadyError, match=href_of(resource.type, resource.id)):
        asyncio.run(Readiness(other.snapshots, dataset)(""))


@pytest.mark.parametrize("workers", ["1", "2"])
def test_sigterm_under_load_finishes_what_was_begun(workers: str, tmp_path: Path) -> None:
    with instance(tmp_path, "--workers", workers) as server:
        with Load(server.port, "/statements").running() as load:
            server.process.send_signal(signal.SIGTERM)
            server.process.wait(timeout=30)
        assert load.dropped == []
        with pytest.raises(httpx.ConnectError):
            httpx.get(server.url)
    assert "Traceback" not in server.log.read_text("utf-8")


def test_a_request_that_crosses_with_the_order_to_stop_is_answered(tmp_path: Path) -> None:
    """On idle connections, which uvicorn by itself would close in its face."""
    with instance(tmp_path) as server:
        with httpx.Client(base_url=server.url) as idle:
            idle.get("/areas")
            server.process.send_signal(signal.SIGTERM)
            until(lambda: "Shutting down" in server.log.read_text("utf-8"), "not told to stop")
            answer = idle.get("/areas")
        assert (answer.status_code, answer.headers["connection"]) == (200, "close")


def test_an_idle_connection_does_not_keep_the_server(tmp_path: Path) -> None:
    with instance(tmp_path) as server, httpx.Client(base_url=server.url) as idle:
        idle.get("/areas")
        server.process.send_signal(signal.SIGTERM)
        server.process.wait(timeout=30)


def test_new_data_without_a_failed_request(tmp_path: Path, data: Path) -> None:
    options = ("--workers", "2", "--data", str(data))
    with instance(tmp_path, *options) as server, Load(server.port, "/").running() as load:
        before = server.workers
        version(data, "9.9.9")
        server.process.send_signal(signal.SIGHUP)
        until(lambda: len(server.workers) == 2 and not server.workers & before, "not renewed")
        load.more(100)
        assert httpx.get(server.url).json()["dataset"]["version"] == "9.9.9"
        assert (load.dropped, load.refused) == ([], 0)


def test_broken_data_is_not_gone_over_to(tmp_path: Path, data: Path) -> None:
    options = ("--workers", "2", "--data", str(data))
    with instance(tmp_path, *options) as server:
        before, answer = server.workers, httpx.get(server.url).content
        (data / "areas.json").write_text("[", "utf-8")
        server.process.send_signal(signal.SIGHUP)
        until(lambda: "areas.json\n" in server.log.read_text("utf-8"), "not said")
        assert server.workers == before
        assert httpx.get(server.url).content == answer


def test_a_killed_worker_is_replaced_with_the_same_data(tmp_path: Path, data: Path) -> None:
    """Although the folder has changed, and then vanished."""
    options = ("--workers", "2", "--data", str(data))
    with instance(tmp_path, *options) as server, Load(server.port, "/").running() as load:
        answer = httpx.get(server.url).content
        version(data, "9.9.9")
        for victim in sorted(server.workers):
            os.kill(victim, signal.SIGKILL)
            until(lambda v=victim: len(server.workers - {v}) == 2, "not healed")  # type: ignore[misc]
            shutil.rmtree(data, ignore_errors=True)
        # No more was lost than the clients had in the hands of the two.
        assert len(load.dropped) + load.refused <= 2 * load.clients
        lost = len(load.dropped) + load.refused
        load.more(200)
        assert len(load.dropped) + load.refused == lost
        assert httpx.get(server.url).content == answer


def test_a_worker_that_dies_while_it_is_asked_whether_it_is_ready_is_replaced(
    tmp_path: Path,
) -> None:
    with instance(tmp_path, "--workers", "2") as server:
        before = server.workers
        os.kill(min(before), signal.SIGKILL)
        until(lambda: bool(server.workers - before), "not replaced")
        (starting,) = server.workers - before
        # It is asked every half second, and cannot answer now.
        os.kill(starting, signal.SIGSTOP)
        time.sleep(1.5)
        os.kill(starting, signal.SIGKILL)
        until(lambda: len(server.workers - {starting}) == 2, "not replaced again")
        assert httpx.get(server.url).status_code == 200


@pytest.mark.parametrize("pause", [0.0, 0.5, 0.9, 1.3])
def test_ctrl_c_in_a_terminal_stops_all_processes_without_a_word(pause: float) -> None:
    """It reaches the workers too, at any moment of their start."""
    command = [sys.executable, "-m", "app", "serve", "--port", "0", "--workers", "2"]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as process:
        assert process.stdout
        while "Docs" not in process.stdout.readline():
            pass
        time.sleep(pause)
        os.killpg(process.pid, signal.SIGINT)
        said = process.communicate(timeout=30)[0]
    assert "KeyboardInterrupt" not in said
    assert "Traceback" not in said
