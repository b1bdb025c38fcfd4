"""Footnotes: each passage that facts rest on, once, numbered source by source."""

import re
from collections import defaultdict
from typing import NamedTuple

from pydantic import MISSING

from app.data.dataset import Dataset
from app.data.pointers import prefixes
from app.models.claim import Claim


class Footnote(NamedTuple):
    """A passage, and what is to be said of it."""

    number: int
    passage: Claim
    """A claim that rests on it: it has the passage's locator, quote and link."""
    remarks: list[Claim]
    """The claims whose notes are to be read with it."""


class Footnotes:
    """The footnotes of a page, by what they are asked for."""

    def __init__(self, dataset: Dataset) -> None:
        """Number the passages: sources in their order, passages in that of the source."""
        places = {slug: number for number, slug in enumerate(dataset.collections["source"].by_id)}

        def reading_order(claim: Claim) -> tuple[int, list[int], str]:
            # "paragraph 10" comes after "paragraph 9", and what has no number before both.
            numbers = [int(digits) for digits in re.findall("[0-9]+", claim.locator)]
            return places[claim.source.id], numbers, claim.locator

        self.of_claim: dict[str, int] = {}
        """The number of the passage of each claim, by the claim's id."""
        self._claims = defaultdict[str, dict[int, list[Claim]]](dict)
        passages: dict[object, int] = {}
        numbers_of_facts = defaultdict[str, set[int]](set)
        for claim in sorted(dataset.claims.where({}), key=reading_order):
            passage = (claim.source.id, claim.locator, claim.quote)
            number = passages.setdefault(passage, len(passages) + 1)
            self.of_claim[claim.id] = number
            self._claims[claim.source.id].setdefault(number, []).append(claim)
            if claim.shown:
                numbers_of_facts[claim.subject.id + claim.pointer].add(number)
        self.of_value = _joined(numbers_of_facts)
        """Numbers for a fact, or for a value all facts in which have the same: id and pointer."""

    def of_source(self, source_id: str) -> list[Footnote]:
        """Return the footnotes of a source, in the order of their numbers."""
        footnotes = []
        for number, claims in self._claims.get(source_id, {}).items():
            remarks: dict[str, Claim] = {}
            for claim in claims:
                if claim.shown and claim.note is not MISSING:
                    remarks.setdefault(claim.note, claim)
            footnotes.append(Footnote(number, claims[0], list(remarks.values())))
        return footnotes


def _joined(numbers_of_facts: dict[str, set[int]]) -> dict[str, tuple[int, ...]]:
    """Return the numbers of each fact, and of whatever holds only facts with the same numbers."""
    inside = defaultdict[str, set[tuple[int, ...]]](set)
    for address, numbers in numbers_of_facts.items():
        in_order = tuple(sorted(numbers))
        for prefix in prefixes(address):
            inside[prefix].add(in_order)
    return {address: sets.pop() for address, sets in inside.items() if len(sets) == 1}
