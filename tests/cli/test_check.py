"""`check` and `schema`: what a data author runs."""

import json
import os
import shutil
from pathlib import Path

import pytest

from app.cli import main
from tests.conftest import FIXTURES, OTHER_DATA

TEXTS = os.environ.get("SOURCE_TEXTS")


@pytest.fixture(autouse=True)
def no_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_TEXTS", raising=False)


def test_a_sound_dataset_is_counted(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(OTHER_DATA)]) == 0
    resources = sum(len(json.loads(path.read_text("utf-8"))) for path in collections(OTHER_DATA))
    said = capsys.readouterr().out.splitlines()
    assert said[0] == str(OTHER_DATA)
    assert said[1] == f"{resources} resources"
    assert said[2].endswith("facts cited (100 %)")
    assert said[-1] == "0 problems"


def collections(folder: Path) -> list[Path]:
    return [path for path in folder.glob("*.json") if path.name != "dataset.json"]


@pytest.mark.skipif(TEXTS is None, reason="set SOURCE_TEXTS to the folder of source texts")
def test_every_quote_of_the_main_source_is_verified(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--sources", str(TEXTS)]) == 0
    quotes = [
        evidence
        for path in collections(FIXTURES)
        for resource in json.loads(path.read_text("utf-8"))
        for evidence in resource["evidence"]
        if "quote" in evidence
    ]
    main_source = sum(one["source"] == "china-daily-2018-09-21" for one in quotes)
    other = len(quotes) - main_source
    expected = f"{main_source} quotes verified, {other} whose source text is not at hand"
    assert expected in capsys.readouterr().out


def test_problems_are_grouped_by_file_with_line_and_remedy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "data"
    shutil.copytree(FIXTURES, data)
    areas = data / "areas.json"
    areas.write_text(areas.read_text("utf-8").replace('"position": 2', '"positon": 2', 1), "utf-8")
    (data / "notes.txt").write_text("", "utf-8")
    line = 1 + areas.read_text("utf-8").split('"positon"')[0].count("\n")
    assert main(["check", str(data)]) == 1
    said = capsys.readouterr().out
    assert f"line {line}, /1/positon: the key 'positon' is not known here." in said
    assert "Did you mean 'position'?" in said
    assert "notes.txt\n  is no file of a dataset. Move it out of the dataset.\n" in said
    assert "3 problems in 2 files" in said


@pytest.mark.parametrize("arguments", [["nowhere"], ["--sources", "nowhere"], ["--wrong"]])
def test_wrong_usage_is_status_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["check", *arguments])
    assert stopped.value.code == 2
    assert arguments[-1] in capsys.readouterr().err


def test_schema_lists_what_there_is_and_prints_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    names = capsys.readouterr().out.split()
    assert {"areas", "area", "dataset"} < set(names)
    for name in names:
        assert main(["schema", name]) == 0
        schema = json.loads(capsys.readouterr().out)
        assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
