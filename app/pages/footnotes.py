"""Footnotes: each passage that facts rest on, once, numbered source by source."""

import re
from collections import defaultdict
from collections.abc import Mapping
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
        """Number the passages from 1: sources in their order, passages in that of the source."""
        self.of_claim: dict[str, int] = {}
        """The number of the passage of each claim, by the claim's id."""
        self.of_source = defaultdict[str, list[Footnote]](list)
        """The footnotes of each source, by its id, in the order of their numbers."""
        numbers_of_facts = defaultdict[str, set[int]](set)
        for number, claims in enumerate(_passages(dataset), start=1):
            remarks: dict[str, Claim] = {}
            for claim in claims:
                self.of_claim[claim.id] = number
                if claim.shown:
                    numbers_of_facts[claim.subject.id + claim.pointer].add(number)
                    if claim.note is not MISSING:
                        remarks.setdefault(claim.note, claim)
            footnote = Footnote(number, claims[0], list(remarks.values()))
            self.of_source[footnote.passage.source.id].append(footnote)
        self.of_value = _joined(numbers_of_facts)
        """Numbers for a fact, or for a value all facts in which have the same: id and pointer."""


def _passages(dataset: Dataset) -> list[list[Claim]]:
    """Return the claims of each passage, source by source, in the order of reading."""
    passages = defaultdict[object, list[Claim]](list)
    for source in dataset.collections["source"].by_id:
        claims = dataset.claims.where({"source": source})
        for claim in sorted(claims, key=_place):
            passages[source, claim.locator, claim.quote].append(claim)
    return list(passages.values())


def _place(claim: Claim) -> tuple[list[int], str]:
    """Return what puts "paragraph 10" after "paragraph 9", and what has no number before both."""
    numbers = [int(digits) for digits in re.findall("[0-9]+", claim.locator)]
    return numbers, claim.locator


def _joined(numbers_of_facts: Mapping[str, set[int]]) -> Mapping[str, list[int]]:
    """Return the numbers of each fact, and of whatever holds only facts with the same numbers."""
    joined: dict[str, set[int]] = {}
    differing = set()
    for address, numbers in numbers_of_facts.items():
        for prefix in prefixes(address):
            if joined.setdefault(prefix, numbers) != numbers:
                differing.add(prefix)
    return {address: sorted(joined[address]) for address in joined.keys() - differing}
