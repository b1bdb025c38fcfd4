"""Validation: a document against its model, and what pydantic finds said in words for authors."""

import json
import re
from collections.abc import Collection, Iterator
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from app.data.claims import complete
from app.data.errors import Finding
from app.data.pointers import Json, segment
from app.data.text import slugify
from app.models import CitedResource, base, dataset_info, edtf, money, resource

DEAD_REFERENCE = "dead_reference"
"""The type of pydantic's error for a reference to what is not there."""

TOLD_BEFORE = "told_before"
"""The type of pydantic's error for what follows from a problem that is told already."""

_EXPECTED = {
    "string_type": "text in quotation marks",
    "int_type": "a whole number without quotation marks",
    "bool_type": "true or false",
    "tuple_type": "an array [ ], also for one",
    "dict_type": 'an object by language, such as {"en": "…"}',
    "model_type": "an object { }",
    base.LANGUAGE_PATTERN: "a language tag (BCP 47) such as en, pt, zh-Hant or en-GB",
    base.URL_PATTERN: (
        "a web address (http:// or https://) in which spaces and letters beyond ASCII are"
        " percent-encoded"
    ),
    dataset_info.VERSION_PATTERN: "a version of three numbers such as 1.0.0",
    edtf.DAY_PATTERN: "a day such as 1999-05-31",
    edtf.SINGLE_DATE_PATTERN: "a date (EDTF) such as 1999, 1999-05, 1999-05-31 or 1999-22",
    edtf.EDTF_PATTERN: "a date (EDTF) such as 1999, 1999-05, 1999-05-31, 1999-22 or 1999/2001-05",
    money.CURRENCY_PATTERN: "a currency code (ISO 4217) such as USD, EUR or CNY",
    resource.LOCATOR_PATTERN: (
        "a place such as 'paragraph 5', 'article 3', 'section 2.1', 'annex A', 'page 12',"
        " 'table 2', 'footnote 7', 'headline', 'byline', 'caption', 'preamble', or 'page' for the"
        " whole"
    ),
    resource.POINTER_PATTERN: "a JSON pointer such as /name/en or /parties/0",
}
"""What a value is to be where pydantic finds another type, or text that matches no pattern."""

_MESSAGES = {
    "missing": ("the key {key!r} is missing", "Add it"),
    "literal_error": ("{shown} is not allowed here", "Use {expected}"),
    "too_short": ("is empty", "Write at least one entry"),
    "string_too_short": ("is empty", "Write a word"),
    "string_too_long": ("the text has {length:,} characters", "Write at most {max_length:,}"),
    "greater_than_equal": ("{shown} is too small", "Write {ge} or more"),
    "less_than_equal": ("{shown} is too great", "Write {le} or less"),
}
"""What is wrong, and what to do, for other types of pydantic's errors."""

_MEANT_BY = {
    "abstract": "summary",
    "alias": "aliases",
    "amount": "money budget",
    "abbreviation": "aliases",
    "acronym": "aliases",
    "comment": "note context",
    "content": "summary",
    "date": "signed made published launched announced founded as_of",
    "description": "summary",
    "doi": "identifiers",
    "effective": "in_force",
    "end": "expires",
    "end_date": "expires",
    "entry_into_force": "in_force",
    "expiry": "expires",
    "heading": "title name",
    "isni": "identifiers",
    "label": "name",
    "lang": "language",
    "link": "url source",
    "location": "place founded_at locator",
    "members": "parties participants",
    "notes": "note",
    "number": "position",
    "page": "locator",
    "paragraph": "locator",
    "quotation": "quote",
    "reference": "source",
    "remark": "note context",
    "role": "offices",
    "reason": "note",
    "ror": "identifiers",
    "start": "in_force",
    "start_date": "in_force",
    "text": "quote summary",
    "title": "name",
    "uri": "url source",
    "url": "source",
    "valid_from": "in_force",
    "valid_until": "expires",
    "website": "url",
    "wikidata": "identifiers",
    "words": "quote",
}
"""The fields that authors mean by other words; the first that the model has is the one."""


def validate(
    model: type[BaseModel],
    document: Json,
    context: object,
    ignored: Collection[str] = (),
) -> tuple[BaseModel | None, list[Finding]]:
    """Return the model of a document, or nothing and what is wrong with it, each mistake once.

    Errors of the `ignored` types are left out, as is what follows from another problem.
    """
    if issubclass(model, CitedResource) and isinstance(document, dict):
        document = complete(model, document)
    try:
        return model.model_validate(document, context=context), []
    except ValidationError as error:
        errors = error.errors(include_url=False)
    pointers = ["".join(map(segment, details["loc"])) for details in errors]
    misspelt = _misspelt(model, errors)
    findings = []
    for pointer, details in zip(pointers, errors, strict=True):
        # A list has too few entries as well when those that it has are wrong.
        is_told_further_in = details["type"] == "too_short" and any(
            other.startswith(f"{pointer}/") for other in pointers
        )
        is_told_by_key = details["type"] == "missing" and details["loc"] in misspelt
        if details["type"] in {TOLD_BEFORE, *ignored} or is_told_further_in or is_told_by_key:
            continue
        message, remedy = explain(details, _model_at(model, details["loc"]))
        findings.append(
            Finding(
                pointer,
                message,
                remedy,
            )
        )
    return None, findings


def _misspelt(
    model: type[BaseModel],
    errors: list[ErrorDetails],
) -> set[tuple[int | str, ...]]:
    """Return where keys are missing that are there under another name."""
    places = set()
    for details in errors:
        if details["type"] == "extra_forbidden":
            *around, key = details["loc"]
            meant = _field_meant(str(key), _model_at(model, details["loc"]))
            places.add((*around, meant))
    return places


def _model_at(
    model: type[BaseModel],
    location: tuple[int | str, ...],
) -> type[BaseModel]:
    """Return the model that holds the last key of a location, which it may not know."""
    for key in location:
        field = model.model_fields.get(str(key))
        if field is not None:  # an index, or a key of a language map
            model = next(models_in(field.annotation), model)
    return model


def models_in(annotation: object) -> Iterator[type[BaseModel]]:
    """Yield the models that an annotation names."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from models_in(part)


def _field_meant(
    key: str,
    model: type[BaseModel],
) -> str:
    """Return the field that an unknown key probably means, or nothing."""
    snake_case = re.sub("(?<=[a-z])(?=[A-Z])", "_", key).lower().replace("-", "_")
    meant = _MEANT_BY.get(snake_case, "").split()
    near = get_close_matches(snake_case, model.model_fields, n=1, cutoff=0.7)
    known = [field for field in (*meant, *near) if field in model.model_fields]
    return known[0] if known else ""


def explain(
    error: ErrorDetails,
    model: type[BaseModel] = BaseModel,
) -> tuple[str, str]:
    """Return what is wrong and what to do, for one of pydantic's errors.

    `model` is the one that holds the value: its fields are suggested for a key that is not known.
    """
    context = error.get("ctx", {})
    if "remedy" in context:  # an error of ours
        return context["message"], context["remedy"]
    value = error["input"]
    key = str(error["loc"][-1]) if error["loc"] else ""
    kind = context.get("pattern", error["type"])
    if kind == "value_error":
        return error["msg"].removeprefix("Value error, "), "Correct it"
    message = "{shown} does not fit here"
    if kind == "extra_forbidden":
        message = "the key {key!r} is not known here"
        remedy = _remedy_for_key(key, model)
    elif kind == base.SLUG_PATTERN:
        remedy = _remedy_for_slug(value)
    elif kind in _EXPECTED:
        remedy = f"Write {_EXPECTED[kind]}"
        field = model.model_fields.get(key)
        if value is None and (field is None or not field.is_required()):
            remedy += ", or leave it out: what is absent is unknown"
    else:
        message, remedy = _MESSAGES.get(kind, (message, error["msg"]))
        remedy = remedy.format_map(context)
    return message.format(key=key, shown=_shown(value), length=len(str(value))), remedy


def _remedy_for_key(
    key: str,
    model: type[BaseModel],
) -> str:
    """Return where a fact goes for which an author has another key."""
    meant = _field_meant(key, model)
    otherwise = "remove it"
    for field in ("note", "summary"):
        if field in model.model_fields and field != meant:
            otherwise = f"say it in the {field}, or remove it"
    if meant:
        return f"Did you mean {meant!r}? If not, {otherwise}"
    return otherwise.capitalize()


def _remedy_for_slug(word: str) -> str:
    rule = "ids and open words stand in addresses, and are of a to z, digits and single hyphens"
    spelled = slugify(word)
    return f"Write {spelled!r} ({rule})" if spelled else f"Write it in Latin letters ({rule})"


def _shown(value: Any) -> str:  # noqa: ANN401 -- JSON
    if isinstance(value, dict | list):
        return "the value"
    words = repr(value) if isinstance(value, str) else json.dumps(value)
    most = 60
    return words if len(words) <= most else f"{words[:most]}…"
