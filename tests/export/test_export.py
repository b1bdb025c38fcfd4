"""What `export` writes, and what it leaves alone, however it ends."""

import ctypes
import gzip
import json
import os
import pty
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import brotli  # type: ignore[import-untyped]
import pytest

from app.cli import main
from app.data.dataset import Dataset
from app.export.manifest import FORMAT
from app.export.swap import replacing
from app.models.reference import href_of
from tests.cli.processes import ROOT, environment, run
from tests.conftest import OTHER_DATA

OTHER = ("export", "--data", str(OTHER_DATA))


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """An export that is there already."""
    folder = tmp_path / "record"
    assert main([*OTHER, str(folder)]) == 0
    return folder


def rows(folder: Path) -> Iterator[dict[str, Any]]:
    for answer in json.loads((folder / "manifest.json").read_text("utf-8"))["answers"]:
        yield answer
        yield from answer["codings"].values()


def assert_whole(folder: Path) -> None:
    """Every file is there as the manifest says, no other is, and nothing is left beside."""
    sums = {row["file"]: row["sha256"] for row in rows(folder)}
    files = [one for one in (folder / "files").rglob("*") if one.is_file()]
    assert {
        str(one.relative_to(folder)): sha256(one.read_bytes()).hexdigest() for one in files
    } == sums
    assert {one.name for one in folder.iterdir()} == {
        "README.md",
        "manifest.json",
        "nginx",
        "files",
    }


def assert_alone(folder: Path) -> None:
    assert [one.name for one in folder.parent.iterdir()] == [folder.name]


def test_everything_that_can_be_reached_is_there(
    exported: Path, manifest: dict[str, Any], dataset: Dataset
) -> None:
    assert_whole(exported)
    paths = {one["path"] for one in manifest["answers"]}
    items = {href_of(one.type, one.id) for one in dataset.all()}
    views = {"/", "/claims.csv", "/docs", "/docs/assets/swagger-ui.css", "/openapi.json", "/graph"}
    pages = {f"/claims?limit=100&offset={n}" for n in range(0, len(dataset.claims), 100)}
    assert items | views | pages | {f"/claims/{one}" for one in dataset.claims} <= paths
    # What is linked to and has no answer wants a word to search for.
    assert {(one["path"][:7], one["status"]) for one in manifest["left_out"]} == {("/search", 400)}


def test_encodings_hold_the_same_and_are_smaller(exported: Path, manifest: dict[str, Any]) -> None:
    coded = {"br": brotli.decompress, "gzip": gzip.decompress}
    for answer in manifest["answers"]:
        body = (exported / answer["file"]).read_bytes()
        assert len(body) == answer["bytes"]
        for coding, row in answer["codings"].items():
            content = (exported / row["file"]).read_bytes()
            assert coded[coding](content) == body
            assert len(content) < len(body)
    assert sum(bool(one["codings"]) for one in manifest["answers"]) > 900


def test_the_readme_says_what_is_missing(exported: Path) -> None:
    text = (exported / "README.md").read_text("utf-8")
    assert "`/search?q=`" in text
    assert "%" not in text
    assert str(exported) in text


def test_the_same_data_gives_the_same_files(old: Path) -> None:
    before = (old / "manifest.json").read_bytes()
    assert main([*OTHER, str(old)]) == 0
    assert (old / "manifest.json").read_bytes() == before
    assert_whole(old)
    assert_alone(old)


def test_for_an_object_store(old: Path) -> None:
    """The loop that the README prints, with a command that shows what it is given."""
    (script,) = (old / "README.md").read_text("utf-8").split("```sh\n")[1].split("```")[:1]
    done = subprocess.run(
        ["sh", "-c", script.replace("aws s3api put-object", "printf '%s|'; printf '%s|'")],
        cwd=old,
        capture_output=True,
        text=True,
        check=True,
    )
    flags = "--bucket|BUCKET|--key|{}|--body|{}|--content-type|{}|--cache-control|{}|"
    expected = [
        flags.format(
            *(one["path"][1:], one["file"]),
            *(one["headers"]["content-type"], one["headers"]["cache-control"]),
        )
        for one in json.loads((old / "manifest.json").read_text("utf-8"))["answers"]
    ]
    assert done.stdout == "".join(f"|{one}" for one in expected)


def started(folder: Path, *, terminal: int | None = None) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "app", "export", str(folder)],
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE if terminal is None else terminal,
        text=True,
    )


@pytest.mark.parametrize("lines", [1, 4, 9])
@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGINT])
def test_an_interrupted_export_changes_nothing(old: Path, lines: int, sign: signal.Signals) -> None:
    before = (old / "manifest.json").read_bytes()
    with started(old) as process:
        for _ in range(lines):
            assert process.stderr
            process.stderr.readline()
        process.send_signal(sign)
        said = process.communicate(timeout=30)[1]
    assert (old / "manifest.json").read_bytes() == before
    assert_whole(old)
    if sign == signal.SIGINT:
        assert process.returncode == 130
        assert said.endswith(f"Interrupted: {old} is as it was before.\n")
        assert_alone(old)
    # What a killed one has left behind is gone after the next.
    assert main([*OTHER, str(old)]) == 0
    assert_alone(old)


def test_a_full_disk_changes_nothing(old: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "app", "export", str(old)],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
        # No file may be longer, as if there were no more room.
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1_200_000, 1_200_000)),
    )
    assert done.returncode == 1
    last = done.stderr.splitlines()[-1]
    assert last == f"The export cannot be written: File too large. {old} is as it was before."
    assert "Traceback" not in done.stderr
    assert_whole(old)
    assert_alone(old)


@pytest.mark.parametrize("place", ["/dev/null/record", "/proc/record"])
def test_an_unwritable_place_is_said_in_one_line(place: str) -> None:
    done = run("app", *OTHER, place)
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert line.startswith("The export cannot be written: ")
    assert place in line


@pytest.mark.parametrize(
    "files",
    [
        {"notes.txt": "mine"},
        {"manifest.json": "no JSON"},
        {"manifest.json": "[]"},
        {"manifest.json": '{"format": "another"}'},
        {"README.md": "mine"},
        {"manifest.json": f'{{"format": "{FORMAT}"}}', "notes.txt": "mine"},
    ],
)
def test_what_is_no_export_is_left_alone(
    files: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text, "utf-8")
    assert main([*OTHER, str(tmp_path)]) == 2
    assert f"{tmp_path} holds something else than an export" in capsys.readouterr().err
    assert {one.name: one.read_text("utf-8") for one in tmp_path.iterdir()} == files


def test_a_file_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("mine", "utf-8")
    assert main([*OTHER, str(file)]) == 2
    assert capsys.readouterr().err == f"{file} is a file; an export is a folder.\n"
    assert file.read_text("utf-8") == "mine"


def test_an_empty_folder_and_a_link_to_one_will_do(tmp_path: Path) -> None:
    (tmp_path / "place").mkdir()
    (tmp_path / "link").symlink_to("place")
    assert main([*OTHER, str(tmp_path / "link")]) == 0
    assert (tmp_path / "link").is_symlink()
    assert_whole(tmp_path / "place")


def test_a_system_that_cannot_swap_names(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda _: object())
    (old / "README.md").write_text("old", "utf-8")
    assert main([*OTHER, str(old)]) == 0
    assert (old / "README.md").read_text("utf-8") != "old"
    assert_whole(old)
    assert_alone(old)


@pytest.mark.parametrize("gone", [True, False])
def test_a_swap_that_was_killed_is_mended(old: Path, gone: bool) -> None:  # noqa: FBT001
    """Where names cannot be swapped, the old export may be left under another name."""
    left = old.with_name(".record.abc.old")
    if gone:
        old.rename(left)
    else:
        shutil.copytree(old, left)
    with pytest.raises(KeyError), replacing(old):
        raise KeyError
    assert_whole(old)
    assert_alone(old)


def test_a_terminal_gets_a_bar(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    shown = b""
    with started(tmp_path / "record", terminal=theirs) as process:
        os.close(theirs)
        while chunk := read(ours):
            shown += chunk
    os.close(ours)
    assert process.returncode == 0
    assert "\r\x1b[K░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░ 1/".encode() in shown
    # Nothing of it is left.
    assert shown.endswith(b"\r\x1b[K")


def read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65_536)
    except OSError:  # what Linux says when the other end is closed
        return b""
