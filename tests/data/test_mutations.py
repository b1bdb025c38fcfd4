"""Mutations: whatever is changed in a dataset is refused with its place, or has a reason."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from app.data.checks import check
from app.data.dataset import load_dataset
from app.data.loader import PARTS
from app.data.pointers import children, segment, split
from app.models.value_type import model_of, value_type
from tests.data.breaking import REMOVED, put, written
from tests.servers import SECOND, STARTER, TEXTS

_OTHERS: tuple[object, ...] = (None, True, -1, 10**17, 1.5, "", "\ufffd", [], {}, [[]])
_ANY = {"text", "word", "url", "language", "number"}
"""Types of which a value can be another one that only a reader can tell to be wrong."""

Model = type[BaseModel]


def _nodes(
    value: Any,  # noqa: ANN401 -- JSON
    model: Model | None,
    pointer: str,
) -> Iterator[tuple[str, Any, Model | None]]:
    """Yield each value in a document, with the model of the object that holds it, if it has one."""
    for key, part in children(value):
        place = pointer + segment(key)
        if isinstance(key, int):
            yield place, part, None
            yield from _nodes(part, model, place)
        elif model is None:
            yield place, part, None
        else:
            yield place, part, model
            inner = model_of(model, key)
            yield from _nodes(part, None if inner is BaseModel else inner, place)


def _changes(pointer: str, value: object) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield what is done to a value, and what is put where for it."""
    around, _, key = pointer.rpartition("/")
    yield "remove", {pointer: REMOVED}
    for other in _OTHERS:
        if type(other) is not type(value):
            yield f"retype {other!r}", {pointer: other}
    if isinstance(value, str):
        yield "alter", {pointer: f"{value}x"}
    elif isinstance(value, int):
        yield "alter", {pointer: value + 1}
    if key.isdecimal():
        yield "double", {f"{around}/-": value}
    else:
        yield "rename", {pointer: REMOVED, f"{pointer}x": value}


def _may_be(kind: str, model: Model, pointer: str, holder: Model | None) -> bool:
    """Return whether the type of a field says that no check can know that a change is wrong."""
    *_, key = path = split(pointer)
    if kind == "alter":
        return key == "id" or value_type(model, *path) in _ANY
    if kind == "remove":
        # Lists and language maps may hold less, and what is optional be absent.
        return holder is None or not holder.model_fields[key].is_required()
    if kind == "rename":
        return holder is None  # the tag of a language may have a letter more
    return kind == "double" and "signatories" in path  # two may sign by the same office


def _let_in(source: Path, folder: Path, name: str, texts: Path | None) -> Iterator[str]:
    """Yield what is let in without a reason, of all that is done to each field of a file, once."""
    shutil.copytree(source, folder)
    model = PARTS[name]
    path = folder / f"{name}.json"
    good = path.read_text(encoding="utf-8")
    tried: set[tuple[str, str]] = set()
    for pointer, value, holder in _nodes(json.loads(good), model, ""):
        within = pointer if name == "dataset" else re.sub("^/[0-9]+", "", pointer)
        for kind, change in _changes(pointer, value):
            field = re.sub("/[0-9]+", "/0", pointer)
            if (kind, field) in tried:
                continue
            tried.add((kind, field))
            document = json.loads(good)
            for place, other in change.items():
                document = put(document, place, other)
            path.write_text(written(document), encoding="utf-8")
            problems = check(folder, texts)[0]
            assert all(
                problem.file and problem.message and problem.remedy
                for problem in problems
            )
            if problems:
                continue
            load_dataset(folder).claims  # noqa: B018 -- what is let in can be served
            if within and not _may_be(kind, model, within, holder):
                yield f"{kind} {name}{pointer}"


@pytest.mark.parametrize("name", [path.stem for path in sorted(STARTER.glob("*.json"))])
def test_changes_of_the_starter(tmp_path: Path, name: str) -> None:
    """Each field of what `init` writes, changed in each way."""
    assert list(_let_in(STARTER, tmp_path / "data", name, None)) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", PARTS)
def test_changes_of_every_type(tmp_path: Path, name: str) -> None:
    """Each field of each type of resource, changed in each way."""
    assert list(_let_in(SECOND, tmp_path / "data", name, TEXTS)) == []
