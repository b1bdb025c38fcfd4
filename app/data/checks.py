"""Checks: what must hold for every resource beyond its shape, one function for each rule.

A rule yields (pointer, message, remedy) for each thing that is wrong with a resource.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from copy import deepcopy
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeAlias

from pydantic import MISSING

from app.data.claims import BOOKKEEPING, facts_of, is_quoted
from app.data.errors import DataProblem
from app.data.loader import RawDataset, load
from app.data.pointers import Json, JsonObject, prefixes, resolve, split, walk
from app.data.quotes import verify
from app.data.text import pluralize
from app.data.validation import Finding, validate
from app.models import Agreement, CitedResource, CooperationArea, Resource
from app.models.edtf import bounds, contradicts

Findings: TypeAlias = Iterator[Finding]
Rule: TypeAlias = Callable[[Any, JsonObject, RawDataset], Findings]
"""Takes a resource, what its author wrote, and all that was loaded with it."""


def _facts_are_cited(resource: CitedResource, document: JsonObject, _: RawDataset) -> Findings:
    """Every fact is supported by an entry that agrees with it, or would but for a slip in it.

    A slip is a `supports` pointer that leads to no field of the resource that can have evidence.
    """
    fields, meant = _fields(document), set()
    for index, evidence in enumerate(resource.evidence):
        for number, pointer in enumerate(evidence.supports):
            if pointer not in fields:
                near = get_close_matches(pointer, fields, n=1)
                meant.update(near)
                some = [one for one in fields if one.count("/") == 1][:3]
                hint = f"Point at a field of this resource, such as {' or '.join(some)}"
                remedy = f"Did you mean {near[0]!r}?" if near else hint
                message = f"{pointer!r} leads to no field that can have evidence"
                yield f"/evidence/{index}/supports/{number}", message, remedy
    for pointer, entries in facts_of(resource, document):
        if not entries and meant.isdisjoint(prefixes(pointer)):
            remedy = f"Add {pointer!r}, or what holds it, to the supports of an evidence entry"
            yield pointer, "no evidence supports this", remedy


def _fields(document: JsonObject) -> dict[str, Json]:
    """Return everything that evidence can support, by its pointer."""
    return dict(walk({key: part for key, part in document.items() if key not in BOOKKEEPING}))


def _other_values_differ(
    resource: CitedResource, document: JsonObject, raw: RawDataset
) -> Findings:
    """A value that a source gives instead could stand in the resource, and contradicts it."""
    for index, evidence in enumerate(resource.evidence):
        anchor, pointer = f"/evidence/{index}/value", evidence.supports[0]
        if evidence.value is MISSING or pointer not in (fields := _fields(document)):
            continue
        shown, other, is_same_date = fields[pointer], resolve(document, anchor), False
        with suppress(ValueError):  # where one is no date
            is_same_date = not contradicts(str(shown), str(other))
        if isinstance(shown, dict):
            several = " or ".join(f"{pointer}/{key}" for key in shown)
            yield anchor, f"{pointer!r} holds several values", f"Support one of them: {several}"
        elif other == shown:
            yield anchor, "is the value that the resource shows", "Remove it: this entry agrees"
        elif is_same_date:
            message = f"{other} does not contradict {shown}: one date lies within the other"
            yield anchor, message, "Remove the value, and say in the note how the dates differ"
        else:
            altered = deepcopy(document)
            around = resolve(altered, pointer.rpartition("/")[0])
            key = split(pointer)[-1]
            around[int(key) if isinstance(around, list) else key] = other
            for _, message, remedy in validate(type(resource), altered, raw)[1]:
                yield anchor, message, remedy


def _lists_say_something_once(_: Resource, document: JsonObject, __: RawDataset) -> Findings:
    """No list is empty, and none has the same entry twice."""
    for pointer, entries in walk(document):
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


def _signatories_sign_for_parties(agreement: Agreement, _: JsonObject, __: RawDataset) -> Findings:
    """Who signs an agreement signs for one of its parties."""
    parties = {party.id for party in agreement.parties}
    for index, signatory in enumerate(agreement.signatories):
        if signatory.party is not MISSING and signatory.party.id not in parties:
            message = f"{signatory.party.id!r} is no party of this agreement"
            yield f"/signatories/{index}/party", message, "Add it to the parties, or correct it"


def _dates_are_in_order(agreement: Agreement, _: JsonObject, __: RawDataset) -> Findings:
    """No agreement ends before it is signed or enters into force."""
    for field in ("signed", "in_force"):
        begin, end = getattr(agreement, field), agreement.expires
        if begin is not MISSING and end is not MISSING and bounds(end)[1] < bounds(begin)[0]:
            yield "/expires", f"{end} is before {begin}, its {field!r}", "Correct one of the two"


def _relations_can_be(agreement: Agreement, _: JsonObject, raw: RawDataset) -> Findings:
    """No agreement is related to itself, follows a younger one or precedes an older one."""
    signed = agreement.signed
    for index, related in enumerate(agreement.related):
        other: Any = raw.resources.get(related.agreement.id)  # nothing if it is broken
        if other is agreement:
            yield f"/related/{index}/agreement", "is this agreement itself", "Name the other one"
        elif other and signed is not MISSING and other.signed is not MISSING:
            (first, last), (begin, end) = bounds(signed), bounds(other.signed)
            right = "follows" if end < first else "precedes" if begin > last else related.relation
            if related.relation in {"follows", "precedes"} - {right}:
                message = f"this was signed {signed}, and {other.id!r} {other.signed}"
                remedy = f"Write {right!r}, or correct the dates"
                yield f"/related/{index}/relation", message, remedy


def _has_a_number_of_its_own(area: CooperationArea, _: JsonObject, raw: RawDataset) -> Findings:
    """No two areas of one agreement have the same number."""
    areas = (one for one in raw.resources.values() if isinstance(one, CooperationArea))
    same = (one for one in areas if one.agreement.id == area.agreement.id)
    first = next(one for one in same if one.position == area.position)
    if first is not area:
        message = f"{first.id!r} is number {first.position} of that agreement already"
        yield "/position", message, "Give each area a number of its own"


RULES: Mapping[type[Resource], tuple[Rule, ...]] = {
    Resource: (_lists_say_something_once,),
    CitedResource: (_facts_are_cited, _other_values_differ),
    Agreement: (_signatories_sign_for_parties, _dates_are_in_order, _relations_can_be),
    CooperationArea: (_has_a_number_of_its_own,),
}


def apply_rules(raw: RawDataset) -> None:
    """Try every rule on every resource that could be read; problems are added to `loaded`."""
    for slug, resource in raw.resources.items():
        for model, rules in RULES.items():
            for rule in rules if isinstance(resource, model) else ():
                found = rule(resource, raw.authored[slug], raw)
                raw.problems += (raw.places[slug].problem(*one) for one in found)


def check(data: Path, texts: Path | None = None) -> tuple[list[DataProblem], list[str]]:
    """Return everything that is wrong with a dataset, and lines that say how much it holds.

    Quotes and places are verified against the source texts in a folder. Raises `OSError` when the
    dataset, or a text, cannot be read.
    """
    raw = load(data)
    apply_rules(raw)
    verified = verify(raw, texts)
    cited = [one for one in raw.resources.values() if isinstance(one, CitedResource)]
    facts = [entries for one in cited for _, entries in facts_of(one, raw.authored[one.id])]
    sources = [one.id for one in cited if one.type == "source"]
    used = {entry.source.id for one in cited for entry in one.evidence if entry.source.id != one.id}
    unused = ", ".join(slug for slug in sources if slug not in used)
    each = "each" if all(facts) else f"{sum(map(bool, facts)):,}"
    quoted = f"{sum(map(is_quoted, facts)):,}"
    held = f"{each} with a source and the place in it, {quoted} with the words"
    return sorted(set(raw.problems)), [
        f"{pluralize(len(raw.resources), 'resource')}; {pluralize(len(facts), 'fact')}, {held}",
        pluralize(len(sources), "source") + (f"; not cited: {unused}" if unused else ""),
        *verified,
    ]
