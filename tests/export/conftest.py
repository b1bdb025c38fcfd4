"""One export of the record of 2018, made by the command."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.processes import run


@pytest.fixture(scope="session")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("export") / "record"
    done = run("app", "export", str(folder))
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="session")
def manifest(exported: Path) -> Any:  # noqa: ANN401 -- JSON
    return json.loads((exported / "manifest.json").read_text("utf-8"))
