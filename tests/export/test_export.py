"""Static export: bodies as they are served, put in place whole or not at all."""

import gzip
import hashlib
import json
import re
from pathlib import Path
from typing import Any

import brotli  # type: ignore[import-untyped]  # it has no types of its own
import httpx
import pytest
from click.testing import Result

from tests.conftest import invoke
from tests.deploy.nginx import nginx
from tests.servers import FIXTURES, STARTER, free_port

Json = dict[str, Any]


def _export(folder: Path, data: Path = STARTER) -> Result:
    return invoke("export", folder, "--data", data)


def _contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.fixture(scope="session")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record, exported."""
    folder = tmp_path_factory.mktemp("export") / "record"
    result = _export(folder, FIXTURES)
    assert result.exit_code == 0, result.output
    return folder


@pytest.fixture(scope="session")
def manifest(exported: Path) -> Json:
    found: Json = json.loads((exported / "manifest.json").read_bytes())
    return found


@pytest.mark.slow
def test_every_body_is_that_of_the_server_and_so_are_its_encodings_and_sums(
    exported: Path, manifest: Json, client: httpx.Client
) -> None:
    files = _contents(exported)
    rest = set(files) - {"README.md", "manifest.json"}
    for entry in manifest["files"]:
        answer = client.get(entry["href"]).raise_for_status()
        body = files[entry["file"]]
        assert body == answer.content, entry
        assert entry["media_type"] == answer.headers["content-type"]
        assert entry["sha256"] == hashlib.sha256(body).hexdigest()
        rest.remove(entry["file"])
        for name, decode in (("gz", gzip.decompress), ("br", brotli.decompress)):
            if f"{entry['file']}.{name}" in rest:
                assert decode(files[f"{entry['file']}.{name}"]) == body
                rest.remove(f"{entry['file']}.{name}")
    assert rest == set()


@pytest.mark.slow
def test_everything_that_the_index_and_the_lists_lead_to_is_there(
    exported: Path, manifest: Json, client: httpx.Client
) -> None:
    hrefs = {entry["href"] for entry in manifest["files"]}
    index = client.get("/").json()
    lists = [one["href"] for one in index["collections"]]
    views = {one["href"] for one in index["views"]} - {"/search?q={words}", "/health"}
    items = {
        one["href"] for path in lists for one in client.get(f"{path}?limit=1000").json()["items"]
    }
    assert {*lists, *views, *items, "/", "/docs", "/openapi.json", "/dataset.json"} <= hrefs
    page = (exported / "overview.html").read_text(encoding="utf-8")
    local = {re.sub("#.*", "", one) for one in re.findall(r'(?:href|src)="(/[^"]*)"', page)}
    assert local <= hrefs


@pytest.mark.slow
def test_nginx_serves_it_with_the_configuration_of_its_readme(
    exported: Path, manifest: Json, tmp_path: Path
) -> None:
    readme = (exported / "README.md").read_text(encoding="utf-8")
    match = re.search(r"```nginx\n(.*?)```", readme, re.DOTALL)
    assert match
    port = free_port()
    server = f"server {{ listen 127.0.0.1:{port}; root {exported};\n{match[1]} }}"
    with nginx(tmp_path, port, server) as address, httpx.Client(base_url=address) as client:
        for entry in manifest["files"]:
            answer = client.get(entry["href"], headers={"Accept-Encoding": "gzip"})
            assert answer.status_code == 200, entry
            assert hashlib.sha256(answer.content).hexdigest() == entry["sha256"], entry
            assert answer.headers["content-type"] == entry["media_type"], entry
            assert answer.headers["access-control-allow-origin"] == "*"
            assert answer.headers["cache-control"] == "max-age=3600"
            is_small = not (exported / f"{entry['file']}.gz").exists()
            assert answer.headers.get("content-encoding") == (None if is_small else "gzip"), entry
        missing = client.get("/areas/nothing")
        assert missing.status_code == 404
        assert missing.headers["access-control-allow-origin"] == "*"


def test_an_earlier_export_is_replaced_whole(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    assert _export(folder).exit_code == 0
    first = _contents(folder)
    (folder / "areas.json").write_text("old")
    (folder / "left-over.json").write_text("old")
    assert _export(folder).exit_code == 0
    assert _contents(folder) == first
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert folder.stat().st_mode & 0o777 == 0o755


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"mine.txt": "mine"},
        {"manifest.json": '{"name": "My app", "icons": []}'},
        {"manifest.json": '{"dataset": '},
        {"areas.json": "{}", "areas.json.gz": ""},
    ],
    ids=str,
)
def test_a_foreign_or_half_written_folder_is_refused_and_left_alone(
    tmp_path: Path, files: dict[str, str]
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_text(content)
    before = _contents(folder)
    result = _export(folder)
    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1] == (
        f"Error: {folder} exists and has no manifest.json of an export: name another folder"
    )
    assert _contents(folder) == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_full_disk_leaves_the_old_one_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "out"
    assert _export(folder).exit_code == 0
    before, room = _contents(folder), iter(range(40))
    write = Path.write_bytes

    def write_bytes(path: Path, content: bytes) -> int:
        if next(room, None) is None:
            raise OSError(28, "No space left on device", str(path))
        return write(path, content)

    monkeypatch.setattr(Path, "write_bytes", write_bytes)
    result = _export(folder)
    assert result.exit_code == 1
    assert "No space left on device" in result.stderr.splitlines()[-1]
    assert isinstance(result.exception, SystemExit)
    assert _contents(folder) == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
