"""For everyone: axe-core finds nothing, html-validate finds nothing."""

import json
import subprocess
from pathlib import Path

import httpx
import pytest

from tests.pages.browser import Browser, node_tool
from tests.tools import needs

RULES = {
    "extends": ["html-validate:recommended"],
    "rules": {"valid-id": ["error", {"relaxed": True}]},
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1600])
def test_axe_finds_nothing(
    browser: Browser, any_client: httpx.Client, width: int, scheme: str
) -> None:
    browser.open(f"{any_client.base_url}/overview", width=width, scheme=scheme)
    assert browser.axe() == []


@pytest.mark.parametrize("choice", ["zh-Hant", "zh-Hans"])
def test_axe_finds_nothing_in_other_scripts(browser: Browser, base_url: str, choice: str) -> None:
    browser.open(f"{base_url}/overview")
    browser.click(f"#names_{choice}")
    assert browser.axe() == []


def test_axe_finds_nothing_in_hostile_data(browser: Browser, hostile_url: str) -> None:
    browser.open(f"{hostile_url}/overview")
    assert browser.axe() == []


def validated(html: str, folder: Path) -> list[str]:
    """Return what html-validate says of a page."""
    tool = node_tool("html-validate") / "bin" / "html-validate.mjs"
    (folder / "page.html").write_text(html, "utf-8")
    (folder / ".htmlvalidate.json").write_text(json.dumps({"root": True, **RULES}), "utf-8")
    command = [needs("node", "Node.js"), str(tool), "--formatter=json", "page.html"]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert run.returncode in {0, 1}, run.stderr
    results = json.loads(run.stdout)
    return [f"{one['ruleId']}: {one['message']}" for file in results for one in file["messages"]]


def test_the_html_is_valid(any_client: httpx.Client, tmp_path: Path) -> None:
    assert validated(any_client.get("/overview").text, tmp_path) == []


def test_the_html_of_hostile_data_is_valid(hostile_url: str, tmp_path: Path) -> None:
    assert validated(httpx.get(f"{hostile_url}/overview").text, tmp_path) == []


def test_a_fault_would_be_found(tmp_path: Path) -> None:
    assert validated("<!doctype html><p><div></p>", tmp_path) != []
