"""README: what it prints is what the record answers, and what it names is there."""

import re
import subprocess
import sys
from collections.abc import Iterator

import httpx
import pytest

from app.models import MODELS
from tests.conftest import require
from tests.servers import PROGRAM, ROOT

README = (ROOT / "README.md").read_text("utf-8")


def _printed() -> Iterator[tuple[str, str]]:
    """Yield each question of the README and the answer below it."""
    for block in re.findall(r"```console\n\$ (.*?)```", README, re.DOTALL):
        command, _, answer = block.partition("\n")
        yield command, answer


@pytest.mark.parametrize(("command", "answer"), list(_printed()))
def test_answers_as_printed(command: str, answer: str, server: str) -> None:
    require("curl", "curl")
    require("jq", "jq")
    asked = command.replace("http://127.0.0.1:8000", server)
    done = subprocess.run(
        ["bash", "-c", asked], capture_output=True, text=True, check=True
    )
    assert done.stdout == answer


def test_names_every_address_and_filter(client: httpx.Client) -> None:
    """Each list is also a table with its filters, and what all lists have is told once."""
    paths = client.get("/openapi.json").json()["paths"]
    named = {}
    for addresses, text in re.findall(r"^- (`/.*?`): (.*)$", README, re.MULTILINE):
        filters = set(re.findall(r"`(\w+)`", text.partition("; by ")[2]))
        for path in re.findall("`(.*?)`", addresses + text.partition("; by ")[0]):
            if path.startswith("/"):
                named[path] = filters
    tables = {f"{path}.csv": named[path] for path in named if f"{path}.csv" in paths}
    named |= tables
    plain = {path for path in paths if "{" not in path}
    assert set(named) - {"/corrections.atom", "/docs", "/openapi.json"} == plain
    assert len(tables) == len(MODELS) + 1
    common = {"limit", "offset", "source", "fields"}
    for path, filters in named.items():
        known = {
            parameter["name"]
            for parameter in paths.get(path, {}).get("get", {}).get("parameters", ())
            if parameter["in"] == "query"
        }
        assert known - filters <= common, path
        assert filters <= known, path


def test_leads_to_files_that_are_there() -> None:
    for target in re.findall(r"\]\((?!http)(.*?)\)", README):
        assert (ROOT / target).exists(), target
    for folder in re.findall(r"^(app/\S+|fixtures|tests) ", README, re.MULTILINE):
        assert (ROOT / folder).exists(), folder


def test_commands_of_the_readme_are_known() -> None:
    for command in re.findall(r"-m app (\w+)", README):
        shown = subprocess.run(
            [*PROGRAM, command, "--help"], capture_output=True, check=True
        )
        assert shown.stdout


def test_ci_runs_the_printed_test_command() -> None:
    command = next(
        line for line in README.splitlines() if "-m pytest" in line and "--cov" in line
    )
    assert f"  {command}\n" in (ROOT / ".ci" / "run").read_text("utf-8")


def test_python_of_the_readme_runs(server: str) -> None:
    """Each block of Python runs as printed, with the server of this test in place of the usual."""
    blocks = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    assert blocks
    for block in blocks:
        code = block.replace("http://127.0.0.1:8000", server)
        subprocess.run([sys.executable, "-c", code], check=True)
