"""Graph: resources as nodes, and the references between them as edges."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import MISSING, BaseModel

from app.models import Resource
from app.models.answers import Edge, Graph, GraphNode
from app.models.reference import Reference, ResourceType

_ROLES = ("role", "relation")
"""The fields that say in what part a resource is referred to."""
_DATES = ("date", "signed", "made", "published", "announced", "launched", "as_of", "founded")
"""The fields that date a resource, or an object in it, by the first that is known."""


def graph_of(resources: Mapping[str, Resource], types: frozenset[ResourceType]) -> Graph:
    """Return the resources of these types and the references among them, but those to itself."""
    nodes: dict[str, GraphNode] = {}
    for resource in resources.values():
        if resource.type in types:
            kind = getattr(resource, "kind", MISSING)
            date = _first_known(resource, _DATES)
            nodes[resource.id] = GraphNode(**dict(resource.reference), kind=kind, date=date)
    edges: dict[tuple[str, str, str], Edge] = {}
    for source in nodes:
        for edge in _edges_of(resources[source]):
            if edge.target in nodes and edge.target != source:
                edges.setdefault((source, edge.target, edge.key), edge)
    return Graph(nodes=tuple(nodes.values()), edges=tuple(edges.values()))


def _edges_of(resource: Resource) -> Iterator[Edge]:
    date = _first_known(resource, _DATES)
    for relation, reference, holder in _references_in(resource, resource, ""):
        role = MISSING if holder is resource else _first_known(holder, _ROLES)
        own_date = _first_known(holder, _DATES)
        yield Edge(
            source=resource.id,
            target=reference.id,
            key=relation if role is MISSING else f"{relation}:{role}",
            relation=relation,
            role=role,
            date=date if own_date is MISSING else own_date,
        )


def _references_in(
    value: object, holder: BaseModel, path: str
) -> Iterator[tuple[str, Reference, BaseModel]]:
    """Yield each reference in a value: the path of fields to it, itself, and what holds it."""
    if isinstance(value, Reference):
        yield path, value, holder
    elif isinstance(value, BaseModel):
        for name, part in value:
            yield from _references_in(part, value, f"{path}.{name}" if path else name)
    elif isinstance(value, tuple):
        for part in value:
            yield from _references_in(part, holder, path)


def _first_known(holder: BaseModel, fields: tuple[str, ...]) -> Any:  # noqa: ANN401 -- the value of a field
    for field in fields:
        value = getattr(holder, field, MISSING)
        if value is not MISSING:
            return value
    return MISSING
