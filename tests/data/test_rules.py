"""Rules: what may not be in a dataset, told with its place and what to do about it."""

from pathlib import Path

import pytest

from app.data.dataset import load_dataset
from app.data.errors import DatasetError
from tests.data.breaking import change, problems, rows, write


@pytest.mark.parametrize(("changes", "expected"), rows("rules.txt"))
def test_what_may_not_be_is_told_with_its_place_and_a_remedy(
    small: Path, changes: dict[str, object], expected: list[str]
) -> None:
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


def test_what_is_no_json_is_left_alone(small: Path) -> None:
    for name in ("README.md", "LICENSE", "picture.png", "notes.txt"):
        (small / name).write_text("not JSON")
    (small / "texts").mkdir()
    assert problems(small) == []


def test_references_into_a_file_that_cannot_be_read_are_no_mistakes_of_their_own(
    small: Path,
) -> None:
    (small / "parties.json").write_text("[", encoding="utf-8")
    (only,) = problems(small)
    assert only.startswith("parties: is not JSON: ")


@pytest.mark.parametrize("number", ["1e999", "1" + "0" * 4_000, "1.5", "-1", "1e0", "true", '"1"'])
def test_a_number_that_is_none_here_is_refused_with_its_place(small: Path, number: str) -> None:
    area = {"id": "first", "name": {"en": "First"}, "agreement": "the-agreement", "position": 1}
    write(small, "areas", [area])
    path = small / "areas.json"
    text = path.read_text(encoding="utf-8").replace('"position": 1', f'"position": {number}')
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DatasetError) as refused:
        load_dataset(small)
    (problem,) = refused.value.problems
    assert (problem.file, problem.line, problem.pointer) == ("areas.json", 8, "/0/position")
