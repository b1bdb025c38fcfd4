"""Footnotes: each passage that facts rest on, once, numbered source by source."""

import re
from collections import defaultdict
from typing import NamedTuple

from pydantic import MISSING

from app.data.dataset import Dataset
from app.models.claim import Claim


class Remark(NamedTuple):
    """What a note says of a passage."""

    kind: str
    """What sort of note it is, in words."""
    subject: str
    """The id of the first resource whose value the note is about."""


class Footnote(NamedTuple):
    """A passage, and what is to be said of it."""

    number: int
    passage: Claim
    """A claim that rests on it: it has the passage's locator, quote and link."""
    remarks: dict[str, Remark]
    """What the notes on values that are shown say, each once, by its text."""


class Footnotes:
    """The footnotes of a page, by what they are asked for."""

    def __init__(self, dataset: Dataset) -> None:
        """Number the passages from 1: sources in their order, passages in that of the source."""
        self.of_claim: dict[str, int] = {}
        """The number of the passage of each claim, by the claim's id."""
        self.of_value = defaultdict[str, set[int]](set)
        """The numbers of each value that is shown, by its address (id and pointer)."""
        self.of_source: dict[str, list[Footnote]] = {}
        """The footnotes of each source, by its id, in the order of their numbers."""
        number = 0
        sources = dataset.collections["source"]
        for source in sources.by_id:
            claims = dataset.claims.where({"source": source})
            in_order = sorted(claims, key=_place)
            footnotes: dict[object, Footnote] = {}
            for claim in in_order:
                passage = (claim.locator, claim.quote)
                footnote = footnotes.get(passage)
                if footnote is None:
                    number += 1
                    footnote = Footnote(number, claim, {})
                    footnotes[passage] = footnote
                self.of_claim[claim.id] = footnote.number
                if claim.shown:
                    address = claim.subject.id + claim.pointer
                    self.of_value[address].add(footnote.number)
                    _add_remark(footnote, claim)
            self.of_source[source] = list(footnotes.values())


def _place(claim: Claim) -> tuple[list[int], str]:
    """Return what puts "paragraph 10" after "paragraph 9", and what has no number before both."""
    locator = claim.locator
    digits = re.findall("[0-9]+", locator)
    numbers = list(map(int, digits))
    return numbers, locator


def _add_remark(footnote: Footnote, claim: Claim) -> None:
    note = claim.note
    if note is MISSING or note in footnote.remarks:
        return
    if claim.rank == "deprecated":
        kind = "Known to be wrong"
    elif claim.basis == "derived":
        kind = "Derived"
    else:
        kind = "Note"
    footnote.remarks[note] = Remark(kind, claim.subject.id)
