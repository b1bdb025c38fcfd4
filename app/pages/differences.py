"""Differences: where sources contradict each other, side by side, in words."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import MISSING, BaseModel

from app.data.dataset import Dataset
from app.data.pointers import split
from app.models import Resource
from app.models.claim import Claim
from app.models.money import Money
from app.models.reference import Reference
from app.models.value_type import value_type
from app.pages.formatting import money_in_words, parts_of, value_in_words


@dataclass(frozen=True, slots=True)
class Leaf:
    """A value without parts as the page shows it."""

    text: str
    language: str = ""
    """Its language (BCP 47), where it is a name; empty for words of the dataset's own."""
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


@dataclass(frozen=True, slots=True)
class Difference:
    """A field on which sources contradict each other."""

    address: str
    """The id of the resource, and the pointer to the field."""
    resource_id: str
    field: str
    """The first field that the pointer names."""
    sides: list[Side]
    """The value that the page shows, then every other."""


def value_at(resource: Resource, path: Sequence[str]) -> Any:  # noqa: ANN401 -- any value of a model
    """Return the value at a path of keys, which must be there."""
    value: Any = resource
    for key in path:
        if isinstance(value, BaseModel):
            value = getattr(value, key)
        elif isinstance(value, dict):
            value = value[key]
        else:
            value = value[int(key)]
    return value


def leaf_of(
    dataset: Dataset, resource: Resource, path: tuple[str, ...], value: object, language: str = ""
) -> Leaf:
    """Return a value without parts in words, and where it leads: told by its type."""
    if isinstance(value, Reference):
        name = parts_of(dataset.by_id[value.id].name)[0]
        return Leaf(str(name.value), name.language, f"#{value.id}")
    words = value_in_words(type(resource), path, value)
    if value_type(type(resource), *path) == "url":
        return Leaf(words, href=str(value))
    return Leaf(words, language)


def differences_of(
    dataset: Dataset, footnotes_of: Callable[[Claim], int], shown_footnotes: dict[str, Any]
) -> list[Difference]:
    """Return every field on which sources differ, in the order of the dataset's claims."""
    contradicting: dict[str, list[Claim]] = {}
    for claim in dataset.claims.where({}):
        if not claim.shown:
            contradicting.setdefault(claim.subject.id + claim.pointer, []).append(claim)
    differences = []
    for address, others in contradicting.items():
        resource = dataset.by_id[others[0].subject.id]
        path = tuple(split(others[0].pointer))
        agreeing = _agreeing(dataset.claims.where({"subject": resource.id}), others[0].pointer)
        preferred = [claim for claim in agreeing if claim.rank == "preferred"]
        shown = Side(
            "Shown on this page",
            _leaves(dataset, resource, path, value_at(resource, path)),
            shown_footnotes.get(address, ()),
            _names(agreeing),
            _reasons(preferred),
        )
        sides = [shown]
        for claim in others:
            heading = "Known to be wrong" if claim.rank == "deprecated" else "Instead"
            leaves = _leaves(dataset, resource, path, claim.value)
            number = footnotes_of(claim)
            sides.append(Side(heading, leaves, [number], _names([claim]), _reasons([claim])))
        differences.append(Difference(address, resource.id, path[0], sides))
    return differences


def _agreeing(claims: Iterable[Claim], pointer: str) -> list[Claim]:
    """Return the claims that support what is shown at a pointer, or within it."""
    return [
        claim
        for claim in claims
        if f"{claim.pointer}/".startswith(f"{pointer}/")
        and claim.shown
        and claim.rank != "deprecated"
    ]


def _leaves(
    dataset: Dataset, resource: Resource, path: tuple[str, ...], value: object
) -> list[Leaf]:
    """Return a value, shown or contradicting, as leaves; of a sum the whole sum is told."""
    holder = value_at(resource, path[:-1])
    if isinstance(holder, Money):
        money = holder.model_copy(update={path[-1]: value})
        return [Leaf(money_in_words(money))]
    is_list = isinstance(value, tuple)
    parts = value if isinstance(value, tuple) else (value,)
    item_path = (*path, "0") if is_list else path
    is_reference = value_type(type(resource), *item_path) == "reference"
    leaves = []
    for part in parts:
        linked = dataset.by_id[part].reference if is_reference and isinstance(part, str) else part
        leaves.append(leaf_of(dataset, resource, item_path, linked))
    return leaves


def _names(claims: Iterable[Claim]) -> list[str]:
    return list(dict.fromkeys(claim.source.name for claim in claims))


def _reasons(claims: Iterable[Claim]) -> list[str]:
    notes = (claim.note for claim in claims)
    return list(dict.fromkeys(note for note in notes if note is not MISSING))
