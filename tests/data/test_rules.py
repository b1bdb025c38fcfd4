"""Rules: what may not be in a dataset, told with its place and what to do about it."""

from pathlib import Path

import pytest

from app.data.checks import check
from app.data.dataset import load_dataset
from app.data.errors import DataProblem, DatasetError
from tests.data.breaking import change, problems, rows, write


@pytest.mark.parametrize(("changes", "expected"), rows("rules.txt"))
def test_each_rule(
    small: Path, changes: dict[str, object], expected: list[str]
) -> None:
    """What may not be is told with its place and a remedy; what may be is served."""
    change(small, changes)
    found = problems(small)
    assert found == expected
    if not expected:
        load_dataset(small)
        return
    with pytest.raises(DatasetError) as refused:
        load_dataset(small)
    assert len(refused.value.problems) == len(expected)


def test_a_dataset_needs_its_description(small: Path) -> None:
    (small / "dataset.json").unlink()
    assert problems(small) == [
        "dataset: is missing. Add it, or name the folder of a dataset; `init` writes a first one"
    ]


@pytest.mark.parametrize(
    "name",
    [
        "parties.json.txt",
        "parties.yaml",
        "Parties.json.bak",
        "parties",
    ],
)
def test_a_lost_file_is_noticed(small: Path, name: str) -> None:
    """It is told once, and not by every reference into it; a copy beside the file is left alone."""
    (small / "parties.json").rename(small / name)
    remedy = "Rename it to parties.json, or move it out of the dataset"
    assert check(small)[0] == [
        DataProblem(name, 0, "", "looks like parties.json, and is not read", remedy)
    ]
    (small / "parties.json").write_bytes((small / name).read_bytes())
    assert problems(small) == []


@pytest.mark.parametrize("name", ["Dataset.json", "dataset.JSON", "dataset.old.json"])
def test_a_file_of_nearly_the_name(small: Path, name: str) -> None:
    """Where case does not count, it exists as `dataset.json`, too, and is listed as it is named."""
    (small / "dataset.json").rename(small / name)
    remedy = "Rename it to dataset.json, or move it out of the dataset"
    assert check(small)[0] == [
        DataProblem(name, 0, "", "looks like dataset.json, and is not read", remedy)
    ]


def test_a_missing_file_is_told_once(small: Path) -> None:
    """Whatever refers to what is in it; a slip beside it is told as well."""
    (small / "sources.json").unlink()
    change(small, {"agreements/0/parties/0": "frist-town"})
    missing, misspelt = problems(small)
    assert missing == (
        "sources: is missing, and references lead into it. Add it, or remove the references"
    )
    assert misspelt.startswith(
        "agreements/0/parties/0: no resource has the id 'frist-town'. Did"
    )


@pytest.mark.parametrize(
    ("name", "content", "message", "remedy"),
    [
        (
            "claims.csv",
            "id,subject",
            "this is a table (CSV)",
            "Name the folder of a dataset",
        ),
        ("data.zip", "PK\x03\x04", "this is a spreadsheet or compressed", "Unpack it"),
        ("areas.json", "[]", "is missing", "Add it, or name the folder of a dataset"),
        (
            "dataset.json",
            '{"id": "a"}',
            "is missing",
            "Add it, or name the folder of a dataset",
        ),
        (
            "all.json",
            '{"areas": []}',
            "is missing",
            "Add it, or name the folder of a dataset",
        ),
    ],
    ids=lambda part: part[:10],
)
def test_what_is_no_dataset_is_told_once(
    tmp_path: Path, name: str, content: str, message: str, remedy: str
) -> None:
    file = tmp_path / name
    file.write_text(content, encoding="utf-8")
    (problem,) = check(file)[0]
    assert problem.message.startswith(message)
    assert problem.remedy.startswith(remedy)


def test_what_is_no_json_is_left_alone(small: Path) -> None:
    for name in ("README.md", "LICENSE", "picture.png", "notes.txt", "._parties.json"):
        (small / name).write_text("not JSON")
    (small / "texts").mkdir()
    assert problems(small) == []


def test_a_broken_file_is_told_alone(
    small: Path,
) -> None:
    """References into a file that cannot be read are no mistakes of their own."""
    (small / "parties.json").write_text("[", encoding="utf-8")
    (only,) = problems(small)
    assert only.startswith("parties: the file ends before all that is open is closed")


@pytest.mark.parametrize(
    "number", ["1e999", "1" + "0" * 4_000, "1.5", "-1", "1e0", "true", '"1"']
)
def test_what_is_no_number_here_is_refused(small: Path, number: str) -> None:
    area = {
        "id": "first",
        "name": {"en": "First"},
        "agreement": "the-agreement",
        "position": 1,
    }
    write(small, "areas", [area])
    path = small / "areas.json"
    text = path.read_text(encoding="utf-8").replace(
        '"position": 1', f'"position": {number}'
    )
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DatasetError) as refused:
        load_dataset(small)
    (problem,) = refused.value.problems
    assert (problem.file, problem.line, problem.pointer) == (
        "areas.json",
        8,
        "/0/position",
    )
