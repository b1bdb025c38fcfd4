"""Linking: what a resource has from others, told to it once all of them are loaded."""

from collections import defaultdict
from typing import TypeAlias

from app.data.citations import cite, csl_of
from app.data.graph import references_in
from app.data.loader import RawDataset
from app.models import CitedResource, Source
from app.models.reference import Backlink
from app.models.resource import Links

_Backlinks: TypeAlias = dict[tuple[str, str], Backlink]
"""The links to a resource, once for each id and field that refer, in order."""


def link(raw: RawDataset, origin: str) -> None:
    """Tell every resource its links from others and its citation, and every passage its URL."""
    backlinks = defaultdict[str, _Backlinks](dict)
    for slug, resource in raw.resources.items():
        reference = dict(raw.references[slug])
        for relation, target, _ in references_in(resource, resource, ""):
            backlink = Backlink.model_construct(**reference, relation=relation)
            backlinks[target.id][slug, relation] = backlink
    for slug, resource in raw.resources.items():
        href = raw.references[slug].href
        citation = cite(resource, origin + href, raw.info)
        csl = {}
        if isinstance(resource, Source):
            csl = csl_of(resource, raw.resources)
        referring = backlinks[slug].values()
        links = Links(
            root_path=raw.root_path,
            backlinks=tuple(referring),
            citation=citation,
            csl=csl,
        )
        resource.link(links)
        if isinstance(resource, CitedResource):
            for evidence in resource.evidence:
                source = raw.authored[evidence.source.id]
                url = source.get("url", "")
                evidence.link_to(str(url))
