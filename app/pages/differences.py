"""Differences: where sources contradict each other, side by side, in words."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple

from pydantic import MISSING

from app.data.dataset import Dataset
from app.data.pointers import resolve, split
from app.models import Resource
from app.models.claim import Claim
from app.models.money import Money
from app.models.reference import Reference
from app.models.value_type import value_type
from app.pages.footnotes import Footnotes
from app.pages.formatting import money_in_words, parts_of, value_in_words


class Leaf(NamedTuple):
    """A value without parts as the page shows it."""

    text: str
    language: str = "en"
    """Its language (BCP 47): of a name its own, of other text the dataset's, else English."""
    href: str = ""
    """Where it leads: an address, or a place on the page; empty for what is no link."""


class Side(NamedTuple):
    """A value, and who gives it."""

    heading: str
    leaves: list[Leaf]
    footnotes: Sequence[int]
    sources: list[str]
    """The names of the sources that give it."""
    reasons: list[str]
    """The notes that say why it is shown, or why it is not."""


class Difference(NamedTuple):
    """A field on which sources contradict each other."""

    resource_id: str
    field: str
    """The first field that the pointer names."""
    sides: list[Side]
    """The value that the page shows, then every other."""


def leaf_of(
    dataset: Dataset,
    resource: Resource,
    pointer: str,
    value: object,
    language: str = "",
) -> Leaf:
    """Return a value without parts in words, and where it leads: told by its type."""
    if isinstance(value, Reference):
        name = parts_of(dataset.by_id[value.id].name)[0]
        return Leaf(str(name.value), name.language, f"#{value.id}")
    path = split(pointer)
    words = value_in_words(type(resource), path, value)
    match value_type(type(resource), *path):
        case "url":
            return Leaf(words, href=str(value))
        case "text":
            return Leaf(words, language or dataset.info.language)
    return Leaf(words)


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
        shown_value = resolve(dataset.authored[resource.id], pointer)
        leaves = _leaves(dataset, resource, pointer, shown_value)
        sides = [_shown(leaves, footnotes.of_value.get(address, ()), claims)]
        for claim in claims:
            if not claim.shown:
                heading = "Known to be wrong" if claim.rank == "deprecated" else "Instead"
                leaves = _leaves(dataset, resource, claim.pointer, claim.value)
                number = footnotes.of_claim[claim.id]
                side = Side(heading, leaves, [number], [claim.source.name], [str(claim.note)])
                sides.append(side)
        differences[address] = Difference(resource.id, split(pointer)[0], sides)
    return differences


def _shown(leaves: list[Leaf], footnotes: Sequence[int], claims: list[Claim]) -> Side:
    """Return the side that the page shows, with the sources of the claims that agree, each once."""
    sources: dict[str, None] = {}
    reasons: dict[str, None] = {}
    for claim in claims:
        if claim.shown and claim.rank != "deprecated":
            sources[claim.source.name] = None
            # Of other claims the note tells how the value is derived, and not why it is shown.
            if claim.rank == "preferred" and claim.note is not MISSING:
                reasons[claim.note] = None
    return Side("Shown on this page", leaves, footnotes, list(sources), list(reasons))


def _leaves(dataset: Dataset, resource: Resource, pointer: str, value: Any) -> list[Leaf]:  # noqa: ANN401 -- JSON
    """Return a value, as it is authored or claimed, as leaves; of a sum the whole sum is told."""
    if isinstance(value, list | tuple):
        leaves = []
        for part in value:
            leaves += _leaves(dataset, resource, f"{pointer}/0", part)
        return leaves
    around, _, key = pointer.rpartition("/")
    if key in Money.model_fields:
        money = resolve(dataset.authored[resource.id], around)
        return [Leaf(money_in_words(Money(**{**money, key: value})))]
    if value_type(type(resource), *split(pointer)) == "reference":
        value = dataset.by_id[value].reference
    return [leaf_of(dataset, resource, pointer, value)]
