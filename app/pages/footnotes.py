"""Footnotes: each passage that facts rest on, once, numbered source by source."""

import re
from collections import defaultdict

from app.data.dataset import Dataset
from app.data.pointers import prefixes
from app.models.answers import Claim


class Footnotes:
    """Numbers the passages of a dataset: sources in their order, passages in that of the source."""

    def __init__(self, dataset: Dataset) -> None:
        """Collect the passages, and the claims that rest on each."""
        sources = list(dataset.collections["source"].by_id)

        def place(claim: Claim) -> tuple[int, list[int], str]:
            # "paragraph 10" comes after "paragraph 9", and what has no number before both.
            numbers = [int(number) for number in re.findall("[0-9]+", claim.locator)]
            return sources.index(claim.source.id), numbers, claim.locator

        passages = defaultdict[object, list[Claim]](list)
        for claim in sorted(dataset.claims.where({}), key=place):
            passages[claim.source.id, claim.locator, claim.quote].append(claim)
        self.of_source = defaultdict[str, list[tuple[int, list[Claim]]]](list)
        """Number and claims of each passage, by source."""
        self.of_claim: dict[str, int] = {}
        facts = defaultdict[tuple[str, str], list[int]](list)
        for number, claims in enumerate(passages.values(), 1):
            self.of_source[claims[0].source.id].append((number, claims))
            for claim in claims:
                self.of_claim[claim.id] = number
                if claim.shown:
                    facts[claim.subject.id, claim.pointer].append(number)
        around = defaultdict[str, set[tuple[int, ...]]](set)
        for (slug, pointer), numbers in facts.items():
            for prefix in prefixes(pointer):
                around[slug + prefix].add(tuple(dict.fromkeys(numbers)))
        self.of_value = {address: sets.pop() for address, sets in around.items() if len(sets) == 1}
        """Numbers for a fact, or for a value all facts in which have the same: id and pointer."""
