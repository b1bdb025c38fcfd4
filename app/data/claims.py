"""Claims: resources seen flat, every field with every piece of its evidence."""

import hashlib
import json
from collections.abc import Iterator
from typing import cast

from pydantic import MISSING

from app.data.loader import Document
from app.data.pointers import leaves, prefixes, resolve
from app.models import CitedResource, Resource
from app.models.claim import Claim
from app.models.evidence import Evidence, Value
from app.models.reference import Reference, href_of


def reference_to(resource: Resource) -> Reference:
    """Return a link to a resource."""
    href = href_of(resource.type, resource.id)
    return Reference(id=resource.id, type=resource.type, name=resource.name.label, href=href)


def claims_of(resource: CitedResource, document: Document) -> Iterator[Claim]:
    """Yield each claim of a resource, in the order of its evidence; values as they are written."""
    subject = reference_to(resource)
    disputed = {one.supports[0] for one in resource.evidence if one.value is not MISSING}
    for evidence in resource.evidence:
        for pointer in evidence.supports:
            if evidence.value is not MISSING:
                yield _claim(subject, pointer, evidence.value, evidence, disputed=True)
                continue
            for leaf, value in leaves(resolve(document, pointer), pointer):
                differs = not disputed.isdisjoint(prefixes(leaf))
                yield _claim(subject, leaf, cast("Value", value), evidence, disputed=differs)


def _claim(
    subject: Reference, pointer: str, value: Value, evidence: Evidence, *, disputed: bool
) -> Claim:
    slug = _claim_id(subject, pointer, value, evidence)
    return Claim.model_construct(
        id=slug,
        subject=subject,
        pointer=pointer,
        value=value,
        shown=evidence.value is MISSING,
        disputed=disputed,
        rank=evidence.rank,
        basis=evidence.basis,
        source=evidence.source,
        locator=evidence.locator,
        quote=evidence.quote,
        link=evidence.link,
        note=evidence.note,
        href=f"/claims/{slug}",
    )


def _claim_id(subject: Reference, pointer: str, value: Value, evidence: Evidence) -> str:
    """Return an id that changes only when what is claimed, or where it stands, changes."""
    quote = None if evidence.quote is MISSING else evidence.quote
    content = [pointer, value, evidence.source.id, evidence.locator, quote, evidence.basis]
    digest = hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()
    return f"{subject.id}-{digest[:12]}"
