"""View: what the page says of a dataset; the templates say in which words and how it looks."""

from collections.abc import Callable, Iterable, Mapping
from math import inf
from typing import TypeVar

from pydantic import MISSING

from app.data.claims import facts_of
from app.data.dataset import Dataset
from app.data.pointers import prefixes, split
from app.models import Agreement, CooperationArea, Correction, Event, Resource
from app.models.edtf import bounds
from app.models.organization import Organization
from app.models.reference import ResourceType
from app.pages.footnotes import Footnotes
from app.pages.formatting import date_in_words, in_words, parts_of

T = TypeVar("T")

PHASES: Mapping[str, str] = {
    "before": "Before the day",
    "on": "On the day",
    "after": "After the day",
    "dated": "Events",  # where the main agreement has no day
    "unclear": "Dated too roughly to tell",
    "undated": "Without a date",
}
"""How something can stand to the day of the main agreement."""

_OTHER_IS = {"follows": "Earlier", "signed-together-with": "Signed with it", "precedes": "Later"}
"""What another agreement is when the main one says this of it."""
_OTHER_SAYS = {**_OTHER_IS, "follows": "Later", "precedes": "Earlier"}
"""What another agreement is when it says this of the main one."""


def _grouped(
    items: Iterable[T], key: Callable[[T], str], order: Iterable[str]
) -> dict[str, list[T]]:
    """Return items by their keys: those of the order first, others as they come."""
    groups: dict[str, list[T]] = {one: [] for one in order}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return {name: group for name, group in groups.items() if group}


class View:
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
            for pointer, _ in facts_of(one, dataset.documents[one.id]):
                for prefix in prefixes(pointer):
                    self.first_fact.setdefault(one.id + prefix, one.id + pointer)
        others = [claim for claim in dataset.claims.where({}) if not claim.shown]
        self.differences = _grouped(others, lambda claim: claim.subject.id + claim.pointer, ())
        """The claims of another value, by the address of what they differ from."""

    def every(self, kind: ResourceType, /, **having: str) -> list[Resource]:
        """Return the resources of a type that have some values, in the order of their numbers."""

        def position(one: Resource) -> float:
            number = getattr(one, "position", None)
            return number if isinstance(number, int) else inf

        return sorted(self.dataset.collections[kind].where(having), key=position)

    def groups(self, kind: ResourceType) -> dict[str, list[Resource]]:
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

        return _grouped(self.every(kind), name, [*PHASES, "Other bodies"])

    def entrusted(self) -> dict[str, list[Resource]]:
        """Return the entrustments by phase, those on the day first."""
        entrustments = self.every("entrustment")
        phases = {one.id: self.phase(getattr(one, "announced", MISSING)) for one in entrustments}
        return _grouped(entrustments, lambda one: phases[one.id], ["on", *PHASES])

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
        """Return the other agreements by how they stand to the main one.

        Either of the two may say it; where neither does, their dates say which is earlier.
        """

        def relation(other: Agreement) -> str:
            main = self.agreements[0]
            for one in main.related:
                if one.agreement.id == other.id:
                    words = in_words("relation", one.relation)
                    return _OTHER_IS.get(one.relation, f"It {words}")
            for one in other.related:
                if one.agreement.id == main.id:
                    words = in_words("relation", one.relation)
                    return _OTHER_SAYS.get(one.relation, f"{words.capitalize()} it")
            phase = self.phase(other.signed)
            return {"before": "Earlier", "after": "Later"}.get(phase, "Other agreements")

        return _grouped(self.agreements[1:], relation, _OTHER_IS.values())


def value_at(resource: object, pointer: str) -> object:
    """Return what stands in a resource at a pointer that `check` has found to lead somewhere."""
    field, *keys = split(pointer)
    value = getattr(resource, field)
    for key in keys:
        value = next(part for _, name, part, _ in parts_of(value) if name == key)
    return value
