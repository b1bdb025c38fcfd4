"""Architecture: which rooms of the house know of which, and that the wheel holds all of it."""

import re
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import grimp
import httpx
import pytest
from grimp import Layer

from tests.servers import FIXTURES, ROOT, serving

APP = ROOT / "app"
LAYERS = (
    "__main__",
    "cli",
    Layer("main", "export", independent=True),
    "factory",
    Layer("api", "pages", independent=True),
    "data",
    "models",
)
LEAVES = ("middleware", "settings", "templating")


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("app", include_external_packages=True, cache_dir=None)


def test_rooms_know_only_of_those_below_them(graph: grimp.ImportGraph) -> None:
    upwards = graph.find_illegal_dependencies_for_layers(LAYERS, containers={"app"})
    assert sorted(f"{one.importer} -> {one.imported}" for one in upwards) == []


def test_every_room_has_its_place(graph: grimp.ImportGraph) -> None:
    names = (layer.module_tails if isinstance(layer, Layer) else {layer} for layer in LAYERS)
    known = {name for some in names for name in some} | set(LEAVES)
    assert graph.find_children("app") == {f"app.{name}" for name in known}


@pytest.mark.parametrize("name", LEAVES)
def test_leaves_know_of_no_other_room(graph: grimp.ImportGraph, name: str) -> None:
    own = {f"app.{name}"} | graph.find_descendants(f"app.{name}")
    found = {other for one in own for other in graph.find_modules_directly_imported_by(one)}
    assert {other for other in found - own if other.startswith("app")} == set()


@pytest.mark.parametrize("package", ["fastapi", "starlette", "jinja2", "uvicorn"])
def test_the_domain_knows_nothing_of_http(graph: grimp.ImportGraph, package: str) -> None:
    importers = graph.find_modules_that_directly_import(package) if package in graph.modules else ()
    assert [one for one in importers if one.startswith(("app.models", "app.data"))] == []


def test_nothing_touches_the_inside_of_a_server(graph: grimp.ImportGraph) -> None:
    assert graph.find_modules_that_directly_import("uvicorn") == {"app.cli"}
    for path in APP.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"uvicorn\.(protocols|supervisors)|self: Any|ContextVar", text), path


@pytest.mark.slow
def test_the_wheel_installed_alone_serves_the_same_record(
    client: httpx.Client, tmp_path: Path
) -> None:
    quiet = ("-q", "--disable-pip-version-check")
    pip = (sys.executable, "-m", "pip")
    build = (*pip, "wheel", *quiet, "--no-deps", "-w", str(tmp_path), str(ROOT))
    subprocess.run(build, check=True, cwd=tmp_path)
    (wheel,) = tmp_path.glob("*.whl")
    with ZipFile(wheel) as archive:
        names = archive.namelist()
        for path in FIXTURES.iterdir():
            assert archive.read(f"app/fixtures/{path.name}") == path.read_bytes()
    assert "app/py.typed" in names
    assert [name for name in names if re.search(r"dist-info/licenses/.*LICENSE$", name)]
    assert not [name for name in names if name.startswith("tests/")]

    environment = tmp_path / "environment"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", environment], check=True)
    python = environment / "bin" / "python"
    subprocess.run([*pip, "--python", python, "install", *quiet, wheel], check=True)
    program = str(environment / "bin" / "innotech-record")
    checked = subprocess.run(
        [program, "check"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert checked.stdout.startswith("0 problems\n")
    with serving([program, "serve", "--port"]) as base:
        for address in ("/dataset.json", "/overview", "/openapi.json", "/docs", "/context.jsonld"):
            installed = httpx.get(base + address).raise_for_status()
            assert installed.content == client.get(address).content, address
