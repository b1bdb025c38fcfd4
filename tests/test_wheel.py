"""Wheel: installed alone it serves the same record."""

import re
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import httpx
import pytest

from tests.servers import FIXTURES, ROOT, serving


@pytest.mark.slow
def test_the_wheel_serves_the_same_record(client: httpx.Client, tmp_path: Path) -> None:
    quiet = ("-q", "--disable-pip-version-check")
    pip = (sys.executable, "-m", "pip")
    build = (*pip, "wheel", *quiet, "--no-deps", "-w", str(tmp_path), str(ROOT))
    subprocess.run(build, check=True, cwd=tmp_path)
    (wheel,) = tmp_path.glob("*.whl")
    with ZipFile(wheel) as archive:
        names = archive.namelist()
        for path in FIXTURES.glob("*.[jp]*"):
            assert archive.read(f"app/fixtures/{path.name}") == path.read_bytes()
    assert "app/py.typed" in names
    assert "app/fixtures/README.md" not in names
    assert [name for name in names if re.search(r"dist-info/licenses/.*LICENSE$", name)]
    assert not [name for name in names if name.startswith("tests/")]

    environment = tmp_path / "environment"
    subprocess.run(
        [sys.executable, "-m", "venv", "--without-pip", environment], check=True
    )
    python = environment / "bin" / "python"
    subprocess.run([*pip, "--python", python, "install", *quiet, wheel], check=True)
    program = str(environment / "bin" / "innotech-record")
    checked = subprocess.run(
        [program, "check"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert checked.stdout.startswith("0 problems\n")
    with serving([program, "serve", "--port"]) as base:
        for address in (
            "/dataset.json",
            "/overview",
            "/openapi.json",
            "/docs",
            "/context.jsonld",
        ):
            installed = httpx.get(base + address).raise_for_status()
            assert installed.content == client.get(address).content, address
