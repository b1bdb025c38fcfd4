"""Facts and claims: the fields of resources that need evidence, and what each passage says of them.

Facts are counted in one way everywhere: each value without parts of its own (a date, a name in one
language, one party of several), but for what is our own wording or bookkeeping.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from hashlib import sha256
from typing import Any

from pydantic import MISSING

from app.data.pointers import Json, JsonObject, children, leaves, prefixes, resolve, segment, split
from app.models import CitedResource, Resource, Source
from app.models.answers import Facts
from app.models.claim import Claim
from app.models.event import Statement
from app.models.money import Money
from app.models.resource import Evidence
from app.models.value_type import value_type

BOOKKEEPING = frozenset({"id", "type", "evidence", "unknowns"})
"""Fields of every resource that need no evidence and can have none."""


def facts_of(
    resource: CitedResource,
    document: JsonObject,
) -> Iterator[tuple[str, list[Evidence]]]:
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
    resource: CitedResource | type[CitedResource],
    document: JsonObject,
) -> Iterator[str]:
    """Yield the JSON pointer of each fact of a resource."""
    for field, value in document.items():
        if field not in BOOKKEEPING and field not in resource.uncited_fields:
            for pointer, _ in leaves(value, segment(field)):
                yield pointer


def complete(
    model: type[CitedResource],
    document: JsonObject,
) -> JsonObject:
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


def count_facts(
    resources: Iterable[Resource],
    authored: Mapping[str, JsonObject],
) -> Facts:
    """Return how many facts there are, and for how many of them a source is quoted."""
    total = 0
    quoted = 0
    for resource in resources:
        if isinstance(resource, CitedResource):
            for _, entries in facts_of(resource, authored[resource.id]):
                total += 1
                quoted += any(evidence.quote is not MISSING for evidence in entries)
    return Facts(total=total, quoted=quoted)


class ClaimMaker:
    """Makes the claims of resources, which can be understood without their resource."""

    def __init__(
        self,
        resources: Mapping[str, Resource],
        language: str,
        root_path: str,
    ) -> None:
        """Keep what claims tell of other resources.

        `language` is that of the dataset's own words; addresses begin with `root_path`.
        """
        self._names = {key: resource.reference.name for key, resource in resources.items()}
        self._languages: dict[str, str] = {}
        for key, resource in resources.items():
            if isinstance(resource, Source):
                self._languages[key] = resource.language
        self._language = language
        self._root_path = root_path

    def claims_of(
        self,
        resource: CitedResource,
        document: JsonObject,
    ) -> Iterator[Claim]:
        """Yield each claim of a resource, in the order of its evidence; values as written."""
        subject = resource.reference
        speaker = resource.speaker if isinstance(resource, Statement) else MISSING
        contradicted = set()
        for evidence in resource.evidence:
            if evidence.value is not MISSING:
                contradicted.add(evidence.supports[0])
        for evidence in resource.evidence:
            quote_language: str | MISSING = MISSING
            if evidence.quote is not MISSING:
                quote_language = self._languages[evidence.source.id]
            for pointer, value in _values_of(evidence, document):
                slug = _claim_id(resource, evidence, pointer, value)
                around = [prefix for prefix in prefixes(pointer) if prefix in contradicted]
                fields = dict(evidence)
                fields |= self._describe(resource, pointer, value)
                fields["value"] = value
                yield Claim.model_construct(
                    **fields,
                    id=slug,
                    subject=subject,
                    speaker=speaker,
                    pointer=pointer,
                    shown=evidence.value is MISSING,
                    disputed=bool(around),
                    # The outermost, so that all claims of a disagreement have the same.
                    dispute=resource.id + around[-1] if around else MISSING,
                    quote_language=quote_language,
                    link=evidence.link,
                    href=f"{self._root_path}/claims/{slug}",
                )

    def _describe(
        self,
        resource: CitedResource,
        pointer: str,
        value: object,
    ) -> dict[str, Any]:
        """Return the type of a value, and the names or the language that it has."""
        path = split(pointer)
        if isinstance(value, tuple):
            path.append("0")
        type_ = value_type(type(resource), *path)
        if type_ == "reference":
            if isinstance(value, tuple):
                names = tuple(self._names[slug] for slug in value)
                return {"value_type": type_, "value_name": names}
            return {"value_type": type_, "value_name": self._names[str(value)]}
        if type_ == "word":
            return {"value_type": "text"}
        if type_ == "text" and path[-1] not in Money.model_fields:  # which has codes, no words
            language = _language_of(resource, path, self._language)
            return {"value_type": type_, "language": language}
        return {"value_type": type_}


def _language_of(
    resource: CitedResource,
    path: list[str],
    language: str,
) -> str:
    """Return the language of words: their key in a language map, else that of the dataset."""
    value: Any = resource
    for key in path:
        if isinstance(value, dict):
            return key
        value = value[int(key)] if isinstance(value, tuple) else getattr(value, key)
    return language


def _claim_id(
    resource: CitedResource,
    evidence: Evidence,
    pointer: str,
    value: object,
) -> str:
    """Return an id that changes only when what is claimed, or where it stands, changes."""
    quote = None if evidence.quote is MISSING else evidence.quote
    content = [pointer, value, evidence.source.id, evidence.locator, quote, evidence.basis]
    text = json.dumps(content, ensure_ascii=False)
    digest = sha256(text.encode()).hexdigest()
    return f"{resource.id}-{digest[:12]}"


def _values_of(
    evidence: Evidence,
    document: JsonObject,
) -> Iterator[tuple[str, object]]:
    """Yield each field that an entry supports, and its value: the shown one, or the other."""
    for pointer in evidence.supports:
        if evidence.value is MISSING:
            yield from leaves(resolve(document, pointer), pointer)
        else:
            yield pointer, evidence.value
