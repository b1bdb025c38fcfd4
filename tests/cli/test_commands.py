"""Commands that end: check, init, schema, config, and what is said of wrong usage."""

import errno
import json
import os
import runpy
import subprocess
import sys
from pathlib import Path
from unittest.mock import Mock

import httpx
import pytest
from fastapi import FastAPI

from app.data.dataset import Dataset
from app.factory import create_app
from app.models.schema import SCHEMA_NAMES
from app.settings import Settings
from tests.conftest import invoke
from tests.data.breaking import change
from tests.servers import PROGRAM, ROOT, STARTER, serve, serving, traced


def test_check_counts_what_is_there(small: Path, tmp_path: Path) -> None:
    result = invoke("check", small)
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "0 problems",
        "5 resources, 13 facts, 6 with the words",
        "verified against source texts: nothing",
        "not verified: 3 quotes",
        "texts not at hand: the-newspaper-2020-05-02",
    ]
    texts = tmp_path / "texts"
    texts.mkdir()
    text = "Agreement on Joint Research\nFirst Town and Second Town will do research together soon."
    (texts / "the-newspaper-2020-05-02.txt").write_text(
        f"{text}\nIt was signed yesterday by us.\n"
    )
    verified = invoke("check", small, "--sources", texts)
    assert verified.exit_code == 0
    assert verified.stdout.splitlines()[2:] == [
        "verified against source texts: 3 quotes, 1 headline, 4 paragraphs",
        "not verified: nothing",
    ]


def test_check_lists_every_problem(small: Path) -> None:
    change(
        small,
        {"agreements/0/kind": "X", "agreements/0/expires": "x", "parties/0/side": ""},
    )
    result = invoke("check", small)
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert [lines[0], lines[3], lines[5]] == [
        "agreements.json",
        "parties.json",
        "3 problems",
    ]
    assert lines[1].startswith("  line 7, /0/kind: 'X' does not fit here. ")


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["check", "no-such-folder"], 2, "'no-such-folder' does not exist"),
        (
            ["export", "x", "--data", "no-such-folder"],
            2,
            "'no-such-folder' does not exist",
        ),
        (
            ["check", "--sources", "no-such-folder"],
            2,
            "'no-such-folder' does not exist",
        ),
        (["shcema"], 2, "Did you mean 'schema'?"),
        (["serve", "--prot", "80"], 2, "'--port'"),
        (["serve", "--port", "65536"], 2, "65536 is not in the range"),
        (["serve", "--root-path", "record"], 1, "'record': it begins with a slash"),
        (
            ["serve", "--origin", "example.org"],
            1,
            "'example.org': it is a scheme and a host",
        ),
        (["schema", "agreemnt"], 2, "'agreemnt' is not one of 'agreements', 'areas', "),
        (["serve", "--origin", "https://Example.org"], 1, "a host in small letters"),
        (["serve", "--host", ""], 2, "--host is empty: name an address"),
        (["config", "varnish"], 2, "'nginx', 'systemd', 'docker'"),
    ],
    ids=str,
)
def test_what_cannot_be_done_is_one_line(
    arguments: list[str], status: int, message: str
) -> None:
    result = invoke(*arguments)
    assert result.exit_code == status
    assert message in result.stderr.splitlines()[-1]
    assert isinstance(result.exception, SystemExit)


@pytest.mark.parametrize("error", [ValueError("a bug"), FileNotFoundError("a bug")])
def test_a_bug_keeps_its_traceback(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, error: Exception
) -> None:
    """Whatever kind of error it is, when the app is made as when it answers."""

    async def fail() -> None:
        raise error

    def create_failing(dataset: Dataset, settings: Settings) -> FastAPI:
        app = create_app(dataset, settings)
        app.add_api_route("/fails", fail)
        return app

    monkeypatch.setattr("app.factory.create_app", create_failing)
    monkeypatch.setenv("RECORD_DATA", str(STARTER))
    exported = invoke("export", tmp_path / "out", "--data", STARTER)
    assert str(exported.exception) == "GET /fails fails"
    assert exported.exception
    assert exported.exception.__cause__ is error
    assert not any((tmp_path / "out").iterdir())

    monkeypatch.setattr("app.factory.create_app", Mock(side_effect=error))
    assert invoke("serve", "--data", STARTER).exception is error
    with pytest.raises(type(error), match="a bug"):
        runpy.run_module("app.main")


def test_what_init_writes_is_clean(tmp_path: Path) -> None:
    """It passes `check`, and is served."""
    folder = tmp_path / "new" / "record"
    result = invoke("init", folder)
    assert result.exit_code == 0
    assert f"python -m app check {folder}" in result.stdout
    assert invoke("check", folder).exit_code == 0
    with serving(serve("--data", folder)) as base:
        index = httpx.get(f"{base}/").json()
        page = httpx.get(f"{base}/overview").text
    named = {one["name"] for one in index["collections"] if one["total"]}
    assert named == {path.stem for path in folder.glob("*.json")} - {"dataset"}
    assert "Agreement on Joint Research" in page


def test_init_needs_an_empty_folder(tmp_path: Path) -> None:
    """Where there is something, it changes nothing."""
    (tmp_path / "mine.txt").write_text("mine")
    for place in (tmp_path, tmp_path / "mine.txt"):
        result = invoke("init", place)
        assert result.exit_code == 1
        assert "exists" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_format_writes_files_in_one_way(small: Path) -> None:
    """What it changes is order, indentation, spaces and NFC, and nothing where it cannot read."""
    path = small / "parties.json"
    before = path.read_bytes()
    parties = json.loads(before)
    parties[0] = dict(reversed(parties[0].items()))
    parties[0]["name"] = {"zh-Hant": " Cafe\u0301 ", **parties[0]["name"]}
    parties[1]["unheard"] = {"of": [1, None]}
    path.write_text(json.dumps(parties))
    assert invoke("format", small).stdout == "changed: parties.json\n"
    text = path.read_text(encoding="utf-8")
    first, second = json.loads(text)
    assert list(first) == ["id", "name", "evidence"]
    assert list(first["name"].items()) == [
        ("zh-Hant", "Caf\u00e9"),
        ("en", "First Town"),
    ]
    assert second["unheard"] == {"of": [1, None]}
    assert text == json.dumps([first, second], ensure_ascii=False, indent=2) + "\n"
    assert invoke("format", small).stdout == "changed: nothing\n"
    path.write_bytes(before)
    (small / "agreements.json").write_bytes(
        (small / "agreements.json").read_bytes() + b"\n"
    )
    path.write_bytes(before + b"\n")
    assert invoke("format", small).stdout == "changed: agreements.json, parties.json\n"
    (small / "sources.json").write_text("[")
    broken = invoke("format", small)
    assert broken.exit_code == 1
    assert "the file ends before all that is open is closed" in broken.stderr
    assert path.read_bytes() == before


def test_schema_prints_what_is_served(client: httpx.Client) -> None:
    """All names alone; with a name, its schema."""
    assert tuple(invoke("schema").stdout.split()) == SCHEMA_NAMES
    for name in ("area", "areas", "dataset"):
        served = client.get(f"/schemas/{name}.json").json()
        assert json.loads(invoke("schema", name).stdout) == served


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("nginx", "proxy_pass http://record;"),
        ("systemd", "[Service]"),
        ("docker", "FROM python:"),
    ],
)
def test_config_prints_a_configuration(name: str, line: str) -> None:
    assert line in invoke("config", name).stdout


def test_who_reads_no_further_sees_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pipe into `head` ends it without a word."""
    broken = BrokenPipeError(errno.EPIPE, "Broken pipe")
    monkeypatch.setattr("app.cli.click.echo", Mock(side_effect=broken))
    result = invoke("schema")
    assert (result.exit_code, result.output) == (1, "")


def test_help_does_not_wait_for_fastapi() -> None:
    code = (
        "import sys; from app.cli import main; main(['serve', '--help'], standalone_mode=False);"
        "sys.exit(bool({'fastapi', 'pydantic', 'uvicorn', 'opencc'} & sys.modules.keys()))"
    )
    subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, check=True, stdout=subprocess.DEVNULL
    )


def test_the_program_shows_its_commands() -> None:
    result = subprocess.run(
        PROGRAM,
        cwd=ROOT,
        env={**os.environ, **traced()},
        capture_output=True,
        text=True,
        check=False,
    )
    for name in ("serve", "check", "format", "export", "schema", "init", "config"):
        assert f"\n  {name} " in result.stdout + result.stderr
