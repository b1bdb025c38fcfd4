"""Checks: what must hold for every resource beyond its shape, one function for each rule.

A rule yields (pointer, message, remedy) for each thing that is wrong with a resource.
"""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TypeAlias, cast

from pydantic import MISSING, ValidationError

from app.data.errors import DataProblem, explain
from app.data.facts import BOOKKEEPING, facts_of, is_quoted
from app.data.loader import Document, Loaded, load
from app.data.pointers import Json, escape, leaves, prefixes, resolve, unescape
from app.data.quotes import Verification, verify
from app.models import Agreement, CitedResource, CooperationArea, Resource
from app.models.edtf import bounds, contradicts

Finding: TypeAlias = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Subject:
    """A resource under check, as its author wrote it, among all the others."""

    resource: Resource
    document: Document
    loaded: Loaded

    @property
    def facts(self) -> Document:
        """The fields that evidence can support."""
        return {key: part for key, part in self.document.items() if key not in BOOKKEEPING}


def _pointers_resolve(of: Subject) -> Iterator[Finding]:
    """Every `supports` pointer leads to a field of the resource that can have evidence."""
    for index, evidence in enumerate(cast("CitedResource", of.resource).evidence):
        for place, pointer in enumerate(evidence.supports):
            try:
                resolve(of.facts, pointer)
            except LookupError:
                fields = " or ".join(f"/{key}" for key in list(of.facts)[:3])
                meant = _meant_by(pointer, of)
                yield (
                    f"/evidence/{index}/supports/{place}",
                    f"{pointer!r} leads to no field that can have evidence",
                    f"Did you mean {meant!r}?"
                    if meant
                    else f"Point at a field of this resource, such as {fields}",
                )


def _meant_by(pointer: str, of: Subject) -> str | None:
    """Return the pointer that is meant by one that leads nowhere; nothing by one that leads."""
    try:
        resolve(of.facts, pointer)
    except LookupError:
        known = dict.fromkeys(one for leaf, _ in leaves(of.facts) for one in prefixes(leaf))
        return next(iter(get_close_matches(pointer, known, n=1)), None)
    return None


def _facts_are_cited(of: Subject) -> Iterator[Finding]:
    """Every fact is supported by an entry that agrees with it, or would but for a slip in it."""
    resource = cast("CitedResource", of.resource)
    slips = {_meant_by(pointer, of) for one in resource.evidence for pointer in one.supports}
    for pointer, entries in facts_of(resource, of.document):
        if not entries and slips.isdisjoint(prefixes(pointer)):
            remedy = f"Add {pointer!r}, or what holds it, to the supports of an evidence entry"
            yield pointer, "no evidence supports this", remedy


def _other_values_differ(of: Subject) -> Iterator[Finding]:
    """A value that a source gives instead could stand in the resource, and contradicts it."""
    for index, evidence in enumerate(cast("CitedResource", of.resource).evidence):
        if evidence.value is MISSING:
            continue
        place, pointer = f"/evidence/{index}/value", evidence.supports[0]
        try:
            shown = resolve(of.facts, pointer)
        except LookupError:
            continue  # _pointers_resolve says so
        entries = cast("list[dict[str, Json]]", of.document["evidence"])
        other = entries[index]["value"]
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
    holder, _, key = pointer.rpartition("/")
    around = cast("dict[str | int, Json]", resolve(document, holder))
    around[int(key) if isinstance(around, list) else unescape(key)] = other
    try:
        type(of.resource).model_validate(document, context=of.loaded.index)
    except ValidationError as error:
        yield from explain(document, error, type(of.resource))


def _lists_say_something_once(of: Subject) -> Iterator[Finding]:
    """No list is empty, and none has the same entry twice."""
    for pointer, entries in _lists(of.document, ""):
        if not entries and pointer != "/unknowns":
            yield pointer, "is empty", "Leave it out: what is absent is unknown"
        for index, entry in enumerate(entries):
            first = entries.index(entry)
            # Two may have signed by the same office, but nobody twice.
            is_office = isinstance(entry, dict) and entry.keys() <= {"office", "party"}
            if first < index and not (pointer == "/signatories" and is_office):
                same = f"is the same as {pointer}/{first}"
                yield f"{pointer}/{index}", same, "Keep one of the two"


def _lists(value: Json, pointer: str) -> Iterator[tuple[str, list[Json]]]:
    """Yield every list in a document, with its pointer."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from _lists(part, pointer + escape(key))
    elif isinstance(value, list):
        yield pointer, value
        for index, part in enumerate(value):
            yield from _lists(part, f"{pointer}/{index}")


def _signatories_sign_for_parties(of: Subject) -> Iterator[Finding]:
    """Who signs an agreement signs for one of its parties."""
    if not isinstance(of.resource, Agreement):
        return
    parties = {party.id for party in of.resource.parties}
    for index, signatory in enumerate(of.resource.signatories):
        if signatory.party is not MISSING and signatory.party.id not in parties:
            message = f"{signatory.party.id!r} is no party of this agreement"
            yield f"/signatories/{index}/party", message, "Add it to the parties, or correct it"


def _relations_can_be(of: Subject) -> Iterator[Finding]:
    """No agreement is related to itself, follows a younger one or precedes an older one."""
    if not isinstance(of.resource, Agreement):
        return
    for index, related in enumerate(of.resource.related):
        place = f"/related/{index}"
        other = of.loaded.resources.get(related.agreement.id)
        if other is of.resource:
            yield f"{place}/agreement", "is this agreement itself", "Name the other one"
            continue
        if not isinstance(other, Agreement):
            continue
        if other.signed is MISSING or of.resource.signed is MISSING:
            continue
        (first, last), (begin, end) = bounds(of.resource.signed), bounds(other.signed)
        if (related.relation == "precedes" and end < first) or (
            related.relation == "follows" and begin > last
        ):
            message = f"this was signed {of.resource.signed}, and {other.id!r} {other.signed}"
            opposite = "follows" if related.relation == "precedes" else "precedes"
            yield f"{place}/relation", message, f"Write {opposite!r}, or correct the dates"


RULES_FOR_EVIDENCE = (_pointers_resolve, _facts_are_cited, _other_values_differ)
RULES = (_lists_say_something_once, _signatories_sign_for_parties, _relations_can_be)


def check(loaded: Loaded) -> None:
    """Try every rule on every resource that could be read; problems are added to `loaded`."""
    for slug, resource in loaded.resources.items():
        subject = Subject(resource, loaded.documents[slug], loaded)
        cited = RULES_FOR_EVIDENCE if isinstance(resource, CitedResource) else ()
        for rule in (*cited, *RULES):
            for finding in rule(subject):
                loaded.add(slug, *finding)
    _check_area_numbers(loaded)


def _check_area_numbers(loaded: Loaded) -> None:
    """No two areas of one agreement have the same number."""
    taken: dict[tuple[str, int], str] = {}
    for area in loaded.resources.values():
        if isinstance(area, CooperationArea):
            number = area.agreement.id, area.position
            first = taken.setdefault(number, area.id)
            if first != area.id:
                message = f"{first!r} is number {area.position} of that agreement already"
                loaded.add(area.id, "/position", message, "Give each area a number of its own")


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
