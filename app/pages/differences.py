"""Differences: where sources contradict each other, side by side, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

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


@dataclass(frozen=True, slots=True)
class Leaf:
    """A value without parts as the page shows it."""

    text: str
    language: str = "en"
    """Its language (BCP 47): of a name its own, of other text the dataset's, else English."""
    href: str = ""
    """Where it leads: an address, or a place on the page; empty for what is no link."""


@dataclass(frozen=True, slots=True)
class Side:
    """A value, and who gives it."""

    heading: str
    leaves: list[Leaf]
    footnotes: Sequence[int]
    sources: list[str]
    """The names of the sources that give it."""
    reasons: list[str]
    """The notes that say why it is shown, or why it is not."""


@dataclass(frozen=True, slots=True)
class Difference:
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
    model = type(resource)
    path = tuple(split(pointer))
    words = value_in_words(model, path, value)
    datatype = value_type(model, *path)
    if datatype == "url":
        return Leaf(words, href=str(value))
    if datatype == "text":
        return Leaf(words, language or dataset.info.language)
    return Leaf(words)


def differences_of(dataset: Dataset, footnotes: Footnotes) -> dict[str, Difference]:
    """Return every field on which sources differ, by its address (id and pointer).

    They are in the order of the dataset's claims.
    """
    contradicting: dict[str, list[Claim]] = {}
    for claim in dataset.claims.where({}):
        if not claim.shown:
            address = claim.subject.id + claim.pointer
            contradicting.setdefault(address, []).append(claim)

    differences = {}
    for address, claims in contradicting.items():
        subject = claims[0].subject.id
        pointer = claims[0].pointer
        shown_value = resolve(dataset.authored[subject], pointer)
        shown = _side(
            "Shown on this page",
            _leaves(dataset, subject, pointer, shown_value),
            footnotes.of_value.get(address, ()),
            _agreeing(dataset, subject, pointer),
        )
        sides = [shown]
        for claim in claims:
            is_wrong = claim.rank == "deprecated"
            other = _side(
                "Known to be wrong" if is_wrong else "Instead",
                _leaves(dataset, subject, pointer, claim.value),
                [footnotes.of_claim[claim.id]],
                [claim],
            )
            sides.append(other)
        field = split(pointer)[0]
        differences[address] = Difference(subject, field, sides)
    return differences


def _agreeing(dataset: Dataset, subject: str, pointer: str) -> list[Claim]:
    """Return the claims that support what is shown at a pointer, or within it."""
    agreeing = []
    for claim in dataset.claims.where({"subject": subject}):
        is_within = f"{claim.pointer}/".startswith(f"{pointer}/")
        if is_within and claim.shown and claim.rank != "deprecated":
            agreeing.append(claim)
    return agreeing


def _leaves(dataset: Dataset, subject: str, pointer: str, value: Any) -> list[Leaf]:  # noqa: ANN401 -- JSON
    """Return a value, as it is authored or claimed, as leaves; of a sum the whole sum is told."""
    around, _, key = pointer.rpartition("/")
    if key in Money.model_fields:
        authored = resolve(dataset.authored[subject], around)
        money = Money.model_construct(**{**authored, key: value})
        return [Leaf(money_in_words(money))]

    resource = dataset.by_id[subject]
    is_list = isinstance(value, list | tuple)
    parts = value if is_list else [value]
    place = f"{pointer}/0" if is_list else pointer
    datatype = value_type(type(resource), *split(place))
    leaves = []
    for part in parts:
        linked = dataset.by_id[part].reference if datatype == "reference" else part
        leaves.append(leaf_of(dataset, resource, place, linked))
    return leaves


def _side(
    heading: str,
    leaves: list[Leaf],
    footnotes: Sequence[int],
    claims: list[Claim],
) -> Side:
    """Return a side, with the sources and the notes of its claims, each once."""
    sources: dict[str, None] = {}
    reasons: dict[str, None] = {}
    for claim in claims:
        sources[claim.source.name] = None
        # The note of a value that is shown tells why it is, only where the value is preferred.
        is_reason = claim.rank == "preferred" or not claim.shown
        if is_reason and claim.note is not MISSING:
            reasons[claim.note] = None
    return Side(heading, leaves, footnotes, list(sources), list(reasons))
