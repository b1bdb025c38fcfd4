"""Checks: what must hold for every resource beyond its shape, one function for each rule.

A rule yields a finding for each thing that is wrong with a resource.
"""

import calendar
import re
from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeAlias

from pydantic import MISSING

from app.data.claims import BOOKKEEPING, facts_of, is_quoted
from app.data.errors import DataProblem, Finding, in_order
from app.data.loader import RawDataset, load
from app.data.pointers import Json, JsonObject, prefixes, replaced, resolve, walk
from app.data.quotes import verify
from app.data.text import pluralize
from app.data.validation import validate
from app.models import Agreement, CitedResource, CooperationArea, Correction, Resource, Source
from app.models.edtf import DAY_PATTERN, bounds, contradicts, numbers_of

Findings: TypeAlias = Iterator[Finding]
Rule: TypeAlias = Callable[[Any, JsonObject, RawDataset], Findings]
"""Takes a resource, what its author wrote, and all that was loaded with it."""


def _facts_are_cited(
    resource: CitedResource,
    document: JsonObject,
    _: RawDataset,
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
            near = get_close_matches(pointer, fields, n=1)
            examples = [field for field in fields if field.count("/") == 1]
            remedy = f"Point at a field of this resource, such as {' or '.join(examples[:3])}"
            yield Finding(
                f"/evidence/{index}/supports/{number}",
                f"{pointer!r} leads to no field that can have evidence",
                f"Did you mean {near[0]!r}?" if near else remedy,
            )
    for pointer, entries in facts_of(resource, document):
        if not entries and not is_slip:
            yield Finding(
                pointer,
                "no evidence supports this",
                f"Add {pointer!r}, or what holds it, to the supports of an evidence entry",
            )


def _fields(document: JsonObject) -> dict[str, Json]:
    """Return everything that evidence can support, by its pointer."""
    cited = {field: value for field, value in document.items() if field not in BOOKKEEPING}
    return dict(walk(cited))


def _other_values_differ(
    resource: CitedResource,
    document: JsonObject,
    raw: RawDataset,
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
        if isinstance(shown, dict):
            several = " or ".join(f"{pointer}/{key}" for key in shown)
            yield Finding(
                place,
                f"{pointer!r} holds several values",
                f"Support one of them: {several}",
            )
        elif other == shown:
            yield Finding(
                place,
                "is the value that the resource shows",
                "Remove it: this entry agrees",
            )
        elif _is_same_date(shown, other):
            yield Finding(
                place,
                f"{other} does not contradict {shown}: one date lies within the other",
                "Remove the value, and say in the note how the dates differ",
            )
        else:
            altered = replaced(
                document,
                pointer,
                other,
            )
            _, findings = validate(
                type(resource),
                altered,
                raw,
            )
            for finding in findings:
                yield Finding(
                    place,
                    finding.message,
                    finding.remedy,
                )
            if (
                evidence.rank == "normal"
                and preferred.isdisjoint(prefixes(pointer))
                and not findings
            ):
                message = "another value than the shown one is normal, and that is not preferred"
                remedy = (
                    f"Rank an entry for {pointer!r} as it is shown preferred, with a note that says"
                    " why; or this one deprecated"
                )
                yield Finding(
                    place,
                    message,
                    remedy,
                )


def _is_same_date(
    value: object,
    other: object,
) -> bool:
    """Return whether two values are dates, one of which only says less precisely what both say."""
    try:
        return not contradicts(str(value), str(other))
    except ValueError:  # one of them is no date
        return False


def _printed_days_are_not_derived(
    source: Source,
    _: JsonObject,
    __: RawDataset,
) -> Findings:
    """The day of a document is stated where the document prints it.

    Of other dates a machine cannot tell: that a report is of a day does not state when somebody
    held an office in it.
    """
    for index, evidence in enumerate(source.evidence):
        is_own_day = evidence.source.id == source.id and "/published" in evidence.supports
        if not is_own_day or evidence.basis == "stated" or evidence.quote is MISSING:
            continue
        if source.published is not MISSING and _prints_day(evidence.quote, source.published):
            yield Finding(
                f"/evidence/{index}/basis",
                f"the quote states {source.published}, which is then not derived",
                "Remove 'basis', and what the note says of a derivation",
            )


def _prints_day(
    words: str,
    date: str,
) -> bool:
    """Return whether a day stands in words: in numbers, or with the month in English."""
    if not re.fullmatch(DAY_PATTERN, date):
        return False
    year, month, day = numbers_of(date)
    in_numbers = rf"{year}\D{{1,3}}0?{month}\D{{1,3}}0?{day}(?!\d)"
    in_english = rf"(?<!\d)0?{day}\D{{1,12}}{year}"
    is_month_named = calendar.month_abbr[month].lower() in words.lower()
    is_in_english = is_month_named and re.search(in_english, words) is not None
    return is_in_english or re.search(in_numbers, words) is not None


def _lists_say_something_once(
    _: Resource,
    document: JsonObject,
    __: RawDataset,
) -> Findings:
    """No list is empty, and none has the same entry twice."""
    for pointer, entries in walk(document):
        if not isinstance(entries, list):
            continue
        if not entries and pointer != "/unknowns":
            yield Finding(
                pointer,
                "is empty",
                "Leave it out: what is absent is unknown",
            )
        for index, entry in enumerate(entries):
            first = entries.index(entry)
            # Two may have signed by the same office, but nobody twice.
            is_office = isinstance(entry, dict) and entry.keys() <= {"office", "party"}
            may_be_twice = pointer == "/signatories" and is_office
            if first < index and not may_be_twice:
                yield Finding(
                    f"{pointer}/{index}",
                    f"is the same as {pointer}/{first}",
                    "Keep one of the two",
                )


def _signatories_sign_for_parties(
    agreement: Agreement,
    _: JsonObject,
    __: RawDataset,
) -> Findings:
    """Who signs an agreement signs for one of its parties."""
    parties = {party.id for party in agreement.parties}
    for index, signatory in enumerate(agreement.signatories):
        if signatory.party is not MISSING and signatory.party.id not in parties:
            yield Finding(
                f"/signatories/{index}/party",
                f"{signatory.party.id!r} is no party of this agreement",
                "Add it to the parties, or correct it",
            )


def _dates_are_in_order(
    agreement: Agreement,
    _: JsonObject,
    __: RawDataset,
) -> Findings:
    """No agreement ends before it is signed or enters into force."""
    expires = agreement.expires
    if expires is MISSING:
        return
    end = bounds(expires)[1]
    for field in ("signed", "in_force"):
        date = getattr(agreement, field)
        if date is not MISSING and end < bounds(date)[0]:
            yield Finding(
                "/expires",
                f"{expires} is before {date}, its {field!r}",
                "Correct one of the two",
            )


def _relations_can_be(
    agreement: Agreement,
    _: JsonObject,
    raw: RawDataset,
) -> Findings:
    """No agreement is related to itself, follows a younger one or precedes an older one."""
    for index, related in enumerate(agreement.related):
        other = raw.resources.get(related.agreement.id)  # nothing if it is broken
        place = f"/related/{index}"
        if other is agreement:
            yield Finding(
                f"{place}/agreement",
                "is this agreement itself",
                "Name the other one",
            )
            continue
        if not isinstance(other, Agreement):
            continue
        order = _order(agreement, other)
        if order and related.relation in {"follows", "precedes"} - {order}:
            yield Finding(
                f"{place}/relation",
                f"this was signed {agreement.signed}, and {other.id!r} {other.signed}",
                f"Write {order!r}, or correct the dates",
            )


def _order(
    agreement: Agreement,
    other: Agreement,
) -> str:
    """Return whether an agreement `follows` or `precedes` another; nothing if that is not known."""
    if agreement.signed is MISSING or other.signed is MISSING:
        return ""
    first, last = bounds(agreement.signed)
    other_first, other_last = bounds(other.signed)
    if other_last < first:
        return "follows"
    if other_first > last:
        return "precedes"
    return ""


def _has_a_number_of_its_own(
    area: CooperationArea,
    _: JsonObject,
    raw: RawDataset,
) -> Findings:
    """No two areas of one agreement have the same number."""
    for other in raw.resources.values():
        if not isinstance(other, CooperationArea) or other.id >= area.id:
            continue
        if other.agreement.id == area.agreement.id and other.position == area.position:
            yield Finding(
                "/position",
                f"{other.id!r} is number {other.position} of that agreement, too",
                "Give each area a number of its own",
            )


def _is_no_part_of_itself(
    body: Resource,
    _: JsonObject,
    raw: RawDataset,
) -> Findings:
    """No body belongs to one that belongs to it; a circle is told once."""
    circle = [body.id]
    holder = getattr(body, "part_of", MISSING)
    while holder is not MISSING and holder.id not in circle:
        circle.append(holder.id)
        holder = getattr(raw.resources.get(holder.id), "part_of", MISSING)
    if holder is not MISSING and holder.id == body.id == min(circle):
        yield Finding(
            "/part_of",
            f"is a circle: {' is part of '.join([*circle, body.id])}",
            "Remove one of these",
        )


def _withdrawn_ids_are_gone(
    correction: Correction,
    _: JsonObject,
    raw: RawDataset,
) -> Findings:
    """No id that was withdrawn is used again, or withdrawn twice."""
    for index, slug in enumerate(correction.withdrawn):
        place = f"/withdrawn/{index}"
        if slug in raw.places:
            used = raw.places[slug]
            yield Finding(
                place,
                f"{slug!r} is the id of the resource at {used.pointer} of {used.file}",
                "Give that another id: one that was served is not reused",
            )
        for other in raw.resources.values():
            is_other = isinstance(other, Correction) and other.id < correction.id
            if is_other and slug in getattr(other, "withdrawn", ()):
                yield Finding(
                    place,
                    f"{other.id!r} has withdrawn it, too",
                    "Keep one of the two",
                )


RULES: Mapping[type[Resource], tuple[Rule, ...]] = {
    Resource: (_lists_say_something_once, _is_no_part_of_itself),
    CitedResource: (
        _facts_are_cited,
        _other_values_differ,
    ),
    Agreement: (_signatories_sign_for_parties, _dates_are_in_order, _relations_can_be),
    CooperationArea: (_has_a_number_of_its_own,),
    Correction: (_withdrawn_ids_are_gone,),
    Source: (_printed_days_are_not_derived,),
}


def apply_rules(raw: RawDataset) -> None:
    """Try every rule on every resource that could be read; problems are added to `raw`."""
    for slug, resource in raw.resources.items():
        for model, rules in RULES.items():
            if not isinstance(resource, model):
                continue
            for rule in rules:
                findings = rule(resource, raw.authored[slug], raw)
                raw.problems += map(raw.places[slug].problem, findings)


def check(
    data: Path,
    texts: Path | None = None,
) -> tuple[list[DataProblem], list[str]]:
    """Return everything that is wrong with a dataset, and lines that say how much it holds.

    Quotes and places are verified against the source texts in a folder. Raises `OSError` when the
    dataset, or a text, cannot be read.
    """
    raw = load(data)
    apply_rules(raw)
    verified = verify(raw, texts)
    return in_order(raw.problems), [*_holdings(raw), *verified]


def _holdings(raw: RawDataset) -> Iterator[str]:
    """Yield lines that say how many resources, facts and sources a dataset has."""
    facts = cited = quoted = 0
    sources: list[str] = []
    used: set[str] = set()
    for slug, resource in raw.resources.items():
        if not isinstance(resource, CitedResource):
            continue
        if resource.type == "source":
            sources.append(slug)
        used |= {entry.source.id for entry in resource.evidence if entry.source.id != slug}
        for _, entries in facts_of(resource, raw.authored[slug]):
            facts += 1
            cited += bool(entries)
            quoted += is_quoted(entries)
    each = "each" if cited == facts else f"{cited:,}"
    yield (
        f"{pluralize(len(raw.resources), 'resource')}; {pluralize(facts, 'fact')},"
        f" {each} with a source and the place in it, {quoted:,} with the words"
    )
    unused = [slug for slug in sources if slug not in used]
    not_cited = f"; not cited: {', '.join(unused)}" if unused else ""
    yield pluralize(len(sources), "source") + not_cited
    if raw.unread:
        yield f"not read: {', '.join(raw.unread)}"
