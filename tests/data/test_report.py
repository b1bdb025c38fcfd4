"""Everything that is wrong is told at once, by file and line, and nothing is served."""

from pathlib import Path

import pytest

from app.data.check import load_dataset
from app.data.problems import DatasetError, Problem, report
from tests.data.breaking import Folder

REPORT = """\
agreements.json
  line 8, /0/summary: 5 does not fit here. Write text in quotes.
  line 9, /0/signed: 'soon' does not fit here. Write a date (EDTF) such as 2018, 2018-05,\
 2018-09-20, 2017-22 or 2004/2018-05.
event.json
  is no file of a dataset. Move it out of the dataset.
organizations.json
  line 5, /0/name/en: no evidence supports this. Add '/name/en', or what holds it, to the supports\
 of an evidence entry.
  line 11, /0/evidence/0/supports/0: '/nme/en' leads to no field that can have evidence. Point at a\
 field of this resource, such as /name or /kind.
platforms.json
  the file is missing. Add it; [] says that there are none."""


def test_a_broken_dataset_is_reported_as_a_whole_and_not_served(folder: Folder) -> None:
    folder.change("agreements.json", '"signed": "2023-03-15"', '"signed": "soon"')
    text = (folder.path / "agreements.json").read_text("utf-8")
    summary = text[text.index('"summary"') : text.index('"signed"')]
    folder.change("agreements.json", summary, '"summary": 5,\n    ')
    folder.change("organizations.json", "/name/en", "/nme/en")
    (folder.path / "platforms.json").unlink()
    folder.write("event.json", "[]")
    with pytest.raises(DatasetError) as error:
        load_dataset(folder.path)
    assert str(error.value) == REPORT
    assert error.value.problems == folder.problems()


def test_each_file_is_named_once_and_its_problems_follow_in_order() -> None:
    given = [
        Problem("b.json", 2, "/0", "is wrong", "Mend it"),
        Problem("a.json", 10, "/1", "is wrong", "Mend it"),
        Problem("b.json", 1, "", "is odd", "Did you mean it?"),
        Problem("a.json", 9, "/0", "is wrong", "Mend it"),
    ]
    assert report(given) == (
        "a.json\n  line 9, /0: is wrong. Mend it.\n  line 10, /1: is wrong. Mend it.\n"
        "b.json\n  line 1, top level: is odd. Did you mean it?\n  line 2, /0: is wrong. Mend it."
    )


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(NotADirectoryError, match=r"there is no folder '.*nowhere'"):
        load_dataset(tmp_path / "nowhere")
