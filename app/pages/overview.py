"""Overview: what the page says of a dataset; the templates say in which words and how it looks."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from math import inf
from typing import TypeVar

from pydantic import MISSING

from app.data.claims import facts_of
from app.data.dataset import Dataset
from app.data.pointers import prefixes
from app.models import Agreement, CooperationArea, Correction, Event, Resource
from app.models.claim import Claim
from app.models.edtf import bounds
from app.models.organization import Organization
from app.models.reference import ResourceType
from app.pages.formatting import date_in_words, in_words

T = TypeVar("T")

_PHASES = ("before", "on", "after", "dated", "unclear", "undated")
"""How something can stand to the day of the main agreement; `dated` where that has none."""

_OTHER_IS = {"follows": "Earlier", "signed-together-with": "Signed with it", "precedes": "Later"}
"""What another agreement is when the main one says this of it."""
_OTHER_SAYS = {**_OTHER_IS, "follows": "Later", "precedes": "Earlier"}
"""What another agreement is when it says this of the main one."""


def _group(items: Iterable[T], key: Callable[[T], str], first: Iterable[str]) -> dict[str, list[T]]:
    """Return items by their keys: those that come first in their order, others as they come."""
    groups: dict[str, list[T]] = {one: [] for one in first}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return {name: group for name, group in groups.items() if group}


class Footnotes:
    """Each passage that facts rest on, once, numbered source by source."""

    def __init__(self, dataset: Dataset) -> None:
        """Number the passages: sources in their order, passages in that of the source."""
        sources = list(dataset.collections["source"].by_id)

        def place(claim: Claim) -> tuple[int, list[int], str]:
            # "paragraph 10" comes after "paragraph 9", and what has no number before both.
            numbers = [int(number) for number in re.findall("[0-9]+", claim.locator)]
            return sources.index(claim.source.id), numbers, claim.locator

        self.of_claim: dict[str, int] = {}
        self.of_source = defaultdict[str, dict[int, list[Claim]]](dict)
        """The claims that rest on each passage, by source and number."""
        passages: dict[object, int] = {}
        facts = defaultdict[str, set[int]](set)
        for claim in sorted(dataset.claims.where({}), key=place):
            passage = claim.source.id, claim.locator, claim.quote
            number = passages.setdefault(passage, len(passages) + 1)
            self.of_claim[claim.id] = number
            self.of_source[claim.source.id].setdefault(number, []).append(claim)
            if claim.shown:
                facts[claim.subject.id + claim.pointer].add(number)
        around = defaultdict[str, set[tuple[int, ...]]](set)
        for address, numbers in facts.items():
            for prefix in prefixes(address):
                around[prefix].add(tuple(sorted(numbers)))
        self.of_value = {address: sets.pop() for address, sets in around.items() if len(sets) == 1}
        """Numbers for a fact, or for a value all facts in which have the same: id and pointer."""


class Overview:
    """What the templates ask for, from the top of the page to its end."""

    def __init__(self, dataset: Dataset) -> None:
        """Look at a dataset."""
        self.dataset = dataset
        self.footnotes = Footnotes(dataset)
        self.agreements = [one for one in dataset.by_id.values() if isinstance(one, Agreement)]
        self.main = next(iter(self.agreements), None)
        """The agreement that the page is about: the first."""
        self.first_fact: dict[str, str] = {}
        """The address of each fact (id and pointer), and of the first fact in what holds facts."""
        for one in dataset.cited:
            for pointer, _ in facts_of(one, dataset.authored[one.id]):
                for prefix in prefixes(pointer):
                    self.first_fact.setdefault(one.id + prefix, one.id + pointer)
        others = [claim for claim in dataset.claims.where({}) if not claim.shown]
        self.differences = _group(others, lambda claim: claim.subject.id + claim.pointer, ())
        """The claims of another value, by the address of what they differ from."""

    def resources(self, type_: ResourceType, /, **having: str) -> list[Resource]:
        """Return the resources of a type that have some values, in the order of their numbers."""

        def position(one: Resource) -> float:
            number = getattr(one, "position", None)
            return number if isinstance(number, int) else inf

        return sorted(self.dataset.collections[type_].where(having), key=position)

    def groups(self, type_: ResourceType) -> dict[str, list[Resource]]:
        """Return the resources of a type by what their heading names, if they have one."""

        def name(one: Resource) -> str:
            match one:
                case CooperationArea():
                    return one.agreement.id
                case Event():
                    return self.phase(one.date)
                case Organization():
                    return "Publishers" if one.kind == "publisher" else "Other bodies"
                case Correction():
                    return f"Version {one.version}, {date_in_words(one.date)}"
            return ""

        return _group(self.resources(type_), name, [*_PHASES, "Other bodies"])

    def entrusted(self) -> dict[str, list[Resource]]:
        """Return the entrustments by phase, those on the day first."""

        def phase(one: Resource) -> str:
            return self.phase(getattr(one, "announced", MISSING))

        return _group(self.resources("entrustment"), phase, ["on", *_PHASES])

    def phase(self, date: object) -> str:
        """Return how an EDTF date stands to the day of the main agreement."""
        if not isinstance(date, str):
            return "undated"
        if self.main is None or self.main.signed is MISSING:
            return "dated"
        (first, last), (begin, end) = bounds(date), bounds(self.main.signed)
        if last < begin or first > end:
            return "before" if last < begin else "after"
        return "on" if begin <= first and last <= end else "unclear"

    def related(self) -> dict[str, list[Agreement]]:
        """Return the other agreements by what one says of the other, or else by date."""

        def relation(other: Agreement) -> str:
            main = self.agreements[0]
            said = ((main, other, _OTHER_IS, "It {}"), (other, main, _OTHER_SAYS, "{} it"))
            for one, another, names, phrase in said:
                for related in one.related:
                    if related.agreement.id == another.id:
                        words = phrase.format(in_words("relation", related.relation))
                        return names.get(related.relation, words.capitalize())
            phase = self.phase(other.signed)
            return {"before": "Earlier", "after": "Later"}.get(phase, "Other agreements")

        return _group(self.agreements[1:], relation, _OTHER_IS.values())
