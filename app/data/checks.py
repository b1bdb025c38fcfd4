"""Checks: what must hold for every resource beyond its shape, one function for each rule.

A rule yields a finding for each thing that is wrong with a resource.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeAlias

from pydantic import MISSING

from app.data.claims import BOOKKEEPING, count_facts, facts_of
from app.data.errors import DataProblem, DatasetError, Finding
from app.data.loader import RawDataset, load
from app.data.pointers import Json, JsonObject, prefixes, replaced, resolve, walk
from app.data.quotes import verify
from app.data.text import pluralize
from app.data.validation import validate
from app.data.words import words_of
from app.models import (
    Agreement,
    CitedResource,
    CooperationArea,
    Correction,
    Resource,
    Source,
)
from app.models.edtf import bounds, contradicts, precision

Findings: TypeAlias = Iterator[Finding]
Rule: TypeAlias = Callable[[Any, JsonObject, RawDataset], Findings]
"""Takes a resource, what its author wrote, and all that was loaded with it."""


def _facts_are_cited(
    resource: CitedResource, document: JsonObject, _: RawDataset
) -> Findings:
    """Every fact is supported by an entry that agrees with it.

    That is told where every `supports` pointer leads to a field that can have evidence.
    """
    fields = _fields(document)
    is_slip = False
    for index, evidence in enumerate(resource.evidence):
        for number, pointer in enumerate(evidence.supports):
            if pointer in fields:
                continue
            is_slip = True
            near = get_close_matches(pointer, fields, n=1) or ["/name"]
            yield Finding(
                f"/evidence/{index}/supports/{number}",
                f"{pointer!r} leads to no field that can have evidence",
                f"Point at a fact of this resource, such as {near[0]}",
            )
    if is_slip:
        return
    for pointer, entries in facts_of(resource, document):
        if not entries:
            yield Finding(
                pointer,
                "no evidence supports this",
                f"Add {pointer!r}, or what holds it, to the supports of an evidence entry",
            )


def _fields(document: JsonObject) -> dict[str, Json]:
    """Return everything that evidence can support, by its pointer."""
    cited = {
        field: value for field, value in document.items() if field not in BOOKKEEPING
    }
    return dict(walk(cited))


def _other_values_differ(
    resource: CitedResource, document: JsonObject, raw: RawDataset
) -> Findings:
    """A value that a source gives instead could stand in the resource, and contradicts it.

    Where it is ranked normal, the shown one is preferred, and a note says why.
    """
    fields = _fields(document)
    preferred: set[str] = set()
    for evidence in resource.evidence:
        if evidence.rank == "preferred" and evidence.note is not MISSING:
            preferred.update(evidence.supports)
    for index, evidence in enumerate(resource.evidence):
        pointer = evidence.supports[0]
        if evidence.value is MISSING or pointer not in fields:
            continue
        place = f"/evidence/{index}/value"
        shown = fields[pointer]
        other = resolve(document, place)
        _, findings = validate(type(resource), replaced(document, pointer, other), raw)
        if isinstance(shown, dict):
            yield Finding(
                place,
                f"{pointer!r} holds several values",
                f"Support one of them, such as {pointer}/{next(iter(shown))}",
            )
        elif findings:
            yield replace(findings[0], pointer=place)
        elif other == shown or _is_same_date(shown, other):
            yield Finding(
                place,
                "does not contradict the value that the resource shows",
                "Remove it; a note can say how dates differ",
            )
        elif evidence.rank == "normal" and preferred.isdisjoint(prefixes(pointer)):
            yield Finding(
                place,
                "another value than the shown one is normal, and that is not preferred",
                f"Rank an entry for {pointer!r} as it is shown preferred, with a note that says"
                " why; or this one deprecated",
            )


def _is_same_date(value: object, other: object) -> bool:
    """Return whether two values are dates, one of which only says less precisely what both say."""
    try:
        return not contradicts(str(value), str(other))
    except ValueError:  # one of them is no date
        return False


def _printed_days_are_not_derived(
    source: Source, _: JsonObject, __: RawDataset
) -> Findings:
    """The day of a document is stated where the document prints it.

    Of other dates a machine cannot tell: that a report is of a day does not state when somebody
    held an office in it.
    """
    published = source.published
    # A year in a quote may be that of anything.
    if published is MISSING or precision(published) != "day":
        return
    for index, evidence in enumerate(source.evidence):
        is_own_day = (
            evidence.source.id == source.id and "/published" in evidence.supports
        )
        if not is_own_day or evidence.basis == "stated" or evidence.quote is MISSING:
            continue
        if published in words_of(evidence.quote):
            yield Finding(
                f"/evidence/{index}/basis",
                f"the quote states {published}, which is then not derived",
                "Remove 'basis', and what the note says of a derivation",
            )


def _lists_say_something_once(
    _: Resource, document: JsonObject, __: RawDataset
) -> Findings:
    """No list has the same entry twice."""
    for pointer, entries in walk(document):
        if not isinstance(entries, list):
            continue
        for index, entry in enumerate(entries):
            first = entries.index(entry)
            is_office = isinstance(entry, dict) and "person" not in entry
            # Two may have signed by the same office, but nobody twice.
            may_be_twice = pointer == "/signatories" and is_office
            if first < index and not may_be_twice:
                yield Finding(
                    f"{pointer}/{index}",
                    f"is the same as {pointer}/{first}",
                    "Keep one of the two",
                )


def _signatories_sign_for_parties(
    agreement: Agreement, _: JsonObject, __: RawDataset
) -> Findings:
    """Who signs an agreement signs for one of its parties."""
    for index, signatory in enumerate(agreement.signatories):
        if signatory.party is not MISSING and signatory.party not in agreement.parties:
            yield Finding(
                f"/signatories/{index}/party",
                f"{signatory.party.id!r} is no party of this agreement",
                "Add it to the parties, or correct it",
            )


def _dates_are_in_order(
    agreement: Agreement, _: JsonObject, raw: RawDataset
) -> Findings:
    """No agreement ends before it begins, follows a younger one or precedes an older one."""
    orders = [
        ("/expires", agreement.signed, agreement.expires),
        ("/expires", agreement.in_force, agreement.expires),
    ]
    for index, related in enumerate(agreement.related):
        place = f"/related/{index}/relation"
        other = raw.resources.get(related.agreement.id)
        if not isinstance(other, Agreement):  # it is broken
            continue
        if other is agreement:
            yield Finding(
                f"/related/{index}/agreement",
                "is this agreement itself",
                "Name the other one",
            )
        elif related.relation == "follows":
            orders.append((place, other.signed, agreement.signed))
        elif related.relation == "precedes":
            orders.append((place, agreement.signed, other.signed))
    for pointer, earlier, later in orders:
        if earlier is MISSING or later is MISSING:
            continue
        if bounds(later)[1] < bounds(earlier)[0]:
            yield Finding(
                pointer,
                f"{later} is before {earlier}",
                "Correct one of the dates, or what says that it is later",
            )


def _has_a_number_of_its_own(
    area: CooperationArea, _: JsonObject, raw: RawDataset
) -> Findings:
    """No two areas of one agreement have the same number."""
    number = (area.agreement.id, area.position)
    first = raw.numbers.setdefault(number, area.id)
    if first != area.id:
        yield Finding(
            "/position",
            f"{first!r} is number {area.position} of that agreement, too",
            "Give each area a number of its own",
        )


def _is_no_part_of_itself(body: Resource, _: JsonObject, raw: RawDataset) -> Findings:
    """No body belongs to one that belongs to it; a circle is told once."""
    circle = []
    slug = body.id
    while slug in raw.authored and slug not in circle:
        circle.append(slug)
        slug = str(raw.authored[slug].get("part_of"))
    if slug == body.id == min(circle):
        yield Finding(
            "/part_of",
            f"is a circle: {' is part of '.join([*circle, slug])}",
            "Remove one of these",
        )


def _withdrawn_ids_are_gone(
    correction: Correction, _: JsonObject, raw: RawDataset
) -> Findings:
    """No id that was withdrawn is used again."""
    for index, slug in enumerate(correction.withdrawn):
        if slug in raw.places:
            used = raw.places[slug]
            yield Finding(
                f"/withdrawn/{index}",
                f"{slug!r} is the id of the resource at {used.pointer} of {used.file}",
                "Give that another id: one that was served is not reused",
            )


RULES: Mapping[type[Resource], tuple[Rule, ...]] = {
    Resource: (_lists_say_something_once, _is_no_part_of_itself),
    CitedResource: (_facts_are_cited, _other_values_differ),
    Agreement: (_signatories_sign_for_parties, _dates_are_in_order),
    CooperationArea: (_has_a_number_of_its_own,),
    Correction: (_withdrawn_ids_are_gone,),
    Source: (_printed_days_are_not_derived,),
}


def apply_rules(raw: RawDataset) -> None:
    """Try every rule on every resource that could be read; problems are added to `raw`."""
    for slug, resource in raw.resources.items():
        for model, rules in RULES.items():
            if isinstance(resource, model):
                for rule in rules:
                    findings = rule(resource, raw.authored[slug], raw)
                    raw.problems += map(raw.places[slug].problem, findings)


def check(data: Path, texts: Path | None = None) -> tuple[list[DataProblem], list[str]]:
    """Return everything that is wrong with a dataset, and lines that say how much it holds.

    Quotes and places are verified against the source texts in a folder. Raises `OSError` when the
    dataset, or a text, cannot be read.
    """
    try:
        raw = load(data)
    except DatasetError as error:
        return error.problems, []
    apply_rules(raw)
    verified = verify(raw, texts)
    facts = count_facts(raw.resources.values(), raw.authored)
    held = [
        pluralize(len(raw.resources), "resource"),
        pluralize(facts.total, "fact"),
        f"{facts.quoted:,} with the words",
    ]
    return DatasetError(*raw.problems).problems, [", ".join(held), *verified]
