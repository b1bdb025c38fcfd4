"""Golden set: the datasets that there are, spelled alike, read again as they are served."""

import json
import os
import shutil
from pathlib import Path

import httpx
import pytest
from pydantic import MISSING

from app.data.canonical import format_folder
from app.data.checks import check
from app.data.dataset import Dataset, load_dataset
from app.factory import create_app
from app.settings import Settings
from tests.contract.exchange import served
from tests.data.breaking import change
from tests.servers import FIXTURES, ROOT, SECOND, STARTER

FOLDERS = (FIXTURES, SECOND, STARTER)


@pytest.mark.parametrize(
    "folder", FOLDERS, ids=lambda folder: folder.relative_to(ROOT).as_posix()
)
def test_files_are_in_canonical_form(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    assert format_folder(copy) == []


def _one_file(dataset: Dataset) -> bytes:
    with served(create_app(dataset, Settings(Path()))) as base:
        return httpx.get(f"{base}/dataset.json").raise_for_status().content


@pytest.mark.parametrize(
    "folder", FOLDERS, ids=lambda folder: folder.relative_to(ROOT).as_posix()
)
def test_the_one_file_is_the_folder_again(folder: Path, tmp_path: Path) -> None:
    dataset = load_dataset(folder)
    content = _one_file(dataset)
    file = tmp_path / "all.json"
    file.write_bytes(content)
    again = load_dataset(file)
    assert again.info == dataset.info
    assert again.authored == dataset.authored
    assert [one.model_dump_json() for one in again.by_id.values()] == [
        one.model_dump_json() for one in dataset.by_id.values()
    ]
    assert list(again.claims.by_id) == list(dataset.claims.by_id)
    assert _one_file(again) == content


def test_pointers_begin_at_the_top(dataset: Dataset, tmp_path: Path) -> None:
    whole = json.loads(_one_file(dataset))
    whole["parties"][0]["sdie"] = "west"
    file = tmp_path / "all.json"
    for pointer in ("/parties/0/sdie", "/nonsense"):
        file.write_text(json.dumps(whole), encoding="utf-8")
        assert [(one.file, one.pointer) for one in check(file)[0]] == [
            ("all.json", pointer)
        ]
        whole["nonsense"] = []
    file.write_text("[]", encoding="utf-8")
    (problem,) = check(file)[0]
    assert str(problem) == (
        "  is missing. Add it, or name the folder of a dataset; `init` writes a first one."
    )


@pytest.fixture
def texts() -> Path:
    """The folder of the texts of the record's sources, which is not part of it."""
    folder = os.environ.get("SOURCE_TEXTS")
    if folder is None:
        message = "name the folder of the source texts in SOURCE_TEXTS"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    return Path(folder)


def test_every_quote_is_in_its_text(texts: Path, dataset: Dataset) -> None:
    entries = [entry for resource in dataset.cited for entry in resource.evidence]
    quotes = sum(entry.quote is not MISSING for entry in entries)
    problems, holds = check(FIXTURES, texts)
    assert problems == []
    assert holds[1].startswith(f"verified against source texts: {quotes:,} quotes, ")
    assert holds[2].startswith("not verified: ")
    assert "quote" not in holds[2]
    assert len(holds) == 3


def test_a_quote_must_be_in_its_text(texts: Path, tmp_path: Path) -> None:
    folder = tmp_path / "fixtures"
    shutil.copytree(FIXTURES, folder)
    change(folder, {"parties/0/evidence/0/quote": "words that stand on no page"})
    (problem,) = check(folder, texts)[0]
    assert (problem.file, problem.pointer) == ("parties.json", "/0/evidence/0/quote")
    assert problem.message.startswith("the quote is not in the text of ")
