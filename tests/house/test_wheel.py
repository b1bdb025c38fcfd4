"""The built wheel serves the same data from anywhere."""

import subprocess
import sys
import venv
from pathlib import Path

import httpx

from tests.cli.processes import started

ROOT = Path(__file__).parent.parent.parent


def test_the_wheel_carries_the_data_and_serves_it(tmp_path: Path, client: httpx.Client) -> None:
    pip = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(tmp_path), str(ROOT)]
    subprocess.run(pip, check=True, timeout=300)
    (wheel,) = tmp_path.glob("*.whl")
    environment = tmp_path / "environment"
    venv.create(environment, with_pip=True)
    python = environment / "bin" / "python"
    install = [str(python), "-m", "pip", "install", "-q", str(wheel)]
    subprocess.run(install, cwd=tmp_path, check=True, timeout=300)
    with started("app", "serve", "--port", "0", cwd=tmp_path, python=str(python)) as (url, _):
        assert httpx.get(f"{url}/claims.csv").content == client.get("/claims.csv").content
    script = environment / "bin" / "innotech-record"
    checked = subprocess.run(
        [str(script), "check"], cwd=tmp_path, capture_output=True, text=True, check=True, timeout=60
    )
    assert "0 problems" in checked.stdout
