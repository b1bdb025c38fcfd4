"""Overview: what the page for people says of a dataset; the templates say how it looks."""

from collections.abc import Callable, Iterable, Iterator
from math import inf
from typing import Any, NamedTuple, TypeAlias

from pydantic import MISSING

from app.data.claims import fact_pointers
from app.data.dataset import Dataset
from app.data.pointers import prefixes
from app.models import Agreement, CooperationArea, Correction, Event, Resource
from app.models.answers import OpenQuestion
from app.models.edtf import bounds
from app.models.organization import Organization
from app.models.reference import ResourceType
from app.pages.differences import differences_of
from app.pages.footnotes import Footnotes
from app.pages.formatting import (
    Leaf,
    date_in_words,
    is_known,
    leaf_of,
    parts_of,
    slug_in_words,
)

Groups: TypeAlias = dict[str, list[Resource]]
"""Resources by what their heading says."""

_PHASES = ("before", "on", "after", "dated", "unclear", "undated", "planned")
"""How something can stand to the day of the main agreement; `dated` where that has none."""

_OTHER_IS = {
    "follows": "Earlier",
    "signed-together-with": "Signed with it",
    "precedes": "Later",
}
"""What another agreement is when the main one says this of it."""
_OTHER_SAYS = {
    "follows": "Later",
    "signed-together-with": "Signed with it",
    "precedes": "Earlier",
}
"""What another agreement is when it says this of the main one."""
_OTHER_WAS = {"before": "Earlier", "after": "Later"}
"""What another agreement is when neither mentions the other, and it was signed then."""

_UNNAMED = {"party": "not named, for "}
"""The words before what comes first only because something is not known."""

_ELSEWHERE = {
    "id",
    "type",
    "name",
    "aliases",
    "summary",
    "evidence",
    "unknowns",
    "kind",
    "position",
    "date",
    "planned_for",
    "signed",
    "announced",
    "made",
    "published",
}
"""The fields that have a place of their own, and are not in the list of the others."""


class Shown(NamedTuple):
    """A value as the page shows it: by its parts, or in words."""

    address: str
    """The id of the resource and the pointer."""
    has_id: bool
    """Whether it is a fact whose address is not in the label before it: links to it lead here."""
    parts: list[tuple[str, "Shown"]]
    """Each part with the words before it."""
    leaf: Leaf | None
    """The value in words, where it has no parts."""

    @property
    def key(self) -> str:
        """The last key of its pointer: of a name its language."""
        return self.address.rpartition("/")[2]


class Overview:
    """What the templates ask for, from the top of the page to its end."""

    def __init__(self, dataset: Dataset) -> None:
        """Look at a dataset."""
        self.dataset = dataset
        footnotes = Footnotes(dataset)
        self.footnotes = footnotes.of_source
        self.differences = differences_of(dataset, footnotes)
        """Where sources differ, by the address of the field."""
        self.types = {resource.type for resource in dataset.by_id.values()}
        """The types of which there are resources."""
        self.unknown = [resource for resource in dataset.cited if resource.unknowns]
        """The resources of which something is not known."""
        self._agreements = [
            item for item in dataset.cited if isinstance(item, Agreement)
        ]
        self.main = self._agreements[0] if self._agreements else None
        """The agreement that the page is about: the first."""
        self.first_fact: dict[str, str] = {}
        """The address of each fact (id and pointer), and of the first fact in what holds facts."""
        for resource in dataset.cited:
            authored = dataset.authored[resource.id]
            for pointer in fact_pointers(resource, authored):
                address = resource.id + pointer
                for prefix in prefixes(address):
                    self.first_fact.setdefault(prefix, address)
        self.numbers: dict[str, set[int]] = {}
        """The footnotes of each value, and of what holds values that all have the same."""
        for address, numbers in footnotes.of_value.items():
            for prefix in prefixes(address):
                if self.numbers.setdefault(prefix, numbers) != numbers:
                    self.numbers[prefix] = set()

    def resources(self, type_: ResourceType, /, **having: str) -> list[Resource]:
        """Return the resources of a type that have some values, in the order of their numbers."""
        selected = self.dataset.collections[type_].where(having)
        return sorted(selected, key=_position)

    def groups(self, type_: ResourceType) -> Groups:
        """Return the resources of a type by what their heading says, if they have one."""
        resources = self.resources(type_)
        first = [*_PHASES, "Other bodies"]
        return _grouped(resources, self._heading, first)

    def _heading(self, resource: Resource) -> str:
        match resource:
            case CooperationArea():
                return resource.agreement.id
            case Event():
                is_planned = resource.planned_for is not MISSING
                return "planned" if is_planned else self.phase(resource.date)
            case Organization():
                return "Publishers" if resource.kind == "publisher" else "Other bodies"
            case Correction():
                day = date_in_words(resource.date)
                return f"Version {resource.version}, {day}"
        return ""

    def entrusted(self) -> Groups:
        """Return the entrustments by phase, those on the day first."""
        return _grouped(
            self.resources("entrustment"),
            lambda entrustment: self.phase(entrustment.announced),
            ["on", *_PHASES],
        )

    def phase(self, date: str | MISSING) -> str:
        """Return how an EDTF date stands to the day of the main agreement."""
        if date is MISSING:
            return "undated"
        if self.main is None or self.main.signed is MISSING:
            return "dated"
        first, last = bounds(date)
        begin, end = bounds(self.main.signed)
        if last < begin:
            return "before"
        if first > end:
            return "after"
        is_within = begin <= first and last <= end
        return "on" if is_within else "unclear"

    def related(self) -> Groups:
        """Return the other agreements by what one says of the other, or else by date."""
        others = self._agreements[1:]
        return _grouped(others, self._relation_to_main, _OTHER_IS.values())

    def _relation_to_main(self, other: Agreement) -> str:
        main = self._agreements[0]
        relation = _relation(main, other)
        if relation:
            words = slug_in_words(relation)
            return _OTHER_IS.get(relation, f"It {words}")
        relation = _relation(other, main)
        if relation:
            words = slug_in_words(relation).capitalize()
            return _OTHER_SAYS.get(relation, f"{words} it")
        return _OTHER_WAS.get(self.phase(other.signed), "Other agreements")

    def fields(self, resource: Resource) -> Iterator[tuple[str, list[Shown]]]:
        """Yield the name and the values of each field that has no place of its own."""
        for name in type(resource).model_fields:
            values = [] if name in _ELSEWHERE else self.values(resource, name)
            if values:
                yield name, values

    def values(self, resource: Resource, field: str) -> list[Shown]:
        """Return each of several values or names of a field, or its value; none if it is unknown.

        The first fact in each has its address in the label before it.
        """
        value = getattr(resource, field, MISSING)
        if not is_known(value):
            return []
        places = {f"/{field}": value}
        is_list = isinstance(value, tuple) and len(value) > 1
        if is_list or isinstance(value, dict):
            places = {f"/{field}/{part.key}": part.value for part in parts_of(value)}
        values = []
        for pointer, part in places.items():
            label = self.first_fact.get(resource.id + pointer, "")
            shown = self._shown(resource, pointer, part, label)
            values.append(shown)
        return values

    def witnesses(self, events: Iterable[Event]) -> Iterator[Shown]:
        """Yield who witnessed what happened."""
        for event in events:
            for number, participant in enumerate(event.participants):
                if participant.role == "witness":
                    pointer = f"/participants/{number}/who"
                    yield self._shown(event, pointer, participant.who, "")

    def _shown(
        self, resource: Resource, pointer: str, value: object, label: str
    ) -> Shown:
        """Return the value at a pointer, before which stands the label of a fact in it."""
        address = resource.id + pointer
        parts: list[tuple[str, Shown]] = []
        for part in parts_of(value):
            lead = part.lead if parts else _UNNAMED.get(part.key, "")
            below = f"{pointer}/{part.key}"
            within = self._shown(resource, below, part.value, label)
            parts.append((lead, within))
        is_fact = self.first_fact.get(address) == address
        has_id = is_fact and address != label
        leaf = None if parts else leaf_of(self.dataset, resource, pointer, value)
        return Shown(address, has_id, parts, leaf)

    def open_questions(self, word: str, *groups: list[Resource]) -> list[OpenQuestion]:
        """Return the open questions with a word, on the first group of resources that has any."""
        questions: list[OpenQuestion] = []
        for resources in groups:
            for resource in resources:
                asked = self.dataset.questions.where({"subject": resource.id})
                questions += [item for item in asked if word in item.question]
            if questions:
                break
        return questions


def _position(resource: Resource) -> float:
    """Return the number of a resource; what has none is last."""
    number = getattr(resource, "position", MISSING)
    return inf if number is MISSING else number


def _relation(agreement: Agreement, other: Agreement) -> str:
    """Return what an agreement says of another; nothing if it does not mention it."""
    for related in agreement.related:
        if related.agreement.id == other.id:
            return related.relation
    return ""


def _grouped(
    resources: Iterable[Resource],
    heading_of: Callable[[Any], str],
    first: Iterable[str],
) -> Groups:
    """Return resources by headings: those that come first in their order, others as they come."""
    groups: Groups = {heading: [] for heading in first}
    for resource in resources:
        heading = heading_of(resource)
        groups.setdefault(heading, []).append(resource)
    return {heading: group for heading, group in groups.items() if group}
