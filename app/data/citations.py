"""Citations: what to print in an article that uses a resource."""

from collections import defaultdict

from pydantic import MISSING

from app.models import CitedResource, Resource, Source
from app.models.dataset_info import DatasetInfo
from app.models.reference import href_of


def cite(resource: Resource, info: DatasetInfo) -> str:
    """Return a ready citation: the record for a resource, the document itself for a source."""
    if isinstance(resource, Source):
        return _cite_source(resource)
    record = f"{info.title}, version {info.version}, {href_of(resource.type, resource.id)}"
    cited = f"“{resource.name.label}”, {record}."
    if not isinstance(resource, CitedResource):
        return cited
    return f"{cited} After {'; '.join(_passages(resource))}."


def _cite_source(source: Source) -> str:
    title = "" if source.title is MISSING else f": “{source.title.label}”"
    published = "undated" if source.published is MISSING else source.published
    place = f"{published}, {source.url} (accessed {source.accessed})"
    return f"{source.publisher.name}{title}, {place}."


def _passages(resource: CitedResource) -> list[str]:
    """Return each source that the resource rests on once, with the places in it."""
    places = defaultdict[str, list[str]](list)
    for evidence in resource.evidence:
        if evidence.agrees and evidence.locator not in places[evidence.source.name]:
            places[evidence.source.name].append(evidence.locator)
    return [f"{name} ({', '.join(where)})" for name, where in places.items()]


def cite_dataset(info: DatasetInfo) -> str:
    """Return a ready citation for a dataset as a whole."""
    return f"{info.title}, version {info.version}, {info.modified}. {info.licence.name}."
