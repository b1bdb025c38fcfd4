"""Answers that are not resources: lists, search hits, the graph, open questions."""

from functools import cache
from typing import Annotated, Any

from pydantic import Field

from app.models.base import Array, Maybe, Model, Slug, Text
from app.models.edtf import Edtf
from app.models.reference import Reference
from app.models.resource import Unknown

Total = Annotated[int, Field(ge=0)]


@cache
def list_of(model: Any) -> type[Model]:  # noqa: ANN401 -- a model, which type checkers take for a value
    """Return the model of a list, named after its items: `AreaList` in generated clients."""

    class List(Model):
        """A part of a list, and the length of the whole."""

        items: Array[model]
        """The items from `offset` on."""
        total: Total
        """How many items there are altogether."""

    List.__name__ = List.__qualname__ = f"{model.__name__}List"
    return List


class Facts(Model):
    """How much the dataset says, counted in facts: a date, a name in one language, one party."""

    total: Total
    """How many facts there are."""
    quoted: Total
    """For how many of them the words of a source are quoted."""


class Hit(Reference):
    """A resource in which the words that were searched for occur."""

    field: Text
    """JSON pointer (RFC 6901) to the field in which they say most."""
    snippet: Text
    """The text of the field, of a long one the sentence in which the words are, of a reference
    the name of what it leads to."""


class ReadAs(Model):
    """A word that no resource has, and what it was read as."""

    word: Text
    """The word as it was typed."""
    read_as: Text
    """The word that it seems to be the beginning or a slip of."""


class HitList(Model):
    """A part of what was found, and how the query was read."""

    items: Array[Hit]
    """The resources from `offset` on, best first."""
    total: Total
    """How many were found; of more than 500 the best 500 are counted."""
    read_as: Array[ReadAs]
    """Words that were read as others; empty when none was."""
    not_found: Array[Text]
    """Words that no resource has, nor any like them."""


class OpenQuestion(Unknown):
    """Something that no source gives, and the resource where a reader would look for it."""

    omissible = frozenset({"reason", "subject"})
    subject: Reference
    """The resource where it would stand."""


class GraphNode(Reference):
    """A resource, as a node of the graph."""

    kind: Maybe[Slug]
    """What sort of resource it is within its type, such as `signing` of an event."""
    date: Maybe[Edtf]
    """Its date in EDTF: when it happened, was signed, said, published, announced or founded."""


class Edge(Model):
    """A reference, as a directed edge of the graph."""

    source: Slug
    """The id of the resource that holds the reference."""
    target: Slug
    """The id of the resource that it leads to; never the same."""
    key: Text
    """Tells edges between the same two nodes apart: the relation, and the role if there is one."""
    relation: Text
    """The field that holds the reference, such as `agreement` or `participants.who`."""
    role: Maybe[Slug]
    """In what part it is referred to, such as `witness`, or what is done, such as `follows`."""
    date: Maybe[Edtf]
    """When, in EDTF: that of the role or relation, else of the resource that refers."""


class Graph(Model):
    """All resources and references, in the node-link form that networkx reads unchanged."""

    directed: bool = True
    """Always true: edges have a direction."""
    multigraph: bool = True
    """Always true: two nodes may be joined by several edges, told apart by `key`."""
    nodes: Array[GraphNode]
    """The resources."""
    edges: Array[Edge]
    """The references between them."""
