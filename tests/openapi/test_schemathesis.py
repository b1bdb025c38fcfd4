"""What a tool finds that makes requests from the document and holds the answers to it."""

import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT

_CONFIG = ROOT / ".ci" / "openapi" / "schemathesis.toml"


def test_schemathesis_finds_nothing(base_url: str, tmp_path: Path) -> None:
    tool = Path(sys.executable).parent / "schemathesis"
    options = ("--checks", "all", "--max-examples", "8", "--generation-deterministic")
    done = subprocess.run(
        [tool, "--config-file", _CONFIG, "run", f"{base_url}/openapi.json", *options, "--no-color"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-6000:]
    assert "No issues found" in done.stdout
