"""Tools that take the document without an edit: generators of clients, and Schemathesis."""

import asyncio
import importlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import fastmcp
import httpx
import httpx2  # what FastMCP asks with, which depends on it
import pytest

from tests.conftest import require
from tests.openapi.conftest import Json, address_of, parameter_examples

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def folder(
    client: httpx.Client, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """A folder with the document, from which Python imports."""
    path = tmp_path_factory.mktemp("clients")
    (path / "openapi.json").write_bytes(client.get("/openapi.json").content)
    sys.path.insert(0, str(path))
    yield path
    sys.path.remove(str(path))


def _generate(
    monkeypatch: pytest.MonkeyPatch, folder: Path, tool: str, *options: str
) -> str:
    """Run a generator of this environment, which need not have been activated."""
    tools = Path(sys.executable).parent
    monkeypatch.setenv("PATH", f"{tools}{os.pathsep}{os.environ['PATH']}")
    command = [require(tool, f"{tool} (pip install -e .[test])"), *options]
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_openapi_python_client(
    folder: Path, server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is generated without a warning, and reads lists, items, searches and errors."""
    options = (
        "--path",
        "openapi.json",
        "--output-path",
        "record_client",
        "--meta",
        "none",
    )
    said = _generate(monkeypatch, folder, "openapi-python-client", "generate", *options)
    assert "WARNING" not in said
    client_class = importlib.import_module("record_client").Client
    list_areas = importlib.import_module("record_client.api.collections.list_areas")
    get_area = importlib.import_module("record_client.api.collections.get_area")
    search = importlib.import_module("record_client.api.views.search")
    with client_class(base_url=server) as client:
        areas = list_areas.sync(client=client, limit=2)
        first = areas.items[0]
        whole = get_area.sync(first.id, client=client).to_dict()
        assert first.to_dict().items() <= whole.items()
        assert {"href", "citation", "referenced_by"} <= whole.keys()
        assert get_area.sync("no-such-area", client=client).status == 404
        found = search.sync(client=client, q=first.id, limit=1).items[0]
        assert (found.id, found.type_) == (first.id, "area")


def test_datamodel_code_generator(
    folder: Path,
    operations: dict[str, Json],
    client: httpx.Client,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Its models read every answer."""
    options = (
        "--input",
        "openapi.json",
        "--input-file-type",
        "openapi",
        "--use-annotated",
    )
    kind = (
        "--output-model-type",
        "pydantic_v2.BaseModel",
        "--output",
        "record_models.py",
    )
    _generate(
        monkeypatch, folder, "datamodel-codegen", *options, *kind, "--disable-warnings"
    )
    models = importlib.import_module("record_models")
    for path, operation in operations.items():
        content = operation["responses"]["200"]["content"].get("application/json", {})
        name = content.get("schema", {}).get("$ref", "").rpartition("/")[2]
        if not name:
            continue
        model = getattr(models, name)
        answer = client.get(address_of(path, operation)).raise_for_status()
        assert model.model_validate_json(answer.content), path


def test_fastmcp_makes_tools_that_work(
    operations: dict[str, Json], document: Json, server: str
) -> None:
    """Every operation becomes a tool, which a model can call with the documented examples."""

    async def call_all() -> None:
        client = httpx2.AsyncClient(base_url=server, timeout=60)
        tools = fastmcp.FastMCP.from_openapi(document, client=client)
        async with client, fastmcp.Client(tools) as caller:
            names = {tool.name for tool in await caller.list_tools()}
            assert names == {
                operation["operationId"] for operation in operations.values()
            }
            for operation in operations.values():
                examples = parameter_examples(operation)
                result = await caller.call_tool(operation["operationId"], examples)
                assert result.content, operation["operationId"]

    asyncio.run(call_all())


def test_schemathesis_finds_nothing(server: str, tmp_path: Path) -> None:
    """With all its checks, and no exception: what the schemas allow is answered with 200."""
    tool = require("schemathesis", "schemathesis (pip install -e .[test])")
    options = ("--checks", "all", "--max-examples", "5", "--generation-deterministic")
    hooks = str(Path(__file__).with_name("schemathesis_hooks.py"))
    done = subprocess.run(
        [tool, "run", f"{server}/openapi.json", *options, "--no-color"],
        cwd=tmp_path,
        env={**os.environ, "SCHEMATHESIS_HOOKS": hooks},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
    assert "No issues found" in done.stdout
