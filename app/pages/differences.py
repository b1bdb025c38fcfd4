"""Differences: where sources contradict each other, side by side, in words."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from pydantic import MISSING

from app.data.dataset import Dataset
from app.data.pointers import resolve
from app.models import Resource
from app.models.claim import Claim
from app.models.money import Money
from app.pages.footnotes import Footnotes
from app.pages.formatting import PHRASES, Leaf, leaf_of


class Side(NamedTuple):
    """A value, and who gives it."""

    heading: str
    leaves: list[Leaf]
    footnotes: set[int]
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
    differences = {}
    for address, claims in dataset.claims.index("dispute").items():
        resource_id, field, *_ = address.split("/")
        resource = dataset.by_id[resource_id]
        agreeing = []
        others = []
        for claim in claims.values():
            if not claim.shown:
                heading = "Instead"
                if claim.rank == "deprecated":
                    heading = "Known to be wrong"
                leaves = _leaves(dataset, resource, claim.pointer, claim.value)
                other = _side(heading, leaves, footnotes, [claim])
                others.append(other)
            elif claim.rank != "deprecated":
                agreeing.append(claim)
        pointer = address.removeprefix(resource_id)
        authored = dataset.authored[resource_id]
        value = resolve(authored, pointer)
        leaves = _leaves(dataset, resource, pointer, value)
        shown = _side("Shown on this page", leaves, footnotes, agreeing)
        sides = [shown, *others]
        differences[address] = Difference(resource_id, field, sides)
    return differences


def _leaves(
    dataset: Dataset,
    resource: Resource,
    pointer: str,
    value: Any,  # noqa: ANN401 -- JSON
) -> list[Leaf]:
    """Return a value, as it is authored or claimed, as leaves; of a sum the whole sum is told."""
    around, _, key = pointer.rpartition("/")
    if key in Money.model_fields:
        authored = dataset.authored[resource.id]
        money = resolve(authored, around) | {key: value}
        words = {}
        for name, part in money.items():
            leaf = leaf_of(dataset, resource, f"{around}/{name}", part)
            words[name] = leaf.text
        whole = PHRASES["Money"].format_map(words)
        return [Leaf(whole.strip())]

    if not isinstance(value, list | tuple):
        value = [value]
    return [leaf_of(dataset, resource, pointer, item) for item in value]


def _side(
    heading: str, leaves: list[Leaf], footnotes: Footnotes, claims: list[Claim]
) -> Side:
    """Return a side, with the footnotes, the sources and the notes of its claims, each once."""
    numbers = set()
    sources: dict[str, None] = {}
    reasons: dict[str, None] = {}
    for claim in claims:
        number = footnotes.of_claim[claim.id]
        numbers.add(number)
        sources[claim.source.name] = None
        note = claim.note
        # The note of a value that is shown tells why it is, only where the value is preferred.
        is_reason = claim.rank == "preferred" or not claim.shown
        if is_reason and note is not MISSING:
            reasons[note] = None
    return Side(heading, leaves, numbers, sources, reasons)
