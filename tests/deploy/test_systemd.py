"""systemd unit: what `config systemd` prints is a unit without a mistake."""

import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from app.cli import main
from tests.conftest import require


@pytest.mark.slow
def test_systemd_finds_nothing_wrong_with_the_unit(tmp_path: Path) -> None:
    program = require("systemd-analyze", "systemd")
    for name in ("python", "kill"):
        path = tmp_path / name
        path.write_text("#!/bin/sh\n")
        path.chmod(0o755)
    unit = CliRunner().invoke(main, ["config", "systemd"]).stdout
    unit = unit.replace("/opt/record/bin/python", f"{tmp_path}/python")
    file = tmp_path / "record.service"
    file.write_text(unit.replace("/bin/kill", f"{tmp_path}/kill"))
    result = subprocess.run(
        [program, "verify", "--man=no", file], capture_output=True, text=True, check=False
    )
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
