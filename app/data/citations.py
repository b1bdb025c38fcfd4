"""Citations: what to print in an article, and what reference managers read (CSL-JSON 1.0.2)."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any, TypeAlias

from pydantic import MISSING

from app.models import CitedResource, Person, Resource, Source
from app.models.base import display_name
from app.models.dataset_info import DatasetInfo
from app.models.edtf import numbers_of, precision

CslItem: TypeAlias = dict[str, Any]
"""An item or a part of it as CSL-JSON has it."""

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
    name = display_name(resource.name)
    citation = f"“{name}”, {info.title}, version {info.version}."
    if isinstance(resource, CitedResource):
        passages = _passages(resource)
        citation += f" After {passages}."
    return f"{citation} {address}"


def _cite_source(source: Source) -> str:
    citation = source.publisher.name
    if source.title is not MISSING:
        title = display_name(source.title)
        citation += f": “{title}”"
    if source.published is MISSING:
        citation += ", undated"
    else:
        citation += f", {source.published}"
    if source.url is not MISSING:
        citation += f", {source.url}"
    elif source.imprint is not MISSING:
        citation += f", {source.imprint}"
    return f"{citation} (accessed {source.accessed})."


def _passages(resource: CitedResource) -> str:
    """Return the sources of a resource in the order in which they are cited, with the places."""
    locators_of_sources = defaultdict[str, dict[str, None]](dict)
    for evidence in resource.evidence:
        if evidence.agrees:
            locators_of_sources[evidence.source.name][evidence.locator] = None
    passages = []
    for source, locators in locators_of_sources.items():
        places = ", ".join(locators)
        passages.append(f"{source} ({places})")
    return "; ".join(passages)


def cite_dataset(info: DatasetInfo, address: str) -> str:
    """Return a ready citation for a dataset as a whole, which is served at an address."""
    licence = info.licence.name
    version = f"version {info.version}, {info.modified}"
    return f"{info.title}, {version}. {licence}. {address}"


def csl_of(source: Source, resources: Mapping[str, Resource]) -> CslItem:
    """Return a source as CSL-JSON has it; `resources` by id tell the names of its authors."""
    authors = {}
    for part in source.parts:
        for author in part.authors:
            person = resources.get(author.id)
            authors[author.id] = _csl_name(person, author.name)
    title = source.name if source.title is MISSING else source.title
    published = source.published
    item = {
        "id": source.id,
        "type": _CSL_TYPES.get(source.kind, "webpage"),
        "title": display_name(title),
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


def _csl_name(person: Resource | None, name: str) -> CslItem:
    if not isinstance(person, Person) or person.family_name is MISSING:
        return {"literal": name}
    return {
        "family": person.family_name,
        "given": "" if person.given_name is MISSING else person.given_name,
    }


def csl_date(edtf: str) -> CslItem:
    """Return an EDTF date as CSL-JSON has it, with its season, and `circa` if it is qualified.

    An interval has no `season`, which would be that of both its ends: they keep EDTF's number of a
    season (21 is spring) in place of a month, as citeproc-js and pandoc read it. Both ends are as
    precise as the less precise one, because citeproc-js fails on other intervals.
    """
    ends = [list(numbers_of(end)) for end in edtf.split("/")]
    date: CslItem = {"date-parts": ends}
    if precision(edtf) == "season":
        # CSL counts seasons from spring, which is 1.
        date["season"] = ends[0].pop() - 20
    shortest = min(map(len, ends))
    for end in ends:
        del end[shortest:]
    if not {"?", "~", "%"}.isdisjoint(edtf):
        date["circa"] = True
    return date
