"""The document as linters see it."""

import json
import subprocess
from importlib.resources import files
from pathlib import Path

import httpx
import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from tests.conftest import ROOT
from tests.openapi import node

RULES = ROOT / ".ci" / "openapi"


@pytest.fixture(scope="module")
def described(client: httpx.Client, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The document as a file."""
    path = tmp_path_factory.mktemp("described") / "openapi.json"
    path.write_bytes(client.get("/openapi.json").content)
    return path


@pytest.mark.parametrize("rules", ["spectral.yaml", "spectral-owasp.yaml"])
def test_spectral_finds_nothing(rules: str, described: Path, tmp_path: Path) -> None:
    for name in ("spectral-documentation", "spectral-owasp-ruleset"):
        node.package(f"@stoplight/{name}")
    script = node.package("@stoplight/spectral-cli") / "dist" / "index.js"
    # A ruleset's packages are looked for beside it.
    copy = node.package(".").parent / rules
    copy.write_bytes((RULES / rules).read_bytes())
    node.passes(script, "lint", described, "-r", copy, "--fail-severity=hint", cwd=tmp_path)


def test_redocly_finds_nothing(described: Path, tmp_path: Path) -> None:
    script = node.package("@redocly/cli") / "bin" / "cli.js"
    node.passes(script, "lint", described, "--extends=recommended-strict", cwd=tmp_path)


def test_it_is_openapi_3_1(described: Path) -> None:
    OpenAPIV31SpecValidator(json.loads(described.read_bytes())).validate()


def test_vacuum_gives_at_least_95_points(described: Path) -> None:
    binary = files("vacuum") / "lib" / "vacuum"
    command: list[str | Path] = [str(binary), "report", "--no-style", "--stdout", described]
    done = subprocess.run(
        [*command, "--ruleset", RULES / "vacuum.yaml"], capture_output=True, text=True, check=True
    )
    report = json.loads(done.stdout[done.stdout.index("{") :])
    assert report["statistics"]["overallScore"] >= 95
    assert report["statistics"].get("totalErrors", 0) == 0
