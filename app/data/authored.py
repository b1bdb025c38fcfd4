"""Resources as their author writes them: references as ids, nothing that has its default."""

import json
from collections.abc import Iterable
from typing import cast

from pydantic import BaseModel

from app.data.pointers import Json
from app.models.reference import Reference


def authored(value: object) -> Json:
    """Return a model, or a value of one, in the form that fixtures have."""
    if isinstance(value, Reference):
        return value.id
    if isinstance(value, BaseModel):
        fields = type(value).model_fields
        return {
            fields[name].alias or name: authored(part)
            for name, part in value
            if part != fields[name].default
        }
    if isinstance(value, tuple):
        return [authored(part) for part in value]
    return cast("Json", value)


def canonical(value: Json) -> str:
    """Return the one spelling of a fixture file: two spaces, no escapes, a newline at the end."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def fixture(models: Iterable[BaseModel]) -> str:
    """Return the text of the fixture file that holds these resources."""
    return canonical([authored(model) for model in models])
