"""Static export: bodies as they are served, in a folder that keeps what did not change."""

import gzip
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import brotli  # type: ignore[import-untyped]  # it has no types of its own
import httpx
import pytest
from click.testing import Result

from tests.conftest import invoke, require
from tests.data.breaking import change
from tests.deploy.nginx import nginx
from tests.servers import FIXTURES, PROGRAM, ROOT, STARTER, free_port

Json = dict[str, Any]


def _export(folder: Path, *options: str, data: Path = STARTER) -> Result:
    return invoke("export", folder, "--data", data, *options)


def _exported(folder: Path, *options: str, data: Path = STARTER) -> Path:
    """Export, and return the folder."""
    result = _export(folder, *options, data=data)
    assert result.exit_code == 0, result.output
    return folder


def _contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def _times(folder: Path) -> dict[str, int]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): path.stat().st_mtime_ns for path in files
    }


def _entries(folder: Path) -> list[Json]:
    """Return the manifest's entries of files that are answers."""
    manifest = json.loads((folder / "manifest.json").read_bytes())
    return [entry for entry in manifest["files"] if entry["file"] != "404.html"]


@pytest.fixture(scope="session")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record, exported."""
    return _exported(tmp_path_factory.mktemp("export") / "record", data=FIXTURES)


@pytest.fixture(scope="session")
def small_record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small dataset, exported once."""
    return _exported(tmp_path_factory.mktemp("export") / "small")


@pytest.fixture
def out(small_record: Path, tmp_path: Path) -> Path:
    """A small dataset, exported, of which a test can change what it likes."""
    return Path(shutil.copytree(small_record, tmp_path / "out"))


@pytest.mark.slow
def test_bodies_are_those_of_the_server(record: Path, client: httpx.Client) -> None:
    """Of each file and its encodings, with the sum in the manifest; and there is no other file."""
    files = _contents(record)
    rest = set(files) - {
        "README.md",
        "manifest.json",
        "404.html",
        "404.html.gz",
        "404.html.br",
    }
    for entry in _entries(record):
        href = "/overview" if entry["href"] == "/index.html" else entry["href"]
        answer = client.get(
            href, headers={"Accept-Encoding": "identity"}
        ).raise_for_status()
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
def test_what_anything_leads_to_is_there(record: Path, client: httpx.Client) -> None:
    """What the index, the lists and the page link, and the licence of each script."""
    hrefs = {entry["href"] for entry in _entries(record)}
    index = client.get("/").json()
    lists = [collection["href"] for collection in index["collections"]]
    views = {view["href"] for view in index["views"]} - {"/search?q={words}", "/health"}
    items = set()
    for path in lists:
        items |= {
            item["href"] for item in client.get(f"{path}?limit=1000").json()["items"]
        }
    assert {
        *lists,
        *views,
        *items,
        "/",
        "/docs",
        "/openapi.json",
        "/dataset.json",
    } <= hrefs
    page = (record / "index.html").read_text(encoding="utf-8")
    assert {
        re.sub("#.*", "", href) for href in re.findall(r'(?:href|src)="(/[^"]*)"', page)
    } <= hrefs
    for script in record.rglob("*.js"):
        named = re.search(
            r"license information please see (\S+)", script.read_text("utf-8")[:200]
        )
        assert not named or (script.parent / named[1]).is_file()


@pytest.mark.slow
@pytest.mark.parametrize("root", ["", "/record"])
def test_nginx_serves_it_as_its_readme_says(
    root: str, record: Path, tmp_path: Path
) -> None:
    """Below a root path, too: there is each address, and nothing for a query."""
    folder = _exported(tmp_path / "out", "--root-path", root) if root else record
    readme = (folder / "README.md").read_text(encoding="utf-8")
    match = re.search(r"```nginx\n(.*?)```", readme, re.DOTALL)
    assert match
    port = free_port()
    server = f"server {{ listen 127.0.0.1:{port}; root {folder};\n{match[1]} }}"
    with (
        nginx(tmp_path, port, server) as address,
        httpx.Client(base_url=address) as client,
    ):
        for entry in _entries(folder):
            assert entry["href"].startswith(f"{root}/")
            answer = client.get(entry["href"], headers={"Accept-Encoding": "gzip"})
            assert answer.status_code == 200, entry
            assert hashlib.sha256(answer.content).hexdigest() == entry["sha256"], entry
            assert answer.headers["content-type"] == entry["media_type"], entry
            assert answer.headers["access-control-allow-origin"] == "*"
            assert answer.headers["cache-control"] == "max-age=3600, s-maxage=60"
            is_small = not (folder / f"{entry['file']}.gz").exists()
            assert answer.headers.get("content-encoding") == (
                None if is_small else "gzip"
            ), entry
        page = client.get(f"{root}/", headers={"Accept": "text/html,*/*;q=0.8"})
        assert page.content == (folder / f".{root}/overview.html").read_bytes()
        assert "Accept" in page.headers["vary"]
        for missing in (
            f"{root}/areas/nothing",
            f"{root}/areas?limit=3",
            f"{root}/x.json",
        ):
            answer = client.get(missing)
            assert answer.status_code == answer.json()["status"] == 404
            assert answer.headers["content-type"] == "application/problem+json"
            assert answer.headers["access-control-allow-origin"] == "*"
        shared = client.get(f"{root}/agreements?utm_source=x&fbclid=y")
        assert shared.content == client.get(f"{root}/agreements").content
        part = client.get(
            f"{root}/claims.csv",
            headers={"Range": "bytes=0-9", "Accept-Encoding": "identity"},
        )
        assert (part.status_code, len(part.content)) == (206, 10)
        assert "Content-Range" in part.headers["access-control-expose-headers"]


def test_it_is_uploaded_by_its_readme(out: Path, tmp_path: Path) -> None:
    """The loop for an object store gives each address its file, media type and encoding."""
    require("jq", "jq")
    program = tmp_path / "bin" / "aws"
    program.parent.mkdir()
    program.write_text('#!/bin/sh\nIFS="\t"; echo "$*" >>"$LOG"\n')
    program.chmod(0o755)
    match = re.search(
        r"```sh\n(.*?)```", (out / "README.md").read_text("utf-8"), re.DOTALL
    )
    assert match
    log = tmp_path / "log"
    environment = {
        **os.environ,
        "PATH": f"{program.parent}:{os.environ['PATH']}",
        "LOG": str(log),
    }
    subprocess.run(["sh", "-euc", match[1]], cwd=out, env=environment, check=True)
    lines = [line.split("\t") for line in log.read_text().splitlines()]
    uploads = {line[3]: (line[2], line[4:]) for line in lines}
    for entry in _entries(out):
        if entry["href"] == "/":
            continue
        file, options = uploads[f"s3://BUCKET{entry['href']}"]
        assert options[:2] == ["--content-type", entry["media_type"]]
        is_encoded = (out / f"{entry['file']}.gz").exists()
        assert file == entry["file"] + (".gz" if is_encoded else "")
        assert options[4:] == (["--content-encoding", "gzip"] if is_encoded else [])
    assert {"s3://BUCKET/index.html", "s3://BUCKET/404.html"} <= uploads.keys()


def test_what_did_not_change_keeps_its_time(out: Path, small: Path) -> None:
    """So that rsync and the like send what changed, and no more."""
    before = _times(out)
    change(small, {"parties/0/name": {"en": "Third Town"}})
    _exported(out, data=small)
    after = _times(out)
    changed = {name for name, time_ in after.items() if time_ != before.get(name)}
    assert {"parties.json", "parties.json.gz", "manifest.json"} <= changed
    assert changed.isdisjoint(
        {"context.jsonld", "docs.html", "schemas/party.json", "README.md"}
    )


def test_what_is_not_written_is_removed(out: Path) -> None:
    """With its encodings; but what others put into the folder stays, and what they changed goes."""
    first = _contents(out)
    manifest = json.loads((out / "manifest.json").read_bytes())
    manifest["files"].append({"file": "gone.json"})
    (out / "manifest.json").write_text(json.dumps(manifest))
    for name in ("gone.json", "gone.json.gz", "gone.json.br", "CNAME"):
        (out / name).write_text("old")
    (out / "parties.json").write_text("changed")
    _exported(out)
    assert _contents(out) == {**first, "CNAME": b"old"}


def test_below_a_root_path(tmp_path: Path) -> None:
    """Files are where the links of the page and the answers lead, if FOLDER is the host's root."""
    folder = _exported(tmp_path / "out", "--root-path", "/a/record")
    top = {path.name for path in folder.iterdir()}
    assert top == {
        "README.md",
        "manifest.json",
        "a",
        "404.html",
        "404.html.gz",
        "404.html.br",
    }
    page = (folder / "a" / "record" / "index.html").read_text("utf-8")
    missing = (folder / "404.html").read_text("utf-8")
    hrefs = {entry["href"] for entry in _entries(folder)}
    for href in re.findall(r'(?:href|src)="(/[^"#]*)', page):
        assert href in hrefs
    for href in re.findall(r'(?:href|src)="(/[^"#]*)', missing):
        assert href in hrefs or (folder / href[1:]).is_file()


def test_an_empty_folder_is_used_as_it_is(tmp_path: Path) -> None:
    """It may be a disk of its own, which cannot be renamed, or a checkout of Git."""
    folder = tmp_path / "out"
    (folder / "lost+found").mkdir(parents=True)
    (folder / ".git").mkdir()
    folder.chmod(0o750)
    before = folder.stat()
    _exported(folder)
    after = folder.stat()
    assert (after.st_ino, after.st_mode) == (before.st_ino, before.st_mode)
    assert (folder / ".git").is_dir()
    assert (folder / "areas.json").stat().st_mode & 0o777 == 0o666 & ~_umask()


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def test_a_picture_is_not_encoded(small: Path, tmp_path: Path) -> None:
    shutil.copy(FIXTURES / "social.png", small)
    folder = _exported(tmp_path / "out", data=small)
    pictures = [path.name for path in (folder / "overview").glob("social.*")]
    assert pictures == ["social.png"]


def test_a_symbolic_link_stays_one(out: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(out)
    (out / "areas.json").unlink()
    _exported(link)
    assert link.is_symlink()
    assert (out / "areas.json").is_file()


@pytest.mark.parametrize(
    "files",
    [
        {"mine.txt": "mine"},
        {"manifest.json": '{"name": "My app", "icons": []}'},
        {"manifest.json": '{"dataset": '},
        {"manifest.json": "[]"},
        {"areas.json": "{}", "areas.json.gz": ""},
    ],
    ids=str,
)
def test_a_foreign_folder_is_left_alone(
    tmp_path: Path, files: Mapping[str, str]
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_text(content)
    before = _contents(folder)
    result = _export(folder)
    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1] == (
        f"Error: {folder} has no manifest.json of an export, and other files: name another folder"
    )
    assert _contents(folder) == before


def test_a_full_disk_keeps_the_old_export(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, room = _contents(out), iter(range(40))
    write = Path.write_bytes

    def write_bytes(path: Path, content: bytes) -> int:
        if next(room, None) is None:
            raise OSError(28, "No space left on device", str(path))
        return write(path, content)

    monkeypatch.setattr(Path, "write_bytes", write_bytes)
    result = _export(out)
    assert result.exit_code == 1
    assert "No space left on device" in result.stderr.splitlines()[-1]
    assert isinstance(result.exception, SystemExit)
    assert _contents(out) == before
    assert not [*out.glob(".*")]


def test_a_kill_leaves_nothing_behind(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    command = [*PROGRAM, "export", str(folder)]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL) as process:
        end = time.monotonic() + 120
        while not [*folder.glob(".export/*")]:
            assert process.poll() is None
            assert time.monotonic() < end
            time.sleep(0.01)
        process.send_signal(signal.SIGTERM)
        assert process.wait(120) != 0
    assert not [*folder.iterdir()]


def test_what_a_kill_left_is_swept(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with what was written, and files that were put in place by half."""
    whole = _contents(out)
    for path in out.iterdir():
        if path.is_file() and path.name != "manifest.json":
            path.unlink()
    room = iter(range(5))
    replace = Path.replace

    def replace_or_end(path: Path, target: Path) -> Path:
        if next(room, None) is None:
            raise KeyboardInterrupt
        return replace(path, target)

    (out / "manifest.json").write_text('{"files": []}')
    (out / ".export").mkdir()
    (out / ".export" / "areas.json").write_text("half")
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", replace_or_end)
        assert _export(out).exit_code == 1
    assert _contents(out) != whole
    _exported(out)
    assert _contents(out) == whole
    assert not [*out.glob(".*")]
