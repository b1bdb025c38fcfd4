"""What the README says is so."""

import re
import shlex
import subprocess
from pathlib import Path

import httpx
import pytest

from app.cli import main
from tests.cli.processes import started
from tests.tools import needs

ROOT = Path(__file__).parent.parent.parent
README = (ROOT / "README.md").read_text("utf-8")
ASKED = re.findall(r"```console\n\$ (.+)\n((?:.*\n)+?)```", README)
COMMANDS = re.findall(r"```sh\n(.+)\n", README)


@pytest.mark.parametrize(("command", "answer"), ASKED, ids=[one[0][:60] for one in ASKED])
def test_a_request_gives_the_printed_answer(
    command: str, answer: str, base_url: str, tmp_path: Path
) -> None:
    for program in ("curl", "jq"):
        needs(program, f"the package {program}")
    here = command.replace("http://127.0.0.1:8000", base_url)
    done = subprocess.run(
        ["sh", "-c", here], cwd=tmp_path, capture_output=True, text=True, timeout=30, check=True
    )
    assert done.stdout.replace(base_url, "http://127.0.0.1:8000") == answer


def rows() -> list[list[str]]:
    """Return the cells of the table of what is served."""
    section = README.split("## What is served")[1].split("\n## ")[0]
    return [line.strip("| ").split("|") for line in section.splitlines() if line.startswith("| `")]


def test_the_table_names_what_openapi_has(client: httpx.Client) -> None:
    """Addresses that hold others (items, single schemas, assets) are named in the prose."""
    listed = {path for row in rows() for path in re.findall(r"`(/[\w./-]*)`", row[0])}
    paths = client.get("/openapi.json").json()["paths"]
    tops = {path for path in paths if "{" not in path}
    assert tops - listed == set()
    for path in listed:
        query = "?q=a" if path == "/search" else ""
        assert client.get(path + query).status_code == 200, path


def test_the_table_names_every_filter(client: httpx.Client) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    everywhere = {"limit", "offset", "source"}
    for row in rows():
        named = {*re.findall(r"`(\w+)`", row[2]), *everywhere} if len(row) > 2 else everywhere
        for path in re.findall(r"`(/[\w./-]*)`", row[0]):
            known = paths.get(path, {}).get("get", {}).get("parameters", [])
            assert {one["name"] for one in known if one["in"] == "query"} <= named, path


def test_the_first_command_sets_up_and_serves(tmp_path: Path) -> None:
    """On what git has of the working tree, in an empty folder, with Python and pip only."""
    files = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\0")
    for name in filter(None, files):
        if not name.startswith("tests/"):
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    set_up, serve = COMMANDS[0].rsplit(" && ", 1)
    subprocess.run(["sh", "-c", set_up], cwd=tmp_path, check=True, timeout=300)
    python, *arguments = shlex.split(serve)
    command = [one for one in arguments if one != "-m"]
    with started(*command, "--port", "0", cwd=tmp_path, python=str(tmp_path / python)) as (url, _):
        assert httpx.get(f"{url}/areas").json()["total"] == 6


def test_every_command_of_ours_is_one(capsys: pytest.CaptureFixture[str]) -> None:
    named = set(re.findall(r"python -m app (\w+)", README))
    for command in named:
        with pytest.raises(SystemExit) as stopped:
            main([command, "--help"])
        assert stopped.value.code == 0
    assert {"serve", "check", "schema"} <= named
    assert "usage: " in capsys.readouterr().out
