"""The shapes of all that is linked data: JSON Schemas of what is served, each by its model."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic.json_schema import models_json_schema

from app.models import MODELS
from app.models.answers import Graph, OpenQuestion, Page
from app.models.base import Model
from app.models.claim import Claim

Json = dict[str, Any]

_SERVED: tuple[type[Model], ...] = (*MODELS.values(), Claim, Graph, Page[OpenQuestion])
_LINKS = frozenset({"Reference", "Backlink", "CslItem"})
_EVIDENCE = {"quotation": "Quotation", "citation": "Citation"}

LIST = "OpenQuestionList"
"""One of the lists, all of which have the same shape."""
UNTYPED = (LIST, "Graph")
"""What answers without a type are: the fields of these stand at the top."""


@dataclass(frozen=True, slots=True)
class Property:
    """A field as it is served."""

    name: str
    schema: Json

    @property
    def many(self) -> bool:
        """Whether it is a list."""
        return "items" in self.schema

    @property
    def inner(self) -> Json:
        """The schema of the value or, in a list, of a value in it."""
        inner = self.schema
        while "items" in inner:
            inner = inner["items"]
        return inner

    @property
    def shape(self) -> str:
        """The shape of the value, where it is an object; otherwise nothing."""
        return str(self.inner.get("$ref", "")).rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Typed:
    """A value that the key `type` has, and what it says of the object that has it."""

    value: str
    shape: str
    name: str
    """The name of the class."""


@cache
def shapes() -> Mapping[str, Json]:
    """Return the JSON Schema of each object that is served, by the name of its model."""
    _, schema = models_json_schema([(model, "serialization") for model in _SERVED])
    return {one["title"]: one for one in schema["$defs"].values()}


def properties(shape: str) -> Iterator[Property]:
    """Yield the fields of a shape."""
    for name, schema in shapes()[shape]["properties"].items():
        yield Property(name, schema)


@cache
def types() -> tuple[Typed, ...]:
    """Return each type that objects have; the type of what is only linked to is not the link's."""
    return tuple(
        Typed(value, shape, _EVIDENCE.get(value, shape))
        for shape in sorted(shapes().keys() - _LINKS)
        for value in _values_of(shapes()[shape]["properties"].get("type", {}))
    )


def _values_of(schema: Json) -> list[str]:
    return [schema["const"]] if "const" in schema else schema.get("enum", [])
