"""Trying corruptions, and what is to become of each."""

import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from app.data.check import examine
from app.data.problems import Problem
from tests.corruption.mutations import Mutation


@dataclass(frozen=True, slots=True)
class Allowed:
    """Corruptions that no check can know to be any, and why."""

    kind: str
    pointer: str
    reason: str

    def covers(self, mutation: Mutation) -> bool:
        fits = re.fullmatch(self.kind, mutation.kind)
        return bool(fits and re.search(self.pointer, mutation.pointer))


BY_DESIGN = (
    Allowed(
        r'retype "\\ufffd"',
        r"/(en|zh-Han[ts]|name|title|description|summary|question|reason|note|role|quotes|focus/\d+"
        r"|themes/\d+|publisher|first_words|byline|attribution|office)$",
        "Words can be any words: only a reader can tell that they should be others.",
    ),
    Allowed(
        r'alter quote|retype "\\ufffd"',
        r"/quote$",
        "A quote is held against its source's text where that is at hand: see the next test.",
    ),
    Allowed(
        "remove",
        r"^/\d+$",
        "A dataset may hold less: nothing else refers to this resource.",
    ),
    Allowed(
        "remove",
        r"/evidence/\d+(/supports/\d+)?$",
        "Another entry supports the same fields, which therefore are still cited.",
    ),
    Allowed(
        "remove",
        r"/evidence/\d+/(quote|note|basis|rank|value)$",
        "An entry may say less, but not less than its rank, basis and value ask for.",
    ),
    Allowed(
        r"remove|retype \[\]",
        r"/unknowns(/\d+)?$",
        "Nothing has to be said to be unknown.",
    ),
    Allowed(
        r"retype \[\]",
        r"/evidence/\d+/value$",
        "Another source may say that there are none of them.",
    ),
    Allowed(
        "swap id",
        r"/(agreement|source|publisher|speaker|concerns/\d+|about/\d+|occasion|parties/\d+|who"
        r"|company|platform|by|under|part_of|value(/\d+)?|organization|body|party|led_by"
        r"|(authors|founders|launched_by)/\d+)$",
        "It is a reference to something that could be meant here: only its source tells.",
    ),
    Allowed(
        "remove",
        r"^/\d+/(signatories|participants|concerns|evidence/\d+/value)/\d+$",
        "A list that is cited as a whole may be shorter: only its source tells.",
    ),
    Allowed(
        "remove",
        r"^/\d+/(signatories|offices|funding_rounds)/\d+/(party|body|name|led_by)$|/first_words$",
        "A part that not every source gives may be missing from what is cited as a whole.",
    ),
    Allowed(
        "duplicate",
        r"^/\d+/signatories/\d+$",
        "Two people of one office may have signed, without their names.",
    ),
    Allowed("misspell id", r"^/\d+/id$", "An id is free to choose; nothing refers to this one."),
)
"""What the checks let through, with the reason."""


def outcomes(
    folder: Path, tried: Iterable[Mutation], texts: Path | None = None
) -> Iterator[tuple[Mutation, tuple[Problem, ...]]]:
    """Yield each corruption and what is found to be wrong with the dataset that has it."""
    with tempfile.TemporaryDirectory() as place:
        data = Path(shutil.copytree(folder, Path(place, "data")))
        assert examine(data, texts).problems == (), "broken before anything was done to it"
        for mutation in tried:
            (data / mutation.file).write_bytes(mutation.make())
            yield mutation, examine(data, texts).problems
            shutil.copyfile(folder / mutation.file, data / mutation.file)
