"""Snippets also where folding a text changes its length."""

import pytest

from app.data.check import load_dataset
from tests.data.breaking import Folder


@pytest.mark.parametrize(
    "before",
    ["\ufb03" * 90, "\u2122 " * 90, "a  b " * 60, "\u1e9e" * 90, "x" * 90],
    ids=["ligatures", "signs", "spaces", "sharp s", "plain"],
)
def test_the_word_is_in_the_snippet_wherever_folding_moved_it(folder: Folder, before: str) -> None:
    folder.change("events.json", '"summary": "A press', f'"summary": "{before} needle A press')
    (hit,) = load_dataset(folder.path).search("needle")
    assert "needle" in hit.snippet
    assert hit.snippet.startswith("…")
