"""Answers that are not resources: lists, search hits, the graph, open questions."""

from functools import cache
from typing import Annotated, Any, Generic, TypeVar

from pydantic import ConfigDict, Field, create_model

from app.models.base import Many, Model
from app.models.evidence import Unknown
from app.models.reference import Reference
from app.models.text import Slug, Text

Item = TypeVar("Item", bound=Model)

Total = Annotated[int, Field(ge=0)]


class Page(Model, Generic[Item]):
    """A part of a list."""

    # A type made from this one has no source of its own in which docstrings could be found, and
    # looking for it would take most of the time of a start.
    model_config = ConfigDict(
        use_attribute_docstrings=False,
        defer_build=True,
        json_schema_extra={"description": "A part of a list, and the length of the whole."},
    )

    items: Annotated[Many[Item], Field(description="The items from `offset` on.")]
    total: Annotated[Total, Field(description="How many items there are altogether.")]


@cache
def list_of(model: type[Model]) -> type[Page[Any]]:
    """Return the model of a list, named after its items: `AreaList` in generated clients."""
    return create_model(f"{model.__name__}List", __base__=Page[model])  # type: ignore[valid-type]  # made at run time


class Hit(Reference):
    """A resource in which the words that were searched for occur."""

    field: Text
    """JSON pointer (RFC 6901) to the field in which they were found."""
    snippet: Text
    """The text around the words."""


class OpenQuestion(Unknown):
    """Something that no source gives, and the resource where a reader would look for it."""

    subject: Reference
    """The resource where it would stand."""


class Edge(Model):
    """A reference, as a directed edge of the graph."""

    source: Slug
    """The id of the resource that holds the reference."""
    target: Slug
    """The id of the resource that it leads to."""
    key: Text
    """The relation: the field that holds the reference, such as `agreement`."""


class Graph(Model):
    """All resources and references, in the node-link form that networkx reads unchanged."""

    directed: bool = True
    """Always true: edges have a direction."""
    multigraph: bool = True
    """Always true: two nodes may be joined by several edges, told apart by `key`."""
    nodes: Many[Reference]
    """The resources."""
    edges: Many[Edge]
    """The references between them."""
