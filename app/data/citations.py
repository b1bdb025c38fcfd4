"""Citations: what to print in an article, and what reference managers read (CSL-JSON 1.0.2)."""

from collections.abc import Mapping
from typing import Any

from pydantic import MISSING

from app.models import CitedResource, Person, Resource, Source
from app.models.base import display_name
from app.models.dataset_info import DatasetInfo
from app.models.edtf import SEASONS, numbers_of

_CSL_TYPES = {
    "newspaper": "article-newspaper",
    "agreement-text": "treaty",
    "law": "legislation",
    "report": "report",
}
"""What reference managers call these kinds of sources; every other kind is a `webpage`."""


def cite(resource: Resource, address: str, info: DatasetInfo) -> str:
    """Return a ready citation: the record for a resource, the document itself for a source.

    `address` is where the resource is served, as fully as it is known; the citation ends with it.
    """
    if isinstance(resource, Source):
        return _cite_source(resource)
    citation = f"“{display_name(resource.name)}”, {info.title}, version {info.version}."
    if isinstance(resource, CitedResource):
        citation += f" After {_passages(resource)}."
    return f"{citation} {address}"


def _cite_source(source: Source) -> str:
    citation = source.publisher.name
    if source.title is not MISSING:
        citation += f": “{display_name(source.title)}”"
    published = "undated" if source.published is MISSING else source.published
    citation += f", {published}"
    address = source.imprint if source.url is MISSING else source.url
    if address is not MISSING:
        citation += f", {address}"
    return f"{citation} (accessed {source.accessed})."


def _passages(resource: CitedResource) -> str:
    """Return the sources of a resource in the order in which they are cited, with the places."""
    places: dict[str, list[str]] = {}
    for evidence in resource.evidence:
        if not evidence.agrees:
            continue
        locators = places.setdefault(evidence.source.name, [])
        if evidence.locator not in locators:
            locators.append(evidence.locator)
    return "; ".join(f"{name} ({', '.join(locators)})" for name, locators in places.items())


def cite_dataset(info: DatasetInfo, address: str) -> str:
    """Return a ready citation for a dataset as a whole, which is served at an address."""
    version = f"version {info.version}, {info.modified}"
    return f"{info.title}, {version}. {info.licence.name}. {address}"


def csl_of(source: Source, resources: Mapping[str, Resource]) -> dict[str, Any]:
    """Return a source as CSL-JSON has it; `resources` by id tell the names of its authors."""
    title = source.name if source.title is MISSING else source.title
    item: dict[str, Any] = {
        "id": source.id,
        "type": _CSL_TYPES.get(source.kind, "webpage"),
        "title": display_name(title),
        "container-title": source.publisher.name,
        "publisher": source.publisher.name,
        "accessed": csl_date(source.accessed),
        "language": source.language,
    }
    if source.url is not MISSING:
        item["URL"] = source.url
    if source.imprint is not MISSING:
        item["note"] = source.imprint
    authors: dict[str, dict[str, str]] = {}
    for part in source.parts:
        for author in part.authors:
            authors[author.id] = _csl_name(resources.get(author.id), author.name)
    if authors:
        item["author"] = list(authors.values())
    if source.published is not MISSING:
        item["issued"] = csl_date(source.published)
    return item


def _csl_name(person: Resource | None, name: str) -> dict[str, str]:
    if isinstance(person, Person) and person.family_name is not MISSING:
        given = "" if person.given_name is MISSING else person.given_name
        return {"family": person.family_name, "given": given}
    return {"literal": name}


def csl_date(edtf: str) -> dict[str, Any]:
    """Return an EDTF date as CSL-JSON has it, with its season, and `circa` if it is qualified."""
    parts: list[list[int]] = []
    date: dict[str, Any] = {"date-parts": parts}
    for single in edtf.split("/"):
        year, *rest = numbers_of(single)
        if rest and rest[0] in SEASONS:
            date["season"] = rest[0] - min(SEASONS) + 1
            rest = []
        parts.append([year, *rest])
    if not {"?", "~", "%"}.isdisjoint(edtf):
        date["circa"] = True
    return date
