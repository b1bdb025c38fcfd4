"""Differences: where sources contradict each other, side by side, in words."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from pydantic import MISSING

from app.data.dataset import Dataset
from app.data.pointers import resolve, split
from app.models import Resource
from app.models.claim import Claim
from app.models.money import Money
from app.pages.footnotes import Footnotes
from app.pages.formatting import PHRASES, Leaf, leaf_of


class Side(NamedTuple):
    """A value, and who gives it."""

    heading: str
    leaves: list[Leaf]
    footnotes: list[int]
    sources: Iterable[str]
    """The names of the sources that give it."""
    reasons: Iterable[str]
    """The notes that say why it is shown, or why it is not."""


class Difference(NamedTuple):
    """A field on which sources contradict each other."""

    resource_id: str
    field: str
    """The first field that the pointer names."""
    sides: list[Side]
    """The value that the page shows, then every other."""


def differences_of(dataset: Dataset, footnotes: Footnotes) -> dict[str, Difference]:
    """Return every field on which sources differ, by its address (id and pointer).

    They are in the order of the dataset's claims.
    """
    disputes = defaultdict[str, list[Claim]](list)
    for claim in dataset.claims.where({}):
        if claim.dispute is not MISSING:
            disputes[claim.dispute].append(claim)

    differences = {}
    for address, claims in disputes.items():
        resource = dataset.by_id[claims[0].subject.id]
        pointer = address.removeprefix(resource.id)
        agreeing = [
            claim for claim in claims if claim.shown and claim.rank != "deprecated"
        ]
        others = [claim for claim in claims if not claim.shown]
        authored = dataset.authored[resource.id]
        value = resolve(authored, pointer)
        leaves = _leaves(dataset, resource, pointer, value)
        shown = _side("Shown on this page", leaves, footnotes, agreeing)
        sides = [shown]
        for claim in others:
            is_wrong = claim.rank == "deprecated"
            leaves = _leaves(dataset, resource, claim.pointer, claim.value)
            other = _side(
                "Known to be wrong" if is_wrong else "Instead",
                leaves,
                footnotes,
                [claim],
            )
            sides.append(other)
        field = split(pointer)[0]
        differences[address] = Difference(resource.id, field, sides)
    return differences


def _leaves(
    dataset: Dataset,
    resource: Resource,
    pointer: str,
    value: Any,  # noqa: ANN401 -- JSON
) -> list[Leaf]:
    """Return a value, as it is authored or claimed, as leaves; of a sum the whole sum is told."""
    leaves: list[Leaf] = []
    if isinstance(value, list | tuple):
        place = f"{pointer}/0"
        for item in value:
            leaves += _leaves(dataset, resource, place, item)
        return leaves

    around, _, key = pointer.rpartition("/")
    if key in Money.model_fields:
        money = resolve(dataset.authored[resource.id], around) | {key: value}
        words = {}
        for name, part in money.items():
            leaf = leaf_of(dataset, resource, f"{around}/{name}", part)
            words[name] = leaf.text
        whole = PHRASES["Money"].format_map(words)
        return [Leaf(whole.strip())]

    leaf = leaf_of(dataset, resource, pointer, value)
    return [leaf]


def _side(
    heading: str, leaves: list[Leaf], footnotes: Footnotes, claims: list[Claim]
) -> Side:
    """Return a side, with the footnotes, the sources and the notes of its claims, each once."""
    numbers: set[int] = set()
    sources: dict[str, None] = {}
    reasons: dict[str, None] = {}
    for claim in claims:
        number = footnotes.of_claim[claim.id]
        numbers.add(number)
        sources[claim.source.name] = None
        # The note of a value that is shown tells why it is, only where the value is preferred.
        is_reason = claim.rank == "preferred" or not claim.shown
        if is_reason and claim.note is not MISSING:
            reasons[claim.note] = None
    return Side(heading, leaves, sorted(numbers), sources, reasons)
