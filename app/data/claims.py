"""Facts and claims: the fields of resources that need evidence, and what each passage says of them.

Facts are counted in one way everywhere: each value without parts of its own (a date, a name in one
language, one party of several), but for what is our own wording or bookkeeping.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any

from pydantic import MISSING

from app.data.pointers import (
    Json,
    JsonObject,
    leaves,
    prefixes,
    resolve,
    segment,
    split,
)
from app.models import CitedResource, Resource
from app.models.answers import Facts
from app.models.claim import Claim
from app.models.resource import Evidence
from app.models.value_type import field_at, value_type

BOOKKEEPING = frozenset({"id", "type", "evidence", "unknowns"})
"""Fields of every resource that need no evidence and can have none."""


def facts_of(
    resource: CitedResource, document: JsonObject
) -> Iterator[tuple[str, list[Evidence]]]:
    """Yield the JSON pointer of each fact of a resource, and the entries that agree with it."""
    agreeing = [evidence for evidence in resource.evidence if evidence.agrees]
    for pointer in fact_pointers(resource, document):
        around = set(prefixes(pointer))
        entries = [entry for entry in agreeing if not around.isdisjoint(entry.supports)]
        yield pointer, entries


def fact_pointers(
    resource: CitedResource | type[CitedResource], document: JsonObject
) -> Iterator[str]:
    """Yield the JSON pointer of each fact of a resource."""
    for field, value in document.items():
        if field not in BOOKKEEPING | resource.uncited_fields:
            for pointer, _ in leaves(value, segment(field)):
                yield pointer


def complete(model: type[CitedResource], document: JsonObject) -> JsonObject:
    """Return a document whose entries without `supports` have all that no other entry supports."""
    entries = document.get("evidence")
    if not isinstance(entries, list):
        return document
    supported: set[Json] = set()
    for entry in entries:
        if isinstance(entry, dict) and "value" not in entry:
            supported.update(value for _, value in leaves(entry.get("supports")))
    facts = fact_pointers(model, document)
    rest: list[Json] = [fact for fact in facts if supported.isdisjoint(prefixes(fact))]
    if not rest:
        return document
    completed: list[Json] = [
        {"supports": rest, **entry} if isinstance(entry, dict) else entry
        for entry in entries
    ]
    return document | {"evidence": completed}


def count_facts(
    resources: Iterable[Resource], authored: Mapping[str, JsonObject]
) -> Facts:
    """Return how many facts there are, and for how many of them a source is quoted."""
    total = quoted = 0
    for resource in resources:
        if isinstance(resource, CitedResource):
            for _, entries in facts_of(resource, authored[resource.id]):
                total += 1
                quoted += any(evidence.quote is not MISSING for evidence in entries)
    return Facts(total=total, quoted=quoted)


def claims_of(
    resources: Mapping[str, Resource],
    authored: Mapping[str, JsonObject],
    language: str,
    root_path: str,
) -> dict[str, Claim]:
    """Return every claim by its id, in the order of resources and evidence; values as written.

    `language` is that of the dataset's own words; addresses begin with `root_path`.
    """
    claims = {}
    for resource in resources.values():
        if not isinstance(resource, CitedResource):
            continue
        subject = resource.reference
        contradicted = {
            evidence.supports[0]
            for evidence in resource.evidence
            if evidence.value is not MISSING
        }
        for evidence in resource.evidence:
            for pointer, value in _values_of(evidence, authored[resource.id]):
                slug = _claim_id(subject.id, evidence, pointer, value)
                around = [
                    prefix for prefix in prefixes(pointer) if prefix in contradicted
                ]
                fields = dict(evidence)
                fields |= _describe(resource, pointer, value, resources, language)
                fields["value"] = value
                if evidence.quote is not MISSING:
                    source = resources[evidence.source.id]
                    fields["quote_language"] = getattr(source, "language", MISSING)
                claims[slug] = Claim.model_construct(
                    **fields,
                    id=slug,
                    subject=subject,
                    speaker=getattr(resource, "speaker", MISSING),
                    pointer=pointer,
                    shown=evidence.value is MISSING,
                    disputed=bool(around),
                    # The outermost, so that all claims of a disagreement have the same.
                    dispute=subject.id + around[-1] if around else MISSING,
                    link=evidence.link,
                    href=f"{root_path}/claims/{slug}",
                )
    return claims


def _describe(
    resource: CitedResource,
    pointer: str,
    value: object,
    resources: Mapping[str, Any],
    language: str,
) -> dict[str, Any]:
    """Return the type of a value, and the names or the language that it has."""
    model = type(resource)
    path = split(pointer)
    type_ = value_type(model, *path)
    if type_ == "text":
        _, tag = field_at(model, path)
        return {"value_type": type_, "language": tag or language}
    if type_ != "reference":
        return {"value_type": "text" if type_ == "word" else type_}
    if isinstance(value, tuple):
        names = [resources[slug].reference.name for slug in value]
        return {"value_type": type_, "value_name": tuple(names)}
    return {"value_type": type_, "value_name": resources[str(value)].reference.name}


def _claim_id(subject: str, evidence: Evidence, pointer: str, value: object) -> str:
    """Return an id that changes only when what is claimed, or where it stands, changes."""
    quote = None if evidence.quote is MISSING else evidence.quote
    content = [
        pointer,
        value,
        evidence.source.id,
        evidence.locator,
        quote,
        evidence.basis,
    ]
    text = json.dumps(content, ensure_ascii=False)
    digest = sha256(text.encode()).hexdigest()
    return f"{subject}-{digest[:12]}"


def _values_of(
    evidence: Evidence, document: JsonObject
) -> Iterator[tuple[str, object]]:
    """Yield each field that an entry supports, and its value: the shown one, or the other."""
    for pointer in evidence.supports:
        if evidence.value is MISSING:
            yield from leaves(resolve(document, pointer), pointer)
        else:
            yield pointer, evidence.value
