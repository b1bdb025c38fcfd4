"""All ways to start the server, and all ways in which that can go wrong."""

import json
import shutil
import signal
import socket
import time
from pathlib import Path

import httpx
import pytest

from app import __version__
from tests.cli.processes import run, started
from tests.conftest import FIXTURES, OTHER_DATA

WAYS = {
    "serve": ("app", "serve", "--port", "0"),
    "workers": ("app", "serve", "--port", "0", "--workers", "2"),
    "uvicorn": ("uvicorn", "app.main:app", "--port", "0"),
}


@pytest.mark.parametrize("way", WAYS)
def test_every_way_serves_the_same_bytes(way: str, client: httpx.Client) -> None:
    with started(*WAYS[way]) as (url, _):
        transport = httpx.HTTPTransport(retries=10)
        with httpx.Client(base_url=url, transport=transport) as other:
            for path in ("/", "/agreements", "/events?from=2018", "/claims.csv"):
                assert other.get(path).content == client.get(path).content


def test_fastapi_run_finds_the_app() -> None:
    """`fastapi run` looks for an instance of FastAPI called app."""
    from fastapi import FastAPI  # noqa: PLC0415 -- as the command does it

    from app.main import app  # noqa: PLC0415 -- loads the data, which only this test wants

    assert isinstance(app, FastAPI)


def test_start_up_says_where_the_api_and_the_docs_are() -> None:
    with started("app", "serve", "--port", "0", "--root-path", "/record") as (_, process):
        lines = [process.stdout.readline()] if process.stdout else []
    assert lines[0].startswith("Docs: http://127.0.0.1:")
    assert lines[0].endswith("/record/docs\n")


def test_another_dataset_is_served_without_code() -> None:
    ways: tuple[tuple[tuple[str, ...], dict[str, str]], ...] = (
        (("--data", str(OTHER_DATA)), {}),
        ((), {"RECORD_DATA": str(OTHER_DATA)}),
    )
    for arguments, variables in ways:
        with started("app", "serve", "--port", "0", *arguments, variables=variables) as (url, _):
            index = httpx.get(url).json()
            expected = json.loads((OTHER_DATA / "dataset.json").read_text("utf-8"))
            assert index["dataset"]["id"] == expected["id"]


def test_a_prefix_stands_before_every_href() -> None:
    with started("app", "serve", "--port", "0", "--root-path", "/record") as (url, _):
        base = url.removesuffix("/record")
        area = httpx.get(f"{base}/areas").json()["items"][0]
        missing = httpx.get(f"{base}/areas/{area['id']}x").json()
        listed = httpx.get(f"{base}/areas?limit=1").headers["link"]
    assert area["href"] == f"/record/areas/{area['id']}"
    assert area["agreement"]["href"].startswith("/record/agreements/")
    assert missing["did_you_mean"][0] == area["href"]
    assert missing["type"] == "/record/problems/not-found"
    assert '</record/areas?limit=1&offset=1>; rel="next"' in listed


def test_the_public_address_stands_where_an_absolute_one_is_needed() -> None:
    origin = "https://record.example.org"
    ways: tuple[tuple[tuple[str, ...], dict[str, str]], ...] = (
        (("--origin", f"{origin}/"), {}),
        ((), {"RECORD_ORIGIN": origin}),
    )
    for arguments, variables in ways:
        with started("app", "serve", "--port", "0", *arguments, variables=variables) as (url, _):
            page = httpx.get(f"{url}/overview").text
        assert f'<link rel="canonical" href="{origin}/overview">' in page


def broken_copy(folder: Path) -> Path:
    data = folder / "data"
    shutil.copytree(FIXTURES, data)
    (data / "areas.json").write_text("[", "utf-8")
    (data / "parties.json").unlink()
    return data


@pytest.mark.parametrize("command", [("app", "serve", "--port", "0"), WAYS["uvicorn"]])
def test_a_broken_dataset_stops_start_up_with_all_its_problems(
    command: tuple[str, ...], tmp_path: Path
) -> None:
    done = run(*command, variables={"RECORD_DATA": str(broken_copy(tmp_path))})
    said = done.stdout + done.stderr
    assert done.returncode == 1
    assert "areas.json" in said
    assert "parties.json\n  the file is missing" in said
    assert "Traceback" not in said


@pytest.mark.parametrize(
    ("arguments", "status", "expected"),
    [
        (["serve", "--port", "70000"], 2, "'70000' is no whole number from 0 to 65535"),
        (["serve", "--port", "x"], 2, "'x' is no whole number"),
        (["serve", "--workers", "0"], 2, "'0' is no whole number from 1 to 256"),
        (["serve", "--data", "nowhere"], 2, "there is no folder 'nowhere'"),
        (["serve", "--root-path", "x"], 2, "'x' must begin with a slash"),
        (["serve", "--origin", "http://a.example/b"], 2, "'http://a.example/b' must be a scheme"),
        (["serve", "--wrong"], 2, "unrecognized arguments: --wrong"),
        (["serve", "--host", "256.0.0.1", "--port", "0"], 1, "cannot listen on 256.0.0.1"),
        (["wrong"], 2, "invalid choice: 'wrong'"),
        ([], 2, "the following arguments are required: COMMAND"),
    ],
)
def test_a_wrong_command_line_gets_a_clear_line(
    arguments: list[str], status: int, expected: str
) -> None:
    done = run("app", *arguments)
    assert (done.returncode, done.stdout) == (status, "")
    assert expected in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr


def test_a_port_in_use_is_said_in_one_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = run("app", "serve", "--port", port)
    assert done.returncode == 1
    assert f"cannot listen on 127.0.0.1 port {port}: Address already in use." in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", [("app", "serve", "--port", "0"), WAYS["uvicorn"]])
@pytest.mark.parametrize(
    ("variable", "value", "expected"),
    [
        ("RECORD_DATA", "nowhere", "there is no folder 'nowhere' to read a dataset from"),
        ("RECORD_ACCESS_LOG", "loud", "RECORD_ACCESS_LOG is 'loud'; it must be one of text, json"),
        ("RECORD_ORIGIN", "a.example", "RECORD_ORIGIN: 'a.example' must be a scheme and a host"),
    ],
)
def test_a_wrong_environment_gets_a_clear_line(
    command: tuple[str, ...], variable: str, value: str, expected: str
) -> None:
    done = run(*command, variables={variable: value})
    assert done.returncode != 0
    assert expected in done.stderr
    assert "Traceback" not in done.stderr


def test_version() -> None:
    assert run("app", "--version").stdout == f"{__version__}\n"


def test_it_can_be_stopped_from_its_first_line_on() -> None:
    """Without a traceback, and without losing the signal, although it is still starting."""
    for pause in (0, 0.002, 0.01, 0.05, 0.2):
        with started("app", "serve", "--port", "0") as (_, process):
            time.sleep(pause)
            process.send_signal(signal.SIGINT)
            assert process.wait(timeout=30) in {0, -signal.SIGINT}
            said = process.stdout.read() if process.stdout else ""
        assert "KeyboardInterrupt" not in said
