"""Facts: the fields of a resource that need evidence, and the evidence that they have.

This is what is counted as facts everywhere: each value without parts of its own (a date, a name in
one language, one party of several), but for what is our own wording or bookkeeping.
"""

from collections import defaultdict
from collections.abc import Iterator

from pydantic import MISSING

from app.data.loader import Document
from app.data.pointers import leaves, prefixes
from app.models import CitedResource
from app.models.evidence import Evidence

BOOKKEEPING = frozenset({"id", "type", "evidence", "unknowns"})
"""Fields of every resource that need no evidence and can have none."""


def facts_of(resource: CitedResource, document: Document) -> Iterator[tuple[str, list[Evidence]]]:
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
