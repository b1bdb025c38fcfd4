"""Files: every way in which one can be no file of a dataset, and where that is."""

from dataclasses import astuple
from pathlib import Path

import pytest

from app.data.load import load
from tests.data.breaking import Folder

AREAS = "areas.json"
DEEP = b"[" * 9_999 + b"]" * 9_999


@pytest.mark.parametrize(
    ("content", "line", "pointer", "told"),
    [
        (b'[\n1,\n"\xe9"]', 3, "", ("byte 7 of the file is not UTF-8", "Save the file as UTF-8")),
        (
            "[]".encode("utf-16"),
            1,
            "",
            ("byte 1 of the file is not UTF-8", "Save the file as UTF-8"),
        ),
        (b"\xef\xbb\xbf[]", 1, "", ("begins with a byte order mark", "Save it without one")),
        (b"", 1, "", ("is not JSON: expecting value at column 1", "Correct the JSON")),
        (b"[\n1,,2]", 2, "", ("is not JSON: expecting value at column 3", "Correct the JSON")),
        (b"[\n\n{]", 3, "", ("is not JSON: ", "Correct the JSON")),
        (b"[1,\nNaN]", 2, "", ("NaN is no JSON number", "Correct the JSON")),
        (b"[1,\n-Infinity]", 2, "", ("-Infinity is no JSON number", "Correct the JSON")),
        (b"[1,\n" + b"7" * 5_000 + b"]", 2, "", ("777777777777777777… is too long", "Correct")),
        (b'["\\u5546",\n"\\ud83d\\ude00",\n"\\ud83d"]', 3, "", ("half of a surrogate", "Correct")),
        (b"[\n" * 100_000, 100_000, "", ("is nested too deeply", "Correct the JSON")),
        (b"[" * 99_999 + b"]" * 99_999, 1, "", ("is nested too deeply", "Correct the JSON")),
        (b'[{"id": "a",\n"id": "b"}]', 2, "/0/id", ("the key 'id' is there twice", "Keep one")),
        (b'[{"a": {"x": 1},\n"x": 1,\n"x": 2}]', 3, "/0/x", ("the key 'x' is there", "Keep one")),
        (b'[{"a/~": 1,\n"a\\u002f~": 2}]', 2, "/0/a~1~0", ("the key 'a/~' is there", "Keep one")),
        (
            b'[{"x": 1,\n"x": {"y": 1,\n"y": 2}}]',
            *(3, "/0/x/y", ("the key 'y' is there twice", "Keep one")),
        ),
        (b'[{"0": [1, 2],\n"": 1,\n"": 2}]', 3, "/0/", ("the key '' is there twice", "Keep one")),
        (b"[" + DEEP + b",\n" + DEEP + b"]", 1, "", ("is nested too deeply", "Correct the JSON")),
        (b'{"items": []}', 1, "", ("is no array", "Put the resources into [ ]")),
        (b"null", 1, "", ("is no array", "Put the resources into [ ]")),
    ],
)
def test_a_file_that_holds_no_resources(
    folder: Folder, content: bytes, line: int, pointer: str, told: tuple[str, str]
) -> None:
    folder.write(AREAS, content)
    problem = folder.only_problem()
    assert (problem.file, problem.line, problem.pointer) == (AREAS, line, pointer)
    assert problem.message.startswith(told[0])
    assert problem.remedy.startswith(told[1])


def test_a_missing_file_is_to_be_added_even_if_empty(folder: Folder) -> None:
    (folder.path / AREAS).unlink()
    missing = (AREAS, 0, "", "the file is missing", "Add it; [] says that there are none")
    assert astuple(folder.only_problem()) == missing


def test_a_dataset_says_what_it_is(folder: Folder) -> None:
    (folder.path / "dataset.json").unlink()
    assert astuple(folder.only_problem()) == (
        *("dataset.json", 0, "", "the file is missing"),
        "Add it",
    )


def test_a_folder_in_the_place_of_a_file(folder: Folder) -> None:
    (folder.path / AREAS).unlink()
    (folder.path / AREAS).mkdir()
    problem = folder.only_problem()
    assert problem.message.startswith("cannot be read: ")
    assert problem.remedy == "Make it a readable file"


@pytest.mark.parametrize("name", ["areas.json~", "notes.txt"])
def test_a_file_that_no_dataset_has(folder: Folder, name: str) -> None:
    """Where the right file is there too, nobody is told to write over it."""
    folder.write(name, "[]")
    remedy = "Move it out of the dataset"
    assert astuple(folder.only_problem()) == (name, 0, "", "is no file of a dataset", remedy)


def test_a_misspelt_file(folder: Folder) -> None:
    (folder.path / AREAS).rename(folder.path / "area.json")
    found = {(one.file, one.remedy) for one in folder.problems()}
    assert ("area.json", "Rename it to areas.json") in found


def test_a_folder_that_holds_something_else(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").touch()
    (problem,) = load(tmp_path).problems
    assert problem.file == str(tmp_path)
    assert problem.message == "is no dataset: none of the files of one is in it"


def test_hidden_files_are_not_looked_at(folder: Folder) -> None:
    folder.write(".swp", b"\xff")
    assert folder.problems() == ()


def test_what_an_unreadable_file_would_hold_is_not_reported_as_missing(folder: Folder) -> None:
    folder.change("sources.json", "[", "[,")
    folder.change("agreements.json", '"kind": "arrangement"', '"kind": "treaty"')
    assert [(one.file, one.pointer) for one in folder.problems()] == [
        ("agreements.json", "/0/kind"),
        ("sources.json", ""),
    ]
