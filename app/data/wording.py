"""Validation errors in the words of a fixture author: what is wrong, and what to do."""

from collections.abc import Iterator
from difflib import get_close_matches

from pydantic_core import ErrorDetails

from app.data.pointers import Json, join, resolve
from app.models.base import Model

_LONGEST_SHOWN = 60


def _known_keys(model: type[Model] = Model) -> Iterator[str]:
    for name, field in model.model_fields.items():
        yield field.alias or name
    for narrower in model.__subclasses__():
        yield from _known_keys(narrower)


def in_document(item: Json, loc: tuple[int | str, ...]) -> list[int | str]:
    """Return the keys of an error's location that are in the document.

    Pydantic's locations also name members of unions and keys that are missing.
    """
    keys: list[int | str] = []
    for key in loc:
        try:
            item = resolve(item, join([key]))
        except LookupError:
            continue
        keys.append(key)
    return keys


def _shown(value: object) -> str:
    text = repr(value) if isinstance(value, str | int | float | bool | None) else "the value"
    return text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + "…"


def words(error: ErrorDetails) -> tuple[str, str]:
    """Return the message and the remedy for one error of pydantic's."""
    key = str(error["loc"][-1]) if error["loc"] else ""
    match error["type"]:
        case "missing":
            return f"the key {key!r} is missing", "Add it"
        case "extra_forbidden":
            near = get_close_matches(key, sorted(set(_known_keys())), n=1)
            remedy = f"Did you mean {near[0]!r}? If not, remove it" if near else "Remove it"
            return f"the key {key!r} is not known here", remedy
        case "literal_error":
            allowed = error["ctx"]["expected"]
            return f"{_shown(error['input'])} is not allowed here", f"Use {allowed}"
        case "value_error":
            return error["msg"].removeprefix("Value error, "), "Correct it"
        case _:
            message = error["msg"][0].lower() + error["msg"][1:]
            return f"{_shown(error['input'])} does not fit: {message}", "Correct it"
