"""Code without data: nothing in `app/` names what the record is about."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from app.data.dataset import Dataset
from tests.servers import ROOT

_TEXT = {
    *(".py", ".jinja", ".html", ".css", ".js", ".json", ".jsonld", ".svg", ".md", ".conf"),
    *(".service", ".txt"),
}
_CODE = {
    path.relative_to(ROOT / "app").as_posix(): path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "app").rglob("*"))
    if path.suffix in _TEXT
    and "LICENSE" not in path.name
    and "fixtures" not in path.relative_to(ROOT / "app").parts
}
_HAN = re.compile(r"[\u3400-\u9fff]")


def _words_of(dataset: Dataset) -> Iterator[str]:
    """Yield the names and ids of bodies and people, the places, and the days of signing."""
    for resource in dataset.by_id.values():
        document: dict[str, Any] = dataset.authored[resource.id]
        if resource.type in {"agreement", "party", "organization", "person", "platform"}:
            yield from (resource.id, *document["name"].values())
        for place in (document.get("place", {}), document.get("founded_at", {})):
            yield from (part.strip() for words in place.values() for part in words.split(","))
        if "signed" in document:
            yield from (document["signed"], document["signed"][:4])


@pytest.fixture(scope="module")
def names(dataset: Dataset) -> re.Pattern[str]:
    longest_first = sorted({*_words_of(dataset)}, key=len, reverse=True)
    return re.compile(
        rf"(?<![\w-])({'|'.join(map(re.escape, longest_first))})(?![\w-])", re.IGNORECASE
    )


@pytest.mark.parametrize("path", _CODE)
def test_no_file_names_a_body_a_place_or_a_year_of_the_record(
    names: re.Pattern[str], path: str
) -> None:
    # The edition of a standard, the address of a vocabulary: no year of the record.
    text = re.sub(r"ISO 8601-2:\d{4}|https?://www\.w3\.org/\S+", "", _CODE[path])
    assert [match[0] for match in names.finditer(text)] == []


def test_only_search_knows_of_chinese_scripts() -> None:
    knowing = {path for path, text in _CODE.items() if "opencc" in text.lower()}
    assert knowing == {"data/words.py"}
    assert not [path for path, text in _CODE.items() if _HAN.search(text)]
