"""Facts and claims: the fields of resources that need evidence, and what each passage says of them.

Facts are counted in one way everywhere: each value without parts of its own (a date, a name in one
language, one party of several), but for what is our own wording or bookkeeping.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from hashlib import sha256

from pydantic import MISSING

from app.data.pointers import JsonObject, leaves, prefixes, resolve
from app.models import CitedResource
from app.models.claim import Claim
from app.models.resource import Evidence

BOOKKEEPING = frozenset({"id", "type", "evidence", "unknowns"})
"""Fields of every resource that need no evidence and can have none."""


def facts_of(resource: CitedResource, document: JsonObject) -> Iterator[tuple[str, list[Evidence]]]:
    """Yield the JSON pointer of each fact of a resource, and the entries that agree with it."""
    supporting = defaultdict[str, list[Evidence]](list)
    for evidence in resource.evidence:
        for pointer in evidence.supports if evidence.agrees else ():
            supporting[pointer].append(evidence)
    exempt = BOOKKEEPING | resource.uncited_fields
    for pointer, _ in leaves({key: part for key, part in document.items() if key not in exempt}):
        yield pointer, [one for prefix in prefixes(pointer) for one in supporting.get(prefix, ())]


def is_quoted(entries: list[Evidence]) -> bool:
    """Return whether one of the entries has the words on which a fact rests."""
    return any(one.quote is not MISSING for one in entries)


def claims_of(
    resource: CitedResource, document: JsonObject, root_path: str = ""
) -> Iterator[Claim]:
    """Yield each claim of a resource, in the order of its evidence; values as they are written.

    Addresses begin with the `root_path` below which a proxy serves them.
    """
    subject = resource.reference
    disputed = {one.supports[0] for one in resource.evidence if one.value is not MISSING}
    for evidence in resource.evidence:
        for pointer, value in _values_of(evidence, document):
            # The id changes only when what is claimed, or where it stands, changes.
            quote = None if evidence.quote is MISSING else evidence.quote
            content = [pointer, value, evidence.source.id, evidence.locator, quote, evidence.basis]
            digest = sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()
            slug = f"{resource.id}-{digest[:12]}"
            yield Claim.model_construct(
                id=slug,
                subject=subject,
                pointer=pointer,
                shown=evidence.value is MISSING,
                disputed=not disputed.isdisjoint(prefixes(pointer)),
                href=f"{root_path}/claims/{slug}",
                **{**dict(evidence), "link": evidence.link, "value": value},
            )


def _values_of(evidence: Evidence, document: JsonObject) -> Iterator[tuple[str, object]]:
    """Yield each field that an entry supports, and its value: the shown one, or the other."""
    for pointer in evidence.supports:
        if evidence.value is MISSING:
            yield from leaves(resolve(document, pointer), pointer)
        else:
            yield pointer, evidence.value
