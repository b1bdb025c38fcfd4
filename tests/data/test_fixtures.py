"""The datasets themselves: canonical, complete, and true to their sources."""

import os
import re
from pathlib import Path

import pytest
from pydantic import MISSING

from app.data.authored import authored, canonical, fixture
from app.data.check import examine, load_dataset
from app.data.load import load
from app.data.parts import FILES
from tests.conftest import FIXTURES, OTHER_DATA

DATASETS = pytest.mark.parametrize("folder", [FIXTURES, OTHER_DATA], ids=["2018", "2023"])


@DATASETS
def test_every_file_is_read_and_written_again_to_the_same_bytes(folder: Path) -> None:
    loaded = load(folder)
    assert loaded.info is not None
    assert canonical(authored(loaded.info)) == (folder / "dataset.json").read_text("utf-8")
    for file, kind in FILES.items():
        written = fixture(one for one in loaded.resources.values() if one.type == kind)
        assert written == (folder / file).read_text("utf-8")


@DATASETS
def test_every_fact_is_cited_and_every_source_used(folder: Path) -> None:
    report = examine(folder)
    assert (report.problems, report.unused_sources) == ((), ())
    assert report.cited == report.facts > 0


WITH_TEXTS = pytest.mark.skipif(
    "SOURCE_TEXTS" not in os.environ, reason="set SOURCE_TEXTS to a folder of texts"
)


def runs(text: str) -> set[tuple[str, ...]]:
    """Return every run of eight words in a text."""
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[start : start + 8]) for start in range(len(words) - 7)}


@WITH_TEXTS
def test_summaries_are_in_our_own_words() -> None:
    text = Path(os.environ["SOURCE_TEXTS"], "china-daily-2018-09-21.txt").read_text("utf-8")
    for resource in load_dataset(FIXTURES).all():
        summary = getattr(resource, "summary", "")
        if summary is not MISSING:
            assert not runs(summary) & runs(text), resource.id


@WITH_TEXTS
def test_every_quote_of_the_main_source_is_in_its_text() -> None:
    report = examine(FIXTURES, Path(os.environ["SOURCE_TEXTS"]))
    assert report.problems == ()
    assert report.quotes.verified > 150
