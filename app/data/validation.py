"""Validation: a document against its model, and what pydantic finds said in words for authors."""

import json
from difflib import get_close_matches

from pydantic import BaseModel, ValidationError
from pydantic.alias_generators import to_snake
from pydantic_core import ErrorDetails

from app.data.claims import complete
from app.data.errors import Finding
from app.data.pointers import Json, resolve, segment, split
from app.data.text import slugify
from app.models import CitedResource, base, dataset_info, edtf, money, resource
from app.models.base import Model
from app.models.value_type import model_of

TOLD_BEFORE = "told_before"
"""The type of pydantic's error for what follows from a problem that is told already."""

_MOST_SHOWN = 60
"""How many characters of a wrong value are shown."""

_EXPECTED = {
    "string_type": "text in quotation marks",
    "int_type": "a whole number without quotation marks",
    "bool_type": "true or false",
    "tuple_type": "an array [ ], also for one",
    "dict_type": 'an object by language, such as {"en": "…"}',
    "model_type": "an object { }",
    base.LANGUAGE_PATTERN: "a language tag (BCP 47) such as en, pt, zh-Hant or en-GB",
    base.QUOTE_PATTERN: "at most 15 words of the source",
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
    "extra_forbidden": (
        "the key {key!r} is not known here",
        "Say it in a note or a summary, or remove it",
    ),
    "missing": ("the key {key!r} is missing", "Add it"),
    "literal_error": ("{shown} is not allowed here", "Use {expected}"),
    "too_short": ("is empty", "Write at least one entry"),
    "string_too_short": ("is empty", "Write a word"),
    "string_too_long": (
        "the text has {length:,} characters",
        "Write at most {max_length:,}",
    ),
    "greater_than_equal": ("{shown} is too small", "Write {ge} or more"),
    "value_error": ("{error}", "Correct it"),
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
    model: type[Model], document: Json, context: object
) -> tuple[Model | None, list[Finding]]:
    """Return the model of a document, or nothing and what is wrong with it, each mistake once."""
    if issubclass(model, CitedResource) and isinstance(document, dict):
        document = complete(model, document)
    try:
        return model.model_validate(document, context=context), []
    except ValidationError as error:
        errors = error.errors(include_url=False)
    findings: dict[str, Finding] = {}
    for details in errors:
        # A list has too few entries as well when those that it has are wrong, which is told.
        is_of_parts = details["type"] == "too_short" and details["input"]
        if is_of_parts or details["type"] == TOLD_BEFORE:
            continue
        message, remedy = explain(details)
        pointer = "".join(map(segment, details["loc"]))
        if details["type"] == "extra_forbidden":
            meant = _field_meant(pointer, model)
            if meant:
                remedy = f"Did you mean {meant!r}?"
                around, _, _ = pointer.rpartition("/")
                if meant not in resolve(document, around):
                    # It is missing, for it has another name.
                    findings.pop(f"{around}/{meant}", None)
        findings[pointer] = Finding(pointer, message, remedy)
    return None, [*findings.values()]


def _field_meant(pointer: str, model: type[BaseModel]) -> str:
    """Return the field that an unknown key at a pointer probably means, or nothing."""
    *around, key = split(pointer)
    for outer in around:
        if not outer.isdigit():
            model = model_of(model, outer)
    word = to_snake(key)
    fields = model.model_fields
    meant = _MEANT_BY.get(word, "").split()
    near = get_close_matches(word, fields, n=1, cutoff=0.7)
    return next((field for field in (*meant, *near) if field in fields), "")


def explain(error: ErrorDetails) -> tuple[str, str]:
    """Return what is wrong and what to do, for one of pydantic's errors."""
    context = error.get("ctx", {})
    if "remedy" in context:  # an error of ours
        return context["message"], context["remedy"]
    value = error["input"]
    shown = repr(value)
    if not isinstance(value, str):
        shown = json.dumps(value, ensure_ascii=False, default=str)
    if len(shown) > _MOST_SHOWN:
        shown = f"{shown[:_MOST_SHOWN]}…"
    kind = context.get("pattern", error["type"])
    if kind in _MESSAGES:
        message, remedy = _MESSAGES[kind]
        words = {
            **context,
            "key": error["loc"][-1] if error["loc"] else "",
            "shown": shown,
            "length": len(str(value)),
        }
        return message.format_map(words), remedy.format_map(words)
    message = f"{shown} does not fit here"
    if kind == base.SLUG_PATTERN:
        return message, _remedy_for_slug(value)
    if kind in _EXPECTED:
        unknown = "; what is unknown is left out" if value is None else ""
        return message, f"Write {_EXPECTED[kind]}{unknown}"
    return message, error["msg"]


def _remedy_for_slug(word: str) -> str:
    rule = "ids and open words stand in addresses, and are of a to z, digits and single hyphens"
    spelled = slugify(word)
    if spelled:
        return f"Write {spelled!r} ({rule})"
    return f"Write it in Latin letters ({rule})"
