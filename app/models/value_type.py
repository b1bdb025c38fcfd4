"""Types of values: what stands at a path of fields, as the model of the resource declares it."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from typing_extensions import TypeAliasType

from app.models.base import LANGUAGE_PATTERN, SLUG_PATTERN, URL_PATTERN
from app.models.edtf import DAY_PATTERN, EDTF_PATTERN
from app.models.money import CURRENCY_PATTERN
from app.models.reference import Reference

ValueType = TypeAliasType(
    "ValueType",
    Literal[
        "text", "word", "number", "boolean", "date", "language", "url", "reference"
    ],
)

_TYPES: dict[object, ValueType] = {
    str: "text",
    EDTF_PATTERN: "date",
    DAY_PATTERN: "date",
    LANGUAGE_PATTERN: "language",
    URL_PATTERN: "url",
    SLUG_PATTERN: "word",
    CURRENCY_PATTERN: "word",
    Literal: "word",
    int: "number",
    bool: "boolean",
    Reference: "reference",
}
"""What a pattern or a class in the annotation of a field says of its values."""


@cache
def value_type(model: type[BaseModel], *path: str) -> ValueType:
    """Return the type of the value at a path of keys from the top of a model.

    A `word` is an open word such as a `kind`, or one of a few. A list has the type of its items.
    """
    field, _ = field_at(model, path)
    types = [_TYPES[part] for part in _parts(field) if part in _TYPES]
    # A pattern comes after its class, and values after the keys of a language map.
    return types[-1]


def field_at(model: type[BaseModel], path: Sequence[str]) -> tuple[FieldInfo, str]:
    """Return the field at a path of keys, and of words in several languages the language.

    Raises `KeyError` for a path that the model does not have.
    """
    tag = ""
    for key in path:
        if key.isdigit():
            continue
        if model.model_fields:
            field = model.model_fields[key]
            model = model_of(model, key)
        else:
            tag = key
    return field, tag


@cache
def model_of(model: type[BaseModel], key: str) -> type[BaseModel]:
    """Return the model of what a key of another holds, in a list too: without fields if none."""
    for part in _parts(model.model_fields.get(key)):
        if isinstance(part, type) and issubclass(part, BaseModel):
            return part
    return BaseModel


def _parts(annotation: object) -> Iterator[object]:
    """Yield the classes and the patterns that an annotation consists of, from left to right."""
    if isinstance(annotation, FieldInfo):
        yield from _parts(annotation.annotation)
        for rule in annotation.metadata:
            yield getattr(rule, "pattern", None)
    elif isinstance(annotation, TypeAliasType):
        yield from _parts(annotation.__value__)
    else:
        yield get_origin(annotation) or annotation
        for part in get_args(annotation):
            yield from _parts(part)
