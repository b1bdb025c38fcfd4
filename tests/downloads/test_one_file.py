"""A dataset in one file, with mistakes: each is named with its line, as in a folder."""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.data.authored import canonical
from app.data.check import examine
from app.data.problems import Problem

Whole = dict[str, Any]


@pytest.fixture
def whole(client: httpx.Client) -> Whole:
    found: Whole = client.get("/dataset.json").json()
    return found


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "everything.json"


def problems(path: Path, value: object) -> tuple[Problem, ...]:
    path.write_text(value if isinstance(value, str) else canonical(value), "utf-8")  # type: ignore[arg-type]
    return examine(path).problems


def test_a_mistake_in_a_resource_has_its_line_and_pointer(path: Path, whole: Whole) -> None:
    whole["areas"][1]["position"] = "two"
    (problem,) = problems(path, whole)
    assert problem.file == "everything.json"
    assert problem.pointer == "/areas/1/position"
    line = path.read_text("utf-8").splitlines()[problem.line - 1]
    assert line.strip() == '"position": "two",'


def test_a_mistake_in_what_the_dataset_is(path: Path, whole: Whole) -> None:
    whole["dataset"]["version"] = "1"
    (problem,) = problems(path, whole)
    assert problem.pointer == "/dataset/version"


def test_a_reference_to_nothing(path: Path, whole: Whole) -> None:
    whole["areas"][0]["agreement"] = "nothing"
    assert "/areas/0/agreement" in [one.pointer for one in problems(path, whole)]


def test_a_missing_member_is_named_and_references_into_it_are_not(path: Path, whole: Whole) -> None:
    del whole["people"]
    (problem,) = problems(path, whole)
    assert problem.message == "the member 'people' is missing"
    assert problem.remedy == "Add it; [] says that there are none"


def test_a_misspelt_member_is_named_with_the_right_one(path: Path, whole: Whole) -> None:
    whole["peoples"] = whole.pop("people")
    found = [(one.pointer, one.remedy) for one in problems(path, whole)]
    assert ("/peoples", "Rename it to people") in found


def test_a_member_too_many(path: Path, whole: Whole) -> None:
    whole["x"] = 1
    (problem,) = problems(path, whole)
    assert (problem.pointer, problem.remedy) == ("/x", "Move it out of the dataset")


def test_a_collection_that_is_no_array(path: Path, whole: Whole) -> None:
    whole["platforms"] = {}
    (problem,) = problems(path, whole)
    assert (problem.pointer, problem.message) == ("/platforms", "is no array")


def test_no_object(path: Path) -> None:
    (problem,) = problems(path, [])
    assert problem.message == "is no object"


def test_no_json(path: Path) -> None:
    (problem,) = problems(path, '{"areas": [}')
    assert (problem.file, problem.line) == ("everything.json", 1)


def test_a_member_twice(path: Path, whole: Whole) -> None:
    text = json.dumps(whole)[:-1] + ', "areas": []}'
    (problem,) = problems(path, text)
    assert "twice" in problem.message


def test_neither_folder_nor_file(path: Path) -> None:
    with pytest.raises(NotADirectoryError, match=r"no folder .*, and no file"):
        examine(path)
