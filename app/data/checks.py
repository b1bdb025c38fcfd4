"""Checks: what must hold for every resource beyond its shape, one function for each rule.

A rule yields (pointer, message, remedy) for each thing that is wrong with a resource.
"""

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeAlias

from pydantic import MISSING, ValidationError

from app.data.errors import DataProblem, explain
from app.data.facts import BOOKKEEPING, facts_of, is_quoted
from app.data.loader import Document, Loaded, load
from app.data.pointers import Json, nodes, prefixes, resolve, split
from app.data.quotes import Verification, verify
from app.models import Agreement, CitedResource, CooperationArea, Resource
from app.models.edtf import bounds, contradicts

Finding: TypeAlias = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Subject:
    """A resource under check, as its author wrote it, among all the others."""

    resource: Any
    """Of the type that the rule is for."""
    document: Document
    facts: Document
    """The fields that evidence can support."""
    loaded: Loaded


def _pointers_resolve(of: Subject) -> Iterator[Finding]:
    """Every `supports` pointer leads to a field of the resource that can have evidence."""
    for index, evidence in enumerate(of.resource.evidence):
        for place, pointer in enumerate(evidence.supports):
            meant = _meant_by(pointer, of)
            if meant is not None:
                fields = " or ".join(f"/{key}" for key in list(of.facts)[:3])
                hint = f"Point at a field of this resource, such as {fields}"
                remedy = f"Did you mean {meant!r}?" if meant else hint
                message = f"{pointer!r} leads to no field that can have evidence"
                yield f"/evidence/{index}/supports/{place}", message, remedy


def _meant_by(pointer: str, of: Subject) -> str | None:
    """Return what is meant by a pointer that leads nowhere ("" if unknown), else nothing."""
    try:
        resolve(of.facts, pointer)
    except LookupError:
        known = [one for one, _ in nodes(of.facts)]
        return next(iter(get_close_matches(pointer, known, n=1)), "")
    return None


def _facts_are_cited(of: Subject) -> Iterator[Finding]:
    """Every fact is supported by an entry that agrees with it, or would but for a slip in it."""
    slips = {_meant_by(pointer, of) for one in of.resource.evidence for pointer in one.supports}
    for pointer, entries in facts_of(of.resource, of.document):
        if not entries and slips.isdisjoint(prefixes(pointer)):
            remedy = f"Add {pointer!r}, or what holds it, to the supports of an evidence entry"
            yield pointer, "no evidence supports this", remedy


def _other_values_differ(of: Subject) -> Iterator[Finding]:
    """A value that a source gives instead could stand in the resource, and contradicts it."""
    for index, evidence in enumerate(of.resource.evidence):
        place, pointer = f"/evidence/{index}/value", evidence.supports[0]
        if evidence.value is MISSING or _meant_by(pointer, of) is not None:
            continue
        shown, other = resolve(of.facts, pointer), resolve(of.document, place)
        if isinstance(shown, dict):
            fields = " or ".join(f"{pointer}/{key}" for key in shown)
            yield place, f"{pointer!r} holds several values", f"Support one of them: {fields}"
        elif other == shown:
            yield place, "is the value that the resource shows", "Remove it: this entry agrees"
        elif _is_the_same_date(shown, other):
            message = f"{other} does not contradict {shown}: one date lies within the other"
            yield place, message, "Remove the value, and say in the note how the dates differ"
        else:
            for _, message, remedy in _if_shown(of, pointer, other):
                yield place, message, remedy


def _is_the_same_date(shown: Json, other: Json) -> bool:
    try:
        return not contradicts(str(shown), str(other))
    except ValueError:
        return False


def _if_shown(of: Subject, pointer: str, other: Json) -> Iterator[Finding]:
    """Yield what would be wrong with the resource if it showed the other value."""
    document = deepcopy(of.document)
    around: Any = resolve(document, pointer.rpartition("/")[0])
    key = split(pointer)[-1]
    around[int(key) if isinstance(around, list) else key] = other
    try:
        type(of.resource).model_validate(document, context=of.loaded)
    except ValidationError as error:
        yield from explain(document, error, type(of.resource))


def _lists_say_something_once(of: Subject) -> Iterator[Finding]:
    """No list is empty, and none has the same entry twice."""
    for pointer, entries in nodes(of.document):
        if not isinstance(entries, list):
            continue
        if not entries and pointer != "/unknowns":
            yield pointer, "is empty", "Leave it out: what is absent is unknown"
        for index, entry in enumerate(entries):
            first = entries.index(entry)
            # Two may have signed by the same office, but nobody twice.
            is_office = isinstance(entry, dict) and entry.keys() <= {"office", "party"}
            if first < index and not (pointer == "/signatories" and is_office):
                same = f"is the same as {pointer}/{first}"
                yield f"{pointer}/{index}", same, "Keep one of the two"


def _signatories_sign_for_parties(of: Subject) -> Iterator[Finding]:
    """Who signs an agreement signs for one of its parties."""
    parties = {party.id for party in of.resource.parties}
    for index, signatory in enumerate(of.resource.signatories):
        if signatory.party is not MISSING and signatory.party.id not in parties:
            message = f"{signatory.party.id!r} is no party of this agreement"
            yield f"/signatories/{index}/party", message, "Add it to the parties, or correct it"


def _relations_can_be(of: Subject) -> Iterator[Finding]:
    """No agreement is related to itself, follows a younger one or precedes an older one."""
    signed = of.resource.signed
    for index, related in enumerate(of.resource.related):
        other: Any = of.loaded.resources.get(related.agreement.id)  # nothing if it is broken
        if other is of.resource:
            place = f"/related/{index}/agreement"
            yield place, "is this agreement itself", "Name the other one"
        elif other and signed is not MISSING and other.signed is not MISSING:
            (first, last), (begin, end) = bounds(signed), bounds(other.signed)
            right = "follows" if end < first else "precedes" if begin > last else related.relation
            if related.relation in {"follows", "precedes"} - {right}:
                message = f"this was signed {signed}, and {other.id!r} {other.signed}"
                remedy = f"Write {right!r}, or correct the dates"
                yield f"/related/{index}/relation", message, remedy


def _has_a_number_of_its_own(of: Subject) -> Iterator[Finding]:
    """No two areas of one agreement have the same number."""
    number = of.resource.agreement.id, of.resource.position
    areas = (one for one in of.loaded.resources.values() if isinstance(one, CooperationArea))
    first = next(one for one in areas if (one.agreement.id, one.position) == number)
    if first is not of.resource:
        message = f"{first.id!r} is number {first.position} of that agreement already"
        yield "/position", message, "Give each area a number of its own"


Rule: TypeAlias = Callable[[Subject], Iterator[Finding]]
RULES: tuple[tuple[type[Resource], Rule], ...] = (
    (CitedResource, _pointers_resolve),
    (CitedResource, _facts_are_cited),
    (CitedResource, _other_values_differ),
    (Resource, _lists_say_something_once),
    (Agreement, _signatories_sign_for_parties),
    (Agreement, _relations_can_be),
    (CooperationArea, _has_a_number_of_its_own),
)


def check(loaded: Loaded) -> None:
    """Try every rule on every resource that could be read; problems are added to `loaded`."""
    for slug, resource in loaded.resources.items():
        document = loaded.documents[slug]
        facts = {key: part for key, part in document.items() if key not in BOOKKEEPING}
        subject = Subject(resource, document, facts, loaded)
        for model, rule in RULES:
            for finding in rule(subject) if isinstance(resource, model) else ():
                loaded.add(slug, *finding)


@dataclass(frozen=True, slots=True)
class Report:
    """What a dataset holds, and what is wrong with it."""

    problems: tuple[DataProblem, ...]
    resources: int
    facts: int
    cited: int
    quoted: int
    sources: int
    unused_sources: tuple[str, ...]
    verification: Verification


def examine(data: Path, texts: Path | None = None) -> Report:
    """Load and check a dataset, and its quotes and places against the source texts at hand.

    Raises `OSError` when the dataset, or a text, cannot be read.
    """
    loaded = load(data)
    check(loaded)
    verification = verify(loaded, texts)
    cited = [one for one in loaded.resources.values() if isinstance(one, CitedResource)]
    facts = [entries for one in cited for _, entries in facts_of(one, loaded.documents[one.id])]
    sources = [one.id for one in cited if one.type == "source"]
    used = {entry.source.id for one in cited for entry in one.evidence if entry.source.id != one.id}
    return Report(
        problems=tuple(sorted(loaded.problems)),
        resources=len(loaded.resources),
        facts=len(facts),
        cited=sum(map(bool, facts)),
        quoted=sum(map(is_quoted, facts)),
        sources=len(sources),
        unused_sources=tuple(slug for slug in sources if slug not in used),
        verification=verification,
    )
