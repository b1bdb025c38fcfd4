"""Footnotes: each passage that facts rest on, once, numbered source by source."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple, TypeAlias

from pydantic import MISSING

from app.data.dataset import Dataset
from app.data.pointers import prefixes
from app.models.claim import Claim

Numbers: TypeAlias = tuple[int, ...]
"""The numbers of footnotes, in order."""

_Place: TypeAlias = tuple[list[int], str]
"""What passages are sorted by: the numbers in a locator, and the locator."""


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
        """Number the passages from 1: sources in their order, passages in that of the source."""
        self.of_claim: dict[str, int] = {}
        """The number of the passage of each claim, by the claim's id."""
        self.of_source: dict[str, list[Footnote]] = {}
        """The footnotes of each source, by its id, in the order of their numbers."""
        numbers_of_facts: dict[str, set[int]] = {}
        number = 0
        sources = dataset.collections["source"]
        for source in sources.by_id:
            footnotes: list[Footnote] = []
            claims_of_source = dataset.claims.where({"source": source})
            passages = _passages(claims_of_source)
            for claims in passages:
                number += 1
                remarks: dict[str, Claim] = {}
                for claim in claims:
                    self.of_claim[claim.id] = number
                    if not claim.shown:
                        continue
                    if claim.note is not MISSING:
                        remarks.setdefault(claim.note, claim)
                    subject = claim.subject.id
                    address = subject + claim.pointer
                    numbers = numbers_of_facts.setdefault(address, set())
                    numbers.add(number)
                footnote = Footnote(
                    number,
                    passage=claims[0],
                    remarks=list(remarks.values()),
                )
                footnotes.append(footnote)
            self.of_source[source] = footnotes
        self.of_value = _joined(numbers_of_facts)
        """Numbers for a fact, or for a value all facts in which have the same: id and pointer."""


def _passages(claims: Iterable[Claim]) -> Iterable[list[Claim]]:
    """Return the claims of a source passage by passage, in the order of reading."""

    def place(claim: Claim) -> _Place:
        # "paragraph 10" comes after "paragraph 9", and what has no number before both.
        locator = claim.locator
        digits = re.findall("[0-9]+", locator)
        numbers = [int(number) for number in digits]
        return numbers, locator

    passages: dict[object, list[Claim]] = {}
    in_order = sorted(claims, key=place)
    for claim in in_order:
        passage = (claim.locator, claim.quote)
        same_passage = passages.setdefault(passage, [])
        same_passage.append(claim)
    return passages.values()


def _joined(numbers_of_facts: Mapping[str, set[int]]) -> Mapping[str, Numbers]:
    """Return the numbers of each fact, and of whatever holds only facts with the same numbers."""
    joined: dict[str, Numbers] = {}
    differing = set()
    for address, numbers in numbers_of_facts.items():
        in_order = tuple(sorted(numbers))
        for prefix in prefixes(address):
            numbers_within = joined.setdefault(prefix, in_order)
            if numbers_within != in_order:
                differing.add(prefix)
    for address in differing:
        del joined[address]
    return joined
