"""The wheel, built from the source distribution, serves the same data from anywhere."""

import subprocess
import sys
import venv
from pathlib import Path

import httpx

from tests.cli.processes import started

ROOT = Path(__file__).parent.parent.parent


def test_the_wheel_carries_the_data_and_serves_it(tmp_path: Path, client: httpx.Client) -> None:
    build = [sys.executable, "-m", "build", "--outdir", str(tmp_path), str(ROOT)]
    subprocess.run(build, check=True, timeout=300, capture_output=True)
    (wheel,), (source,) = tmp_path.glob("*.whl"), tmp_path.glob("*.tar.gz")
    check = [sys.executable, "-m", "twine", "check", "--strict", str(wheel), str(source)]
    checked = subprocess.run(check, check=False, timeout=60, capture_output=True, text=True)
    assert checked.stdout.count("PASSED") == 2, checked.stdout
    environment = tmp_path / "environment"
    venv.create(environment, with_pip=True)
    python = environment / "bin" / "python"
    install = [str(python), "-m", "pip", "install", "-q", str(wheel)]
    subprocess.run(install, cwd=tmp_path, check=True, timeout=300)
    with started("app", "serve", "--port", "0", cwd=tmp_path, python=str(python)) as (url, _):
        assert httpx.get(f"{url}/claims.csv").content == client.get("/claims.csv").content
    script = environment / "bin" / "innotech-record"
    done = subprocess.run(
        [str(script), "check"], cwd=tmp_path, capture_output=True, text=True, check=True, timeout=60
    )
    assert "0 problems" in done.stdout
