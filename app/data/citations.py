"""Citations: what to print in an article, and what reference managers read (CSL-JSON 1.0.2)."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from pydantic import MISSING

from app.models import CitedResource, Person, Resource, Source
from app.models.base import display_name
from app.models.dataset_info import DatasetInfo
from app.models.edtf import numbers_of, precision

_CSL_TYPES = {
    "newspaper": "article-newspaper",
    "agreement-text": "treaty",
    "law": "legislation",
    "report": "report",
}
"""What reference managers call these kinds of sources; every other kind is a `webpage`."""


def cite(
    resource: Resource,
    address: str,
    info: DatasetInfo,
) -> str:
    """Return a ready citation: the record for a resource, the document itself for a source.

    `address` is where the resource is served, as fully as it is known; the citation ends with it.
    """
    if isinstance(resource, Source):
        return _cite_source(resource)
    after = ""
    if isinstance(resource, CitedResource):
        after = f" After {_passages(resource)}."
    name = display_name(resource.name)
    return f"“{name}”, {info.title}, version {info.version}.{after} {address}"


def _cite_source(source: Source) -> str:
    title = "" if source.title is MISSING else f": “{display_name(source.title)}”"
    published = "undated" if source.published is MISSING else source.published
    # What is on paper has an imprint in place of an address.
    places = [place for place in (source.url, source.imprint) if place is not MISSING]
    citation = ", ".join(
        [
            source.publisher.name + title,
            published,
            *places[:1],
        ]
    )
    return f"{citation} (accessed {source.accessed})."


def _passages(resource: CitedResource) -> str:
    """Return the sources of a resource in the order in which they are cited, with the places."""
    locators_of_sources = defaultdict[str, dict[str, None]](dict)
    for evidence in resource.evidence:
        if evidence.agrees:
            locators_of_sources[evidence.source.name][evidence.locator] = None
    passages = locators_of_sources.items()
    return "; ".join(f"{source} ({', '.join(locators)})" for source, locators in passages)


def cite_dataset(
    info: DatasetInfo,
    address: str,
) -> str:
    """Return a ready citation for a dataset as a whole, which is served at an address."""
    version = f"version {info.version}, {info.modified}"
    return f"{info.title}, {version}. {info.licence.name}. {address}"


def csl_of(
    source: Source,
    resources: Mapping[str, Resource],
) -> dict[str, Any]:
    """Return a source as CSL-JSON has it; `resources` by id tell the names of its authors."""
    authors: dict[str, dict[str, str]] = {}
    for part in source.parts:
        for author in part.authors:
            authors[author.id] = _csl_name(
                resources.get(author.id),
                author.name,
            )
    published = source.published
    item = {
        "id": source.id,
        "type": _CSL_TYPES.get(source.kind, "webpage"),
        "title": display_name(source.name if source.title is MISSING else source.title),
        "container-title": source.publisher.name,
        "publisher": source.publisher.name,
        "accessed": csl_date(source.accessed),
        "language": source.language,
        "URL": source.url,
        "note": source.imprint,
        "author": list(authors.values()) or MISSING,
        "issued": MISSING if published is MISSING else csl_date(published),
    }
    return {name: value for name, value in item.items() if value is not MISSING}


def _csl_name(
    person: Resource | None,
    name: str,
) -> dict[str, str]:
    if not isinstance(person, Person) or person.family_name is MISSING:
        return {"literal": name}
    return {
        "family": person.family_name,
        "given": "" if person.given_name is MISSING else person.given_name,
    }


def csl_date(edtf: str) -> dict[str, Any]:
    """Return an EDTF date as CSL-JSON has it, with its season, and `circa` if it is qualified."""
    parts: list[list[int]] = []
    date: dict[str, Any] = {"date-parts": parts}
    for single in edtf.split("/"):
        numbers = list(numbers_of(single))
        if precision(single) == "season":
            # CSL counts seasons from spring, which is 1.
            date["season"] = numbers.pop() - 20
        parts.append(numbers)
        if single[-1] in "?~%":
            date["circa"] = True
    return date
