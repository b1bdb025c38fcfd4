"""Validation: a document against its model, and what pydantic finds said in words for authors."""

import json
import re
from collections.abc import Collection, Iterable, Iterator
from difflib import get_close_matches
from typing import TypeAlias, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from app.data.pointers import Json, segment
from app.models import base, edtf, resource

Finding: TypeAlias = tuple[str, str, str]
"""Something wrong with a document: the pointer to it, what is wrong, and what to do about it."""

DEAD_REFERENCE = "dead_reference"
"""The type of pydantic's error for a reference to what is not there."""

_EXPECTED = {
    "string_type": "text in quotes",
    "int_type": "a whole number",
    "bool_type": "true or false",
    "tuple_type": "an array [ ]",
    "dict_type": "an object { }",
    "model_type": "an object { }",
    edtf.EDTF_PATTERN: "a date (EDTF) such as 1999, 1999-05, 1999-05-31, 1999-22 or 1999/2001-05",
    resource.LOCATOR_PATTERN: "a place such as 'paragraph 5', 'article 3', 'section 2.1',"
    " 'annex A', 'page 12', 'headline', 'byline', 'caption', or 'page' for the whole",
    resource.POINTER_PATTERN: "a JSON pointer such as /name/en or /parties/0",
    base.LANGUAGE_PATTERN: "a language tag (BCP 47) such as en, pt, zh-Hant or en-GB",
    base.QUOTE_PATTERN: "a phrase of at most 15 words on one line, without spaces around it",
    base.SLUG_PATTERN: "a word of lower-case letters, digits and single hyphens",
    base.TEXT_PATTERN: "text that is not empty",
    base.URL_PATTERN: "a web address (http:// or https://) in which spaces and letters beyond"
    " ASCII are percent-encoded",
}
"""What a value is to be where pydantic finds another type, or text that matches no pattern."""


def validate(
    model: type[BaseModel], document: Json, context: object, ignored: Collection[str] = ()
) -> tuple[BaseModel | None, list[Finding]]:
    """Return the model of a document, or nothing and all that pydantic finds wrong with it.

    Errors of the `ignored` types are left out, as is that a list has too few valid parts, where
    those that are not valid are told.
    """
    try:
        return model.model_validate(document, context=context), []
    except ValidationError as error:
        errors = error.errors(include_url=False)
    found = [("".join(map(segment, one["loc"])), one) for one in errors]
    wrong = []
    for pointer, one in found:
        is_told_further_in = any(place.startswith(f"{pointer}/") for place, _ in found)
        if one["type"] not in ignored and not (one["type"] == "too_short" and is_told_further_in):
            wrong.append((pointer, *explain(one, _keys_at(model, one["loc"]))))
    return None, wrong


def _keys_at(model: type[BaseModel], location: tuple[int | str, ...]) -> Iterable[str]:
    """Return the keys of the model that holds the last key of a location, if it is unknown."""
    for key in location:
        if field := model.model_fields.get(str(key)):  # there is none for an index
            model = next(_models_in(field.annotation), model)
    return model.model_fields


def _models_in(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models_in(part)


def explain(  # noqa: PLR0911 -- one for each kind of error
    error: ErrorDetails, known_keys: Iterable[str] = ()
) -> tuple[str, str]:
    """Return what is wrong and what to do, for one error of pydantic's.

    `known_keys` are those that the model knows in which a key is not known.
    """
    key = str(error["loc"][-1]) if error["loc"] else ""
    value, shown = error["input"], _shown(error["input"])
    pattern = error.get("ctx", {}).get("pattern")
    if expected := _EXPECTED.get(pattern or error["type"]):
        if pattern == base.LANGUAGE_PATTERN and re.fullmatch(pattern, value.replace("_", "-")):
            expected = repr(value.replace("_", "-"))
        remedy = f"Write {expected}{', or leave it out' if value is None else ''}"
        return f"{shown} does not fit here", remedy
    match error["type"]:
        case "missing":
            return f"the key {key!r} is missing", "Add it"
        case "extra_forbidden":
            near = get_close_matches(key, list(known_keys), n=1)
            remedy = f"Did you mean {near[0]!r}? If not, remove it" if near else "Remove it"
            return f"the key {key!r} is not known here", remedy
        case "literal_error":
            return f"{shown} is not allowed here", f"Use {error['ctx']['expected']}"
        case "too_short":
            return "is empty", "Write at least one entry"
        case "value_error" | "dead_reference":
            message, _, remedy = error["msg"].removeprefix("Value error, ").partition("; ")
            return message, remedy[:1].upper() + remedy[1:] or "Correct it"
    message = f"{error['msg'][0].lower()}{error['msg'][1:]}"
    return f"{shown} does not fit here: {message}", "Correct it"


def _shown(value: object) -> str:
    if isinstance(value, dict | list):
        return "the value"
    words = repr(value) if isinstance(value, str) else json.dumps(value)
    return words if len(words) <= 60 else f"{words[:60]}…"  # noqa: PLR2004 -- enough to know it by
