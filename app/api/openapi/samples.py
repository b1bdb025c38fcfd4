"""Requests that the documentation shows, chosen from what the dataset has."""

from collections.abc import Mapping

from app.data.dataset import Dataset
from app.data.links import references
from app.models import MODELS, Resource
from app.models.reference import ResourceType, collection_of, href_of

_ALWAYS = {
    "/": "/",
    "/health": "/health",
    "/claims": "/claims?limit=1",
    "/unknowns": "/unknowns?limit=1",
    "/schemas": "/schemas",
    "/schemas/{model}.json": "/schemas/area.json",
    "/schemas/served/{model}.json": "/schemas/served/area.json",
    "/context.jsonld": "/context.jsonld",
    "/vocabulary": "/vocabulary",
    "/llms.txt": "/llms.txt",
    "/.well-known/api-catalog": "/.well-known/api-catalog",
}


def samples(dataset: Dataset) -> Mapping[str, str]:
    """Return a request for each path, by its template; none where the dataset has nothing there."""
    found = dict(_ALWAYS)
    for kind in MODELS:
        plural = collection_of(kind)
        found[f"/{plural}"] = f"/{plural}?limit=1&offset={_briefest(dataset, kind)}"
        for slug in list(dataset.of_type(kind))[:1]:
            found[f"/{plural}/{{id}}"] = href_of(kind, slug)
    for claim in list(dataset.claims)[:1]:
        found["/claims/{id}"] = f"/claims/{claim}"
    first = first_resource(dataset)
    found["/claims.csv"] = f"/claims.csv?subject={_least_claimed(dataset)}"
    found["/search"] = f"/search?q={word_of(first)}&limit=1"
    found["/graph"] = "/graph?" + "&".join(f"type={kind}" for kind in _joined_kinds(first, dataset))
    return found


def rich_samples(dataset: Dataset) -> Mapping[str, str]:
    """Return requests for so much of each list that nearly every field occurs."""
    lists = ("claims", "unknowns", *map(collection_of, MODELS))
    found = {path: target for path, target in samples(dataset).items() if "limit" not in target}
    found |= {f"/{name}": f"/{name}?limit=100" for name in lists}
    return found | {"/search": f"/search?q={word_of(first_resource(dataset))}&limit=10"}


def first_resource(dataset: Dataset) -> Resource:
    """Return the first resource; a dataset without any has no evidence and cannot be loaded."""
    return next(iter(dataset.all()))


def word_of(resource: Resource) -> str:
    """Return the longest word of a resource's name, which a search will find."""
    words = [word for word in resource.name.label.split() if word.isalnum()]
    return max(words, key=len, default=resource.name.label[:1])


def _briefest(dataset: Dataset, kind: ResourceType) -> int:
    """Return the place of the resource of a type that takes the least room."""
    lengths = [len(one.evidence) for one in dataset.of_type(kind).values()]
    return lengths.index(min(lengths)) if lengths else 0


def _least_claimed(dataset: Dataset) -> str:
    """Return the resource of which there is least to show in a table."""
    subjects = dataset.claim_fields.by("subject")
    return min(subjects, key=lambda slug: len(subjects[slug]))


def _joined_kinds(first: Resource, dataset: Dataset) -> tuple[ResourceType, ...]:
    """Return the type of a resource and of the first that it refers to."""
    targets = (dataset.get(target) for _, target in references(first))
    return tuple(dict.fromkeys((first.type, *(one.type for one in targets if one is not None))))[:2]
