"""Mutations: whatever is changed in a dataset is refused with its place, or has a reason."""

import json
import random
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.data.checks import check
from app.data.dataset import load_dataset
from app.data.pointers import segment
from tests.data.breaking import REMOVED, put, written
from tests.servers import FIXTURES, SECOND, TEXTS

REASONS: tuple[tuple[str, str, str], ...] = (
    (
        "alter",
        (
            r"/(summary|question|reason|note|title|description|quotes|term|context|was|now|because)$"
            r"|/(office|first_words)$|/licence/name$|/(themes|focus)/\d+$|/funding_rounds/\d+/name$"
            r"|/(name|place|field|founded_at|title)/[\w-]+$"
        ),
        "Words can be any words: only a reader can tell that they should be others.",
    ),
    (
        "alter",
        r"/quote$",
        "A quote is held against its source's text where that is at hand, which may have it too.",
    ),
    ("alter", r"/(kind|relation|role|side)$|/currency$", "A word can be one never heard of."),
    ("alter", r"/url$", "An address can be any: nothing is fetched."),
    ("alter", r"/value$", "What a source says instead can be whatever could be shown."),
    ("alter", r"/languages?(/\d+)?$", "Only the shape of a tag is checked: no registry is kept."),
    ("alter", r"/id$", "Nothing refers to this resource by the id that it had."),
    ("alter", r"/(amount|position|first_paragraph|last_paragraph)$", "A number can be another."),
    ("rename", r"/(name|title|place|field|founded_at)/[a-z]{2}$", "A tag may have a letter more."),
    ("remove", r"^[a-z-]+/\d+$", "A dataset may hold less: nothing refers to this resource."),
    ("remove", r"/evidence/\d+(/supports/\d+)?$", "Another entry supports the same fields."),
    (
        "remove",
        r"/evidence/\d+/supports$",
        "What an entry supports is then all that no other entry supports.",
    ),
    (
        "remove",
        r"/evidence/\d+/(quote|note|basis|rank|value)$",
        "An entry may say less, but not less than its rank, basis and value ask for.",
    ),
    ("remove", r"/unknowns(/\d+)?$", "Nothing has to be said to be unknown."),
    (
        "remove",
        (
            r"/(participants|parties|signatories|related|languages|concerns|about|subjects|offices"
            r"|themes|focus|launched_by|authors|founders|funding_rounds|total_financing|valuation"
            r"|parts)/\d+$"
        ),
        "A list may hold less, as long as nothing points at the entry that is its last.",
    ),
    (
        "remove",
        (
            r"/signatories/\d+/(office|party|person)$|/side$|/offices/\d+/body$|/parts/\d+/authors$"
            r"|/funding_rounds/\d+/(name|led_by)$|/first_words$"
        ),
        "What may be absent may be taken away, as long as nothing points at it.",
    ),
    ("double", r"/signatories/\d+$", "Two may have signed by the same office."),
)
"""What is done, where, and why no check can know that it is wrong."""

_OTHERS: tuple[object, ...] = (None, True, -1, 10**17, 1.5, "", "\ufffd", [], {}, [[]])


def _nodes(value: Any, pointer: str = "") -> Iterator[tuple[str, Any]]:  # noqa: ANN401 -- JSON
    """Yield every value below a JSON document, with its pointer."""
    holder = value if isinstance(value, dict | list) else ()
    for key, part in holder.items() if isinstance(holder, dict) else enumerate(holder):
        yield pointer + segment(key), part
        yield from _nodes(part, pointer + segment(key))


def _mutations(
    document: Any,  # noqa: ANN401 -- JSON
) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield what is done to a document, where, and what is put where for it."""
    for pointer, value in _nodes(document):
        around, _, key = pointer.rpartition("/")
        yield "remove", pointer, {pointer: REMOVED}
        for other in _OTHERS:
            if type(other) is not type(value):
                yield f"retype {other!r}", pointer, {pointer: other}
        if isinstance(value, str | int):
            altered = value + ("x" if isinstance(value, str) else 1)  # type: ignore[operator]
            yield "alter", pointer, {pointer: altered}
        if key.isdecimal():
            yield "double", pointer, {f"{around}/-": value}
        else:
            yield "rename", pointer, {pointer: REMOVED, f"{pointer}x": value}


def _tried(source: Path, folder: Path, texts: Path | None, number: int) -> Iterator[str]:
    """Yield what got through without a reason, of a number of mutations for each file."""
    shutil.copytree(source, folder)
    draw = random.Random(7)  # noqa: S311 -- the same ones each time
    for path in sorted(folder.glob("*.json")):
        good = path.read_text(encoding="utf-8")
        mutations = list(_mutations(json.loads(good)))
        for kind, pointer, changes in draw.sample(mutations, min(number, len(mutations))):
            document = json.loads(good)
            for place, value in changes.items():
                document = put(document, place, value)
            path.write_text(written(document), encoding="utf-8")
            problems = check(folder, texts)[0]
            assert all(one.file and one.message and one.remedy for one in problems)
            assert all(one.line for one in problems if one.file.endswith(".json"))
            where = path.stem + pointer
            if not problems:
                load_dataset(folder).claims  # noqa: B018 -- what gets through can be served
                if not any(re.fullmatch(k, kind) and re.search(p, where) for k, p, _ in REASONS):
                    yield f"{kind} {where}"
        path.write_text(good, encoding="utf-8")


def test_a_changed_dataset_is_refused_with_the_place_or_there_is_a_reason(tmp_path: Path) -> None:
    assert list(_tried(SECOND, tmp_path / "data", TEXTS, 12)) == []


@pytest.mark.slow
def test_the_changed_record_is_refused_with_the_place_or_there_is_a_reason(tmp_path: Path) -> None:
    assert list(_tried(FIXTURES, tmp_path / "data", None, 10)) == []
