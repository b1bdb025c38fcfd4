"""Facts and claims: the fields of resources that need evidence, and what each passage says of them.

Facts are counted in one way everywhere: each value without parts of its own (a date, a name in one
language, one party of several), but for what is our own wording or bookkeeping.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from copy import deepcopy
from hashlib import sha256

from pydantic import MISSING

from app.data.pointers import Json, JsonObject, children, leaves, prefixes, resolve, segment
from app.models import CitedResource
from app.models.claim import Claim
from app.models.resource import Evidence

BOOKKEEPING = frozenset({"id", "type", "evidence", "unknowns"})
"""Fields of every resource that need no evidence and can have none."""


def facts_of(resource: CitedResource, document: JsonObject) -> Iterator[tuple[str, list[Evidence]]]:
    """Yield the JSON pointer of each fact of a resource, and the entries that agree with it."""
    supporting = defaultdict[str, list[Evidence]](list)
    for evidence in resource.evidence:
        if evidence.agrees:
            for pointer in evidence.supports:
                supporting[pointer].append(evidence)
    for pointer in fact_pointers(resource, document):
        entries: list[Evidence] = []
        for prefix in prefixes(pointer):
            entries += supporting.get(prefix, [])
        yield pointer, entries


def fact_pointers(
    resource: CitedResource | type[CitedResource], document: JsonObject
) -> Iterator[str]:
    """Yield the JSON pointer of each fact of a resource."""
    for field, value in document.items():
        if field not in BOOKKEEPING and field not in resource.uncited_fields:
            for pointer, _ in leaves(value, segment(field)):
                yield pointer


def complete(model: type[CitedResource], document: JsonObject) -> JsonObject:
    """Return a document whose entries without `supports` have all that no other entry supports."""
    supported: set[Json] = set()
    is_complete = True
    for _, entry in children(document.get("evidence")):
        if not isinstance(entry, dict):
            continue
        if "supports" not in entry:
            is_complete = False
        elif "value" not in entry:
            supported.update(pointer for _, pointer in leaves(entry["supports"]))
    if is_complete:
        return document
    facts = fact_pointers(model, document)
    rest: list[Json] = [fact for fact in facts if supported.isdisjoint(prefixes(fact))]
    completed = deepcopy(document)
    for _, entry in children(completed["evidence"]):
        if isinstance(entry, dict) and rest:
            entry.setdefault("supports", rest)
    return completed


def is_quoted(entries: Iterable[Evidence]) -> bool:
    """Return whether one of the entries has the words on which a fact rests."""
    return any(evidence.quote is not MISSING for evidence in entries)


def claims_of(
    resource: CitedResource, document: JsonObject, root_path: str = ""
) -> Iterator[Claim]:
    """Yield each claim of a resource, in the order of its evidence; values as they are written.

    Addresses begin with the `root_path` below which a proxy serves them.
    """
    subject = resource.reference
    disputed = set()
    for evidence in resource.evidence:
        if evidence.value is not MISSING:
            disputed.add(evidence.supports[0])
    for evidence in resource.evidence:
        for pointer, value in _values_of(evidence, document):
            slug = _claim_id(resource, evidence, pointer, value)
            fields = dict(evidence)
            fields["value"] = value
            fields["link"] = evidence.link
            yield Claim.model_construct(
                id=slug,
                subject=subject,
                pointer=pointer,
                shown=evidence.value is MISSING,
                disputed=not disputed.isdisjoint(prefixes(pointer)),
                href=f"{root_path}/claims/{slug}",
                **fields,
            )


def _claim_id(resource: CitedResource, evidence: Evidence, pointer: str, value: object) -> str:
    """Return an id that changes only when what is claimed, or where it stands, changes."""
    quote = None if evidence.quote is MISSING else evidence.quote
    content = [pointer, value, evidence.source.id, evidence.locator, quote, evidence.basis]
    text = json.dumps(content, ensure_ascii=False)
    digest = sha256(text.encode()).hexdigest()
    return f"{resource.id}-{digest[:12]}"


def _values_of(evidence: Evidence, document: JsonObject) -> Iterator[tuple[str, object]]:
    """Yield each field that an entry supports, and its value: the shown one, or the other."""
    for pointer in evidence.supports:
        if evidence.value is MISSING:
            yield from leaves(resolve(document, pointer), pointer)
        else:
            yield pointer, evidence.value
