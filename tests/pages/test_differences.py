"""Differences and notes: what is said where sources contradict each other, or are wrong."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from app.data.dataset import Dataset, load_dataset
from app.pages.differences import Difference, differences_of
from app.pages.footnotes import Footnotes
from tests.data.breaking import change
from tests.pages.conftest import page_of
from tests.servers import SECOND

NEWSPAPER = {"source": "o-farolim-2014-03-11", "locator": "paragraph 7"}
WRONG = {**NEWSPAPER, "rank": "deprecated"}


def _with(folder: Path, *entries: dict[str, Any]) -> Dataset:
    """Load the second dataset with more evidence for the agreement, and its place in English."""
    shutil.copytree(SECOND, folder, dirs_exist_ok=True)
    change(folder, {"agreements/0/place/en": "White Shell Port"})
    for entry in [{**NEWSPAPER, "supports": ["/place/en"]}, *entries]:
        change(folder, {"agreements/0/evidence/-": entry})
    return load_dataset(folder)


def _difference(dataset: Dataset, pointer: str) -> Difference:
    differences = differences_of(dataset, Footnotes(dataset))
    return differences[f"acordo-quadro-2014{pointer}"]


def test_lists_are_told_item_by_item(tmp_path: Path) -> None:
    parties = ["cidade-do-sal-azul", "conselho-da-lua-cheia"]
    entry = {**WRONG, "supports": ["/parties"], "value": parties, "note": "Só duas."}
    shown, other = _difference(_with(tmp_path, entry), "/parties").sides
    assert len(shown.leaves) == 4
    assert [leaf.href for leaf in other.leaves] == [f"#{slug}" for slug in parties]
    assert other.heading == "Known to be wrong"


def test_names_have_their_own_language(tmp_path: Path) -> None:
    """As `lang` tells fonts, screen readers and translators."""
    entry = {**WRONG, "supports": ["/place/en"], "value": "Elsewhere", "note": "Não."}
    dataset = _with(tmp_path, entry)
    for side in _difference(dataset, "/place/en").sides:
        assert [leaf.language for leaf in side.leaves] == ["en"]


def test_what_is_wrong_does_not_support_the_shown(tmp_path: Path) -> None:
    """But its note says of the passage that it is wrong."""
    wrong = {**WRONG, "supports": ["/signed"], "note": "Engano do jornal."}
    dataset = _with(tmp_path, wrong)
    shown, _ = _difference(dataset, "/signed").sides
    (claim,) = dataset.claims.where({"note": "Engano do jornal."})
    assert Footnotes(dataset).of_claim[claim.id] not in shown.footnotes
    assert "Engano do jornal." not in shown.reasons


def test_evidence_that_is_not_needed_is_shown(tmp_path: Path) -> None:
    """A kind may be our own word, and may be a source's."""
    shutil.copytree(SECOND, tmp_path, dirs_exist_ok=True)
    entry = {**NEWSPAPER, "supports": ["/kind"]}
    change(tmp_path, {"organizations/0/evidence/-": entry})
    html = page_of(load_dataset(tmp_path)).html
    assert re.search('<p>companhia de farois<a href="#_', html)


@pytest.mark.parametrize(
    ("entry", "kind"),
    [
        ({"rank": "deprecated"}, "Known to be wrong"),
        ({"basis": "derived"}, "Derived"),
        ({}, "Note"),
    ],
)
def test_notes_tell_of_what_kind_they_are(
    tmp_path: Path, entry: dict[str, Any], kind: str
) -> None:
    note = {**NEWSPAPER, **entry, "supports": ["/term"], "note": "Visto de perto."}
    assert (
        f"Paragraph 7. {kind}: Visto de perto." in page_of(_with(tmp_path, note)).text
    )
