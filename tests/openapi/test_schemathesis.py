"""Schemathesis: what it asks because of the document is answered as the document says."""

import subprocess
from pathlib import Path

import pytest

from tests.conftest import require

_CONFIG = Path(__file__).with_name("schemathesis.toml")


@pytest.mark.slow
def test_schemathesis_finds_nothing(server: str, tmp_path: Path) -> None:
    tool = require("schemathesis", "schemathesis (pip install -e .[test])")
    options = ("--checks", "all", "--max-examples", "5", "--generation-deterministic")
    done = subprocess.run(
        [tool, "--config-file", _CONFIG, "run", f"{server}/openapi.json", *options, "--no-color"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
    assert "No issues found" in done.stdout
