"""Claims: resources seen flat, every field with every piece of its evidence."""

import json
from collections.abc import Iterable, Iterator
from hashlib import sha256

from pydantic import MISSING

from app.data.loader import Document
from app.data.pointers import leaves, prefixes, resolve
from app.models import CitedResource, Resource
from app.models.claim import Claim
from app.models.evidence import Evidence
from app.models.reference import Reference


def reference_to(resource: Resource) -> Reference:
    """Return a link to a resource."""
    name, href = resource.name.label, resource.href
    return Reference(id=resource.id, type=resource.type, name=name, href=href)


def claims_of(resource: CitedResource, document: Document) -> Iterator[Claim]:
    """Yield each claim of a resource, in the order of its evidence; values as they are written."""
    subject = reference_to(resource)
    disputed = {one.supports[0] for one in resource.evidence if one.value is not MISSING}
    for evidence in resource.evidence:
        for pointer in evidence.supports:
            found: Iterable[tuple[str, object]] = ((pointer, evidence.value),)
            if evidence.value is MISSING:
                found = leaves(resolve(document, pointer), pointer)
            for leaf, value in found:
                is_disputed = not disputed.isdisjoint(prefixes(leaf))
                yield _claim(subject, leaf, value, evidence, disputed=is_disputed)


def _claim(
    subject: Reference, pointer: str, value: object, evidence: Evidence, *, disputed: bool
) -> Claim:
    # The id changes only when what is claimed, or where it stands, changes.
    quote = None if evidence.quote is MISSING else evidence.quote
    content = [pointer, value, evidence.source.id, evidence.locator, quote, evidence.basis]
    digest = sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()
    slug = f"{subject.id}-{digest[:12]}"
    shared = ("rank", "basis", "source", "locator", "quote", "link", "note")
    return Claim.model_construct(
        id=slug,
        subject=subject,
        pointer=pointer,
        value=value,
        shown=evidence.value is MISSING,
        disputed=disputed,
        href=f"/claims/{slug}",
        **{name: getattr(evidence, name) for name in shared},
    )
