"""Footnotes: each passage that facts rest on, once, numbered source by source."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
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
        passages = _passages(dataset)
        for number, claims in enumerate(passages, start=1):
            for claim in claims:
                self.of_claim[claim.id] = number
                if claim.shown:
                    address = claim.subject.id + claim.pointer
                    numbers_of_facts[address].add(number)
            footnote = _footnote(number, claims)
            source = footnote.passage.source.id
            self.of_source[source].append(footnote)
        self.of_value = _joined(numbers_of_facts)
        """The numbers of each fact (id and pointer), and of what holds facts that all have them."""


def _footnote(number: int, claims: list[Claim]) -> Footnote:
    """Return the footnote of a passage, with the first claim that has each of its notes."""
    remarks: dict[str, Claim] = {}
    for claim in claims:
        if claim.shown and claim.note is not MISSING:
            remarks.setdefault(claim.note, claim)
    return Footnote(number, passage=claims[0], remarks=list(remarks.values()))


def _passages(dataset: Dataset) -> Iterable[list[Claim]]:
    """Return the claims of each passage, source by source, in the order of reading."""
    passages = defaultdict[object, list[Claim]](list)
    sources = dataset.collections["source"]
    for source in sources.by_id:
        claims = dataset.claims.where({"source": source})
        in_order = sorted(claims, key=_place)
        for claim in in_order:
            passage = (source, claim.locator, claim.quote)
            passages[passage].append(claim)
    return passages.values()


def _place(claim: Claim) -> tuple[list[int], str]:
    """Return what puts "paragraph 10" after "paragraph 9", and what has no number before both."""
    locator = claim.locator
    digits = re.findall("[0-9]+", locator)
    numbers = [int(number) for number in digits]
    return numbers, locator


def _joined(numbers_of_facts: Mapping[str, set[int]]) -> Mapping[str, list[int]]:
    """Return the numbers of each fact, and of whatever holds facts: none where they differ."""
    joined: dict[str, list[int]] = {}
    for address, numbers in numbers_of_facts.items():
        in_order = sorted(numbers)
        for prefix in prefixes(address):
            numbers_within = joined.setdefault(prefix, in_order)
            if numbers_within != in_order:
                joined[prefix] = []
    return joined
