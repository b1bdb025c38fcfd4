"""Tools that take the document without an edit: generators of clients, and Schemathesis."""

import importlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.conftest import require
from tests.openapi.conftest import Json, address_of

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def folder(client: httpx.Client, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with the document, from which Python imports."""
    path = tmp_path_factory.mktemp("clients")
    (path / "openapi.json").write_bytes(client.get("/openapi.json").content)
    sys.path.insert(0, str(path))
    yield path
    sys.path.remove(str(path))


def _generate(monkeypatch: pytest.MonkeyPatch, folder: Path, tool: str, *options: str) -> str:
    """Run a generator of this environment, which need not have been activated."""
    tools = Path(sys.executable).parent
    monkeypatch.setenv("PATH", f"{tools}{os.pathsep}{os.environ['PATH']}")
    command = [require(tool, f"{tool} (pip install -e .[test])"), *options]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_openapi_python_client_asks_for_lists_items_and_what_is_not_there(
    folder: Path, server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = ("--path", "openapi.json", "--output-path", "record_client", "--meta", "none")
    said = _generate(monkeypatch, folder, "openapi-python-client", "generate", *options)
    # It knows no media type of feeds, and leaves the answer to their readers.
    assert re.findall("^WARNING.*", said, re.MULTILINE) == [
        "WARNING parsing GET /corrections.atom within about."
    ]
    client_class = importlib.import_module("record_client").Client
    list_areas = importlib.import_module("record_client.api.collections.list_areas")
    get_area = importlib.import_module("record_client.api.collections.get_area")
    search = importlib.import_module("record_client.api.views.search")
    with client_class(base_url=server) as client:
        areas = list_areas.sync(client=client, limit=2)
        first = areas.items[0]
        assert get_area.sync(first.id, client=client).to_dict() == first.to_dict()
        assert get_area.sync("no-such-area", client=client).status == 404
        found = search.sync(client=client, q=first.id, limit=1).items[0]
        assert (found.id, found.type_) == (first.id, "area")


def test_datamodel_code_generator_makes_models_that_read_every_answer(
    folder: Path, operations: dict[str, Json], client: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = ("--input", "openapi.json", "--input-file-type", "openapi", "--use-annotated")
    kind = ("--output-model-type", "pydantic_v2.BaseModel", "--output", "record_models.py")
    _generate(monkeypatch, folder, "datamodel-codegen", *options, *kind, "--disable-warnings")
    models = importlib.import_module("record_models")
    for path, operation in operations.items():
        content = operation["responses"]["200"]["content"].get("application/json", {})
        name = content.get("schema", {}).get("$ref", "").rpartition("/")[2]
        if not name:
            continue
        model = getattr(models, name)
        answer = client.get(address_of(path, operation)).raise_for_status()
        assert model.model_validate_json(answer.content), path


def test_schemathesis_finds_nothing(server: str, tmp_path: Path) -> None:
    tool = require("schemathesis", "schemathesis (pip install -e .[test])")
    config = Path(__file__).with_name("schemathesis.toml")
    options = ("--checks", "all", "--max-examples", "5", "--generation-deterministic")
    done = subprocess.run(
        [tool, "--config-file", config, "run", f"{server}/openapi.json", *options, "--no-color"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
    assert "No issues found" in done.stdout
