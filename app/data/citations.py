"""Citations: what to print in an article that uses a resource."""

from pydantic import MISSING

from app.models import CitedResource, Resource, Source
from app.models.base import display_name
from app.models.dataset_info import DatasetInfo


def cite(resource: Resource, href: str, info: DatasetInfo) -> str:
    """Return a ready citation: the record for a resource, the document itself for a source.

    `href` is where the resource is served.
    """
    if isinstance(resource, Source):
        title = "" if resource.title is MISSING else f": “{display_name(resource.title)}”"
        published = "undated" if resource.published is MISSING else resource.published
        place = f"{published}, {resource.url} (accessed {resource.accessed})"
        return f"{resource.publisher.name}{title}, {place}."
    record = f"{info.title}, version {info.version}, {href}"
    cited = f"“{display_name(resource.name)}”, {record}."
    if not isinstance(resource, CitedResource):
        return cited
    places: dict[str, dict[str, None]] = {}  # of each source, in the order in which they are cited
    for evidence in resource.evidence:
        if evidence.agrees:
            places.setdefault(evidence.source.name, {})[evidence.locator] = None
    passages = "; ".join(f"{name} ({', '.join(where)})" for name, where in places.items())
    return f"{cited} After {passages}."


def cite_dataset(info: DatasetInfo) -> str:
    """Return a ready citation for a dataset as a whole."""
    return f"{info.title}, version {info.version}, {info.modified}. {info.licence.name}."
