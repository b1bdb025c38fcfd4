"""Validation errors in the words of a fixture author: what is wrong, and what to do."""

import json
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from types import MappingProxyType

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from app.data.pointers import Json, join, resolve
from app.models.base import Model
from app.models.edtf import EDTF_PATTERN
from app.models.evidence import LOCATOR_PATTERN, POINTER_PATTERN
from app.models.text import QUOTE_PATTERN, SLUG_PATTERN, TEXT_PATTERN, URL_PATTERN

_LONGEST_SHOWN = 60

_KINDS = MappingProxyType(
    {
        "string_type": "text in quotes",
        "int_type": "a whole number",
        "bool_type": "true or false",
        "tuple_type": "an array [ ]",
        "model_type": "an object { }",
    }
)
"""What a value is to be where pydantic says that it is of the wrong type."""

_OF_THE_WHOLE = frozenset({*_KINDS, "too_short"})
"""Errors that say nothing new of a value in which something further in is wrong."""

_SHAPES = MappingProxyType(
    {
        EDTF_PATTERN: "a date (EDTF) such as 2018, 2018-05, 2018-09-20, 2017-22 or 2004/2018-05",
        LOCATOR_PATTERN: "a place such as 'paragraph 5', 'headline', 'byline' or 'page'",
        POINTER_PATTERN: "a JSON pointer such as /name/en or /parties/0",
        QUOTE_PATTERN: "a phrase on one line, without spaces around it",
        SLUG_PATTERN: "an id: lower-case letters, digits and single hyphens",
        TEXT_PATTERN: "text that is not empty",
        URL_PATTERN: "a web address that begins with http:// or https://",
    }
)
"""What a text is to be where it does not match a pattern."""


def _known_keys(model: type[Model] = Model) -> Iterator[str]:
    for name, field in model.model_fields.items():
        yield field.alias or name
    for narrower in model.__subclasses__():
        yield from _known_keys(narrower)


def _in_document(item: Json, loc: tuple[int | str, ...]) -> str:
    """Return the pointer to that part of an error's location that is in the document.

    Pydantic's locations also name members of unions and keys that are missing.
    """
    keys: list[int | str] = []
    for key in loc:
        try:
            item = resolve(item, join([key]))
        except LookupError:
            continue
        keys.append(key)
    return join(keys)


def _shown(value: object) -> str:
    if isinstance(value, dict | list):
        return "the value"
    text = repr(value) if isinstance(value, str) else json.dumps(value)
    return text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + "…"


def _advice(message: str) -> tuple[str, str]:
    """Return the message and the remedy of an error of ours, which stands after a semicolon."""
    message, _, remedy = message.partition("; ")
    return message, remedy[:1].upper() + remedy[1:]


def told(
    item: Json, error: ValidationError, *, but: frozenset[str] = frozenset()
) -> Iterator[tuple[str, str, str]]:
    """Yield (pointer, message, remedy) for each thing that is wrong with an item.

    Errors of the types in `but` are left out. Of a value that could have been of several types
    pydantic says for each why it is not: that is told once, and not at all when it is of one of
    them and wrong further in. A list whose parts are all wrong is not told to be empty, too.
    """
    found = [(_in_document(item, one["loc"]), one) for one in error.errors(include_url=False)]
    done = set[str]()
    for pointer, one in found:
        if one["type"] in but or pointer in done:
            continue
        if one["type"] not in _OF_THE_WHOLE:
            yield pointer, *_words(one)
            continue
        done.add(pointer)
        if any(place.startswith(f"{pointer}/") for place, _ in found):
            continue
        same = [other for place, other in found if place == pointer]
        yield pointer, *_of_the_whole(same)


def _of_the_whole(errors: Sequence[ErrorDetails]) -> tuple[str, str]:
    """Return the message and the remedy for a value of which nothing further in is wrong."""
    for one in errors:
        if one["type"] not in _KINDS:
            return _words(one)
    value = errors[0]["input"]
    wanted = " or ".join(dict.fromkeys(_KINDS[one["type"]] for one in errors))
    remedy = f"Write {wanted}"
    if value is None:
        remedy += ", or leave it out"
    return f"{_shown(value)} does not fit here", remedy


def _words(error: ErrorDetails) -> tuple[str, str]:
    """Return the message and the remedy for one error of pydantic's."""
    key = str(error["loc"][-1]) if error["loc"] else ""
    shown = _shown(error["input"])
    match error["type"]:
        case "missing":
            words = f"the key {key!r} is missing", "Add it"
        case "extra_forbidden":
            near = get_close_matches(key, sorted(set(_known_keys())), n=1)
            remedy = f"Did you mean {near[0]!r}? If not, remove it" if near else "Remove it"
            words = f"the key {key!r} is not known here", remedy
        case "literal_error":
            words = f"{shown} is not allowed here", f"Use {error['ctx']['expected']}"
        case "string_pattern_mismatch" if error["ctx"]["pattern"] in _SHAPES:
            words = f"{shown} does not fit here", f"Write {_SHAPES[error['ctx']['pattern']]}"
        case "too_short":
            words = "is empty", "Write at least one entry"
        case "value_error" | "dead_reference":
            words = _advice(error["msg"].removeprefix("Value error, "))
        case _:
            words = f"{shown} does not fit here: {error['msg'][0].lower()}{error['msg'][1:]}", ""
    return words[0], words[1] or "Correct it"
