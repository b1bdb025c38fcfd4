"""Types of values: what stands at a path of fields, as the model of the resource declares it."""

from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import MISSING, BaseModel
from pydantic.fields import FieldInfo
from typing_extensions import TypeAliasType

from app.models.base import LANGUAGE_PATTERN, SLUG_PATTERN, URL_PATTERN
from app.models.edtf import DAY_PATTERN, EDTF_PATTERN
from app.models.reference import Reference

ValueType = TypeAliasType(
    "ValueType",
    Literal["text", "word", "number", "boolean", "date", "language", "url", "reference"],
)

_BY_PATTERN: dict[str, ValueType] = {
    EDTF_PATTERN: "date",
    DAY_PATTERN: "date",
    LANGUAGE_PATTERN: "language",
    URL_PATTERN: "url",
    SLUG_PATTERN: "word",
}
_BY_CLASS: dict[type, ValueType] = {
    int: "number",
    bool: "boolean",
    Reference: "reference",
}


@cache
def value_type(model: type[BaseModel], *path: str) -> ValueType:
    """Return the type of the value at a path of keys from the top of a model.

    A key of a list or of a language map may be any. `word` is an open word such as a `kind`. Raises
    `KeyError` for a path that the model does not have.
    """
    annotation: Any = model
    rules: list[Any] = []
    for key in path:
        container, _ = _unwrap(annotation)
        rules = []
        if isinstance(container, type) and issubclass(container, BaseModel):
            field = container.model_fields[key]
            annotation = field.annotation
            rules = field.metadata
        elif get_origin(container) is dict:
            annotation = get_args(container)[1]
        else:
            annotation = get_args(container)[0]
    leaf, inner_rules = _unwrap(annotation)
    for rule in [*rules, *inner_rules]:
        pattern = getattr(rule, "pattern", "")
        if pattern in _BY_PATTERN:
            return _BY_PATTERN[pattern]
    return _BY_CLASS.get(leaf, "text")


def _unwrap(annotation: Any) -> tuple[Any, list[object]]:  # noqa: ANN401 -- any annotation
    """Return the type in an annotation without aliases and unions with MISSING, and its rules."""
    rules: list[object] = []
    while True:
        origin = get_origin(annotation)
        if isinstance(annotation, TypeAliasType):
            annotation = annotation.__value__
        elif origin is Annotated:
            annotation, *described = get_args(annotation)
            for rule in described:
                rules += rule.metadata if isinstance(rule, FieldInfo) else [rule]
        elif origin is Union and MISSING in get_args(annotation):
            annotation = get_args(annotation)[0]
        else:
            return annotation, rules
