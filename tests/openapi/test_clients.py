"""Clients generated from the document: they are made without a warning, and they work."""

import importlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.openapi import node, walk
from tests.openapi.contract import Contract


@pytest.fixture(scope="module")
def folder(client: httpx.Client, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with the document, from which Python imports."""
    path = tmp_path_factory.mktemp("clients")
    (path / "openapi.json").write_bytes(client.get("/openapi.json").content)
    sys.path.insert(0, str(path))
    yield path
    sys.path.remove(str(path))


def _run(*command: str, cwd: Path) -> str:
    tools = Path(sys.executable).parent
    # Generators call others, such as ruff, which an environment need not have been activated for.
    path = f"{tools}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        [tools / command[0], *command[1:]],
        cwd=cwd,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_openapi_python_client(folder: Path, base_url: str) -> None:
    options = ("--path", "openapi.json", "--output-path", "record_client", "--meta", "none")
    said = _run("openapi-python-client", "generate", *options, "--fail-on-warning", cwd=folder)
    assert said.strip() == "Generating record_client"
    client_class = importlib.import_module("record_client").Client
    list_areas = importlib.import_module("record_client.api.agreements.list_areas")
    get_area = importlib.import_module("record_client.api.agreements.get_area")
    with client_class(base_url=base_url) as client:
        areas = list_areas.sync(client=client, limit=2)
        assert len(areas.items) == 2
        assert get_area.sync(areas.items[0].id, client=client).href == areas.items[0].href
        assert get_area.sync("no-such-area", client=client).status == 404


def test_datamodel_code_generator(folder: Path, contract: Contract, client: httpx.Client) -> None:
    options = ("--input", "openapi.json", "--input-file-type", "openapi", "--use-annotated")
    kind = ("--output-model-type", "pydantic_v2.BaseModel", "--output", "record_models.py")
    _run("datamodel-codegen", *options, *kind, "--disable-warnings", cwd=folder)
    models = importlib.import_module("record_models")
    for path in (*walk.plain(contract), *walk.items(contract, client)):
        template = contract.path(path.partition("?")[0])
        operation = contract.document["paths"][template]["get"]
        media = next(iter(operation["responses"]["200"]["content"].values()))
        name = media["schema"].get("$ref", "").rpartition("/")[2]
        if name:
            getattr(models, name).model_validate_json(client.get(path).content)


_CLIENT = """
import createClient from "openapi-fetch";
import type { paths } from "./record.d.ts";
declare const process: { argv: string[] };

const api = createClient<paths>({ baseUrl: process.argv[2] ?? "" });
const areas = await api.GET("/areas", { params: { query: { limit: 2 } } });
const nobody = await api.GET("/people/{id}", { params: { path: { id: "nobody" } } });
if (areas.data === undefined || nobody.error === undefined) throw new Error("wrong");
const names: string[] = areas.data.items.map((area) => area.name.en ?? "");
const status: number = nobody.error.status;
console.log(JSON.stringify({ names, status, total: areas.data.total }));
"""
_OPTIONS = {
    "exactOptionalPropertyTypes": True,
    "lib": ["es2024", "dom", "dom.iterable"],
    "module": "nodenext",
    "noUncheckedIndexedAccess": True,
    "outDir": "out",
    "rewriteRelativeImportExtensions": True,
    "rootDir": ".",
    "strict": True,
    "target": "es2024",
    "types": [],
}


def test_openapi_typescript(folder: Path, base_url: str) -> None:
    generator = node.package("openapi-typescript") / "bin" / "cli.js"
    compiler = node.package("typescript-native") / "bin" / "tsc"
    (folder / "node_modules").symlink_to(node.package("."))
    (folder / "package.json").write_text('{"type": "module"}')
    (folder / "client.ts").write_text(_CLIENT)
    settings = {"compilerOptions": _OPTIONS, "files": ["client.ts"]}
    (folder / "tsconfig.json").write_text(json.dumps(settings))
    node.passes(generator, "openapi.json", "--output", "record.d.ts", cwd=folder)
    node.passes(compiler, "--project", ".", cwd=folder)
    told = json.loads(node.passes(folder / "out" / "client.js", base_url, cwd=folder))
    assert len(told["names"]) == 2
    assert told["total"] >= 2
    assert told["status"] == 404
