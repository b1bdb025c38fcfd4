"""Graph: resources as nodes, and the references between them as edges."""

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from pydantic import MISSING, BaseModel

from app.models import Resource
from app.models.answers import Edge, Graph, GraphNode
from app.models.reference import Reference, ResourceType

_ROLES = ("role", "relation")
"""The fields that say in what part a resource is referred to."""
_DATES = (
    "date",
    "signed",
    "made",
    "published",
    "announced",
    "launched",
    "as_of",
    "founded",
)
"""The fields that date a resource, or an object in it, by the first that is known."""


_Mention: TypeAlias = tuple[str, Reference, BaseModel]
"""The fields that lead to a reference, joined by dots, the reference, and what holds it."""


def graph_of(
    resources: Mapping[str, Resource], types: frozenset[ResourceType]
) -> Graph:
    """Return the resources of these types and the references among them, but those to itself."""
    nodes = {}
    for resource in resources.values():
        if resource.type in types:
            nodes[resource.id] = GraphNode(
                **dict(resource.reference),
                kind=getattr(resource, "kind", MISSING),
                date=_first_known(_DATES, resource),
            )
    edges: dict[tuple[str, str, str], Edge] = {}
    for source in nodes:
        for edge in _edges_of(resources[source]):
            if edge.target in nodes and edge.target != source:
                key = (source, edge.target, edge.key)
                edges.setdefault(key, edge)
    return Graph(nodes=tuple(nodes.values()), edges=tuple(edges.values()))


def _edges_of(resource: Resource) -> Iterator[Edge]:
    for relation, reference, holder in references_in(resource, resource, ""):
        role = _first_known(_ROLES, holder)
        yield Edge(
            source=resource.id,
            target=reference.id,
            key=relation if role is MISSING else f"{relation}:{role}",
            relation=relation,
            role=role,
            date=_first_known(_DATES, holder, resource),
        )


def references_in(value: object, holder: BaseModel, path: str) -> Iterator[_Mention]:
    """Yield each reference in a value that stands at a path of fields of its holder."""
    if isinstance(value, Reference):
        yield path, value, holder
    elif isinstance(value, BaseModel):
        for name, part in value:
            inner = f"{path}.{name}" if path else name
            yield from references_in(part, value, inner)
    elif isinstance(value, tuple):
        for item in value:
            yield from references_in(item, holder, path)


def _first_known(fields: tuple[str, ...], *holders: BaseModel) -> Any:  # noqa: ANN401 -- the value of a field
    """Return the first of these fields that a holder has and that is known, else `MISSING`."""
    for holder in holders:
        for field in fields:
            value = getattr(holder, field, MISSING)
            if value is not MISSING:
                return value
    return MISSING
