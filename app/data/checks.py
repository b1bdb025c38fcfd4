"""What must hold for every resource beyond its shape: one small function for each rule.

A rule yields (pointer, message, remedy) for each thing that is wrong with a resource.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias, cast

from pydantic import MISSING, ValidationError

from app.data.authored import authored
from app.data.links import Links
from app.data.load import Loaded
from app.data.pointers import Json, escape, leaves, prefixes, resolve, unescape
from app.data.wording import told
from app.models import CooperationArea, Resource

Finding: TypeAlias = tuple[str, str, str]

NEVER_CITED = frozenset({"id", "type", "evidence", "unknowns"})
"""Fields that are bookkeeping in every resource: they need no evidence and can have none."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A resource under check, and its fields as the author wrote them."""

    resource: Resource
    facts: dict[str, Json]
    links: Links


def subject(resource: Resource, links: Links) -> Subject:
    """Return a resource with those of its fields that evidence can support."""
    written = cast("dict[str, Json]", authored(resource))
    facts = {key: value for key, value in written.items() if key not in NEVER_CITED}
    return Subject(resource, facts, links)


def pointers_resolve(of: Subject) -> Iterator[Finding]:
    """Every `supports` pointer leads to a field of the resource that can have evidence."""
    for index, evidence in enumerate(of.resource.evidence):
        for place, pointer in enumerate(evidence.supports):
            try:
                resolve(of.facts, pointer)
            except LookupError:
                yield (
                    f"/evidence/{index}/supports/{place}",
                    f"{pointer!r} leads to no field that can have evidence",
                    "Point at a field of this resource, such as " + _example(of.facts),
                )


def _example(facts: dict[str, Json]) -> str:
    return " or ".join(f"/{key}" for key in list(facts)[:3])


def facts_are_cited(of: Subject) -> Iterator[Finding]:
    """Every factual leaf is supported by an entry that agrees with it."""
    for pointer, cited in citable(of):
        if not cited:
            remedy = f"Add {pointer!r}, or what holds it, to the supports of an evidence entry"
            yield pointer, "no evidence supports this", remedy


def citable(of: Subject) -> Iterator[tuple[str, bool]]:
    """Yield each leaf that needs evidence, and whether an entry supports it."""
    supported = {
        pointer
        for evidence in of.resource.evidence
        if evidence.agrees
        for pointer in evidence.supports
    }
    factual = {key: part for key, part in of.facts.items() if key not in of.resource.ours}
    for pointer, _ in leaves(factual):
        yield pointer, any(prefix in supported for prefix in prefixes(pointer))


def other_values_differ(of: Subject) -> Iterator[Finding]:
    """A value that a source gives instead could stand in the resource, and is not shown."""
    for index, evidence in enumerate(of.resource.evidence):
        if evidence.value is MISSING:
            continue
        place, pointer = f"/evidence/{index}/value", evidence.supports[0]
        try:
            shown = resolve(of.facts, pointer)
        except LookupError:
            continue  # pointers_resolve says so
        other = authored(evidence.value)
        if isinstance(shown, dict):
            fields = " or ".join(f"{pointer}/{key}" for key in shown)
            yield place, f"{pointer!r} holds several values", f"Support one of them: {fields}"
        elif other == shown:
            yield place, "is the value that the resource shows", "Remove it: this entry agrees"
        else:
            for _, message, remedy in _instead(of, pointer, other):
                yield place, message, remedy


def _instead(of: Subject, pointer: str, other: Json) -> Iterator[Finding]:
    """Yield what would be wrong with the resource if it showed the other value."""
    document = cast("dict[str, Json]", authored(of.resource))
    holder, _, key = pointer.rpartition("/")
    around = cast("dict[str | int, Json]", resolve(document, holder))
    around[int(key) if isinstance(around, list) else unescape(key)] = other
    try:
        type(of.resource).model_validate(document, context=of.links)
    except ValidationError as error:
        yield from told(document, error)


def nothing_is_said_twice(of: Subject) -> Iterator[Finding]:
    """No list has the same entry twice, except where two people cannot be told apart."""
    for pointer, entries in _lists(authored(of.resource), ""):
        for index, entry in enumerate(entries):
            first = entries.index(entry)
            if first < index and pointer != _ALIKE:
                same = f"is the same as {pointer}/{first}"
                yield f"{pointer}/{index}", same, "Keep one of the two"


_ALIKE = "/signatories"
"""Two of the same office, without a name, may have signed."""


def _lists(value: Json, pointer: str) -> Iterator[tuple[str, list[Json]]]:
    """Yield every list in a document, with its pointer."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from _lists(part, pointer + escape(key))
    elif isinstance(value, list):
        yield pointer, value
        for index, part in enumerate(value):
            yield from _lists(part, f"{pointer}/{index}")


RULES: tuple[Callable[[Subject], Iterator[Finding]], ...] = (
    pointers_resolve,
    facts_are_cited,
    other_values_differ,
    nothing_is_said_twice,
)
"""The rules for single resources."""


def check(loaded: Loaded) -> None:
    """Try every rule on every resource that could be read; problems are added to `loaded`."""
    for resource in loaded.resources.values():
        one = subject(resource, loaded.links)
        for rule in RULES:
            for finding in rule(one):
                loaded.add(resource.id, *finding)
    _areas_are_numbered_once(loaded)


def _areas_are_numbered_once(loaded: Loaded) -> None:
    """No two areas of one agreement have the same number."""
    taken: dict[tuple[str, int], str] = {}
    for area in loaded.resources.values():
        if isinstance(area, CooperationArea):
            number = area.agreement.id, area.position
            if number in taken:
                message = f"{taken[number]!r} is number {area.position} of that agreement already"
                loaded.add(area.id, "/position", message, "Give each area a number of its own")
            taken.setdefault(number, area.id)
