"""Breaking: a dataset changed in one place, and the lines at which its problems must be told."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from app.data.checks import check

_HERE = Path(__file__).parent
REMOVED = object()
"""In place of a value: take what is there away."""
_MARK = "where the marked value stands"


def put(document: Any, pointer: str, value: object) -> Any:  # noqa: ANN401 -- JSON
    """Return a JSON document with a value put at a pointer; `-` appends to a list."""
    if not pointer:
        return value
    *way, last = pointer[1:].split("/")
    around = document
    for step in way:
        around = around[int(step) if isinstance(around, list) else step]
    if last == "-":
        around.append(value)
        return document
    key: int | str = int(last) if isinstance(around, list) else last
    if value is REMOVED:
        del around[key]
    else:
        around[key] = value
    return document


def written(document: object) -> str:
    """Return a JSON document as it stands in a file."""
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def rows(file: str) -> list[Any]:
    """Return the rows of a table beside this file: the changes, and what is told of them."""
    found = []
    _, *sections = (_HERE / file).read_text(encoding="utf-8").split("## ")
    for section in sections:
        name, *lines = section.splitlines()
        changes: dict[str, object] = {}
        for line in lines:
            place, equals, value = line.partition(" = ")
            if line.startswith("> ") or not line:
                continue
            changes[place.removesuffix(" -")] = json.loads(value) if equals else REMOVED
        told = [line.removeprefix("> ") for line in lines if line.startswith("> ")]
        found.append(pytest.param(changes, told, id=name))
    return found


def change(folder: Path, changes: Mapping[str, object]) -> None:
    """Put values into the files of a dataset, each by file and pointer: `areas/0/name/en`."""
    for place, value in changes.items():
        file, slash, pointer = place.partition("/")
        path = folder / f"{file}.json"
        document = json.loads(path.read_bytes()) if path.exists() else []
        path.write_text(
            written(put(document, slash + pointer, value)), encoding="utf-8"
        )


def write(folder: Path, file: str, resources: list[dict[str, Any]]) -> None:
    """Write resources into a file of the dataset that `init` writes, with evidence for each."""
    passage = {"source": "the-newspaper-2020-05-02", "locator": "paragraph 1"}
    ours = {"id", "evidence"} | ({"kind"} if file != "agreements" else set())
    for one in resources:
        supports = [f"/{field}" for field in one if field not in ours]
        one.setdefault("evidence", [{"supports": supports, **passage}])
    (folder / f"{file}.json").write_text(written(resources), encoding="utf-8")


def problems(folder: Path, texts: Path | None = None) -> list[str]:
    """Return what is wrong with a dataset: the place, what is wrong with it, what to do.

    The line that each problem names must be that of the value at its pointer.
    """
    found = check(folder, texts)[0]
    for one in found:
        if one.line and one.pointer:
            document = json.loads((folder / one.file).read_bytes())
            marked = written(put(document, one.pointer, _MARK)).splitlines()
            assert [n for n, line in enumerate(marked, 1) if _MARK in line] == [
                one.line
            ]
    return [
        f"{one.file.removesuffix('.json')}{one.pointer}: {one.message}. {one.remedy}"
        for one in found
    ]
