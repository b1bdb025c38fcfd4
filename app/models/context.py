"""The JSON-LD context (W3C JSON-LD 1.1): what makes linked data of our plain JSON.

It is generated from the models, so that no field can be forgotten. `type` chooses a type-scoped
context (§4.1.3), because a word such as `agreement` is a type of resource in one place and a link
to one in another; objects without a type get theirs from the field that holds them (§4.1.8).
"""

from functools import cache
from typing import Any

from app.models.href import at_base
from app.models.shapes import UNTYPED, Property, properties, types
from app.models.vocabulary import EDTF, ORDERED, PREFIXES, TERMS, class_of, term

Json = dict[str, Any]

VOCABULARY = "/vocabulary"
_EVERYWHERE = ("type", "href", "id", "name")
_FORMATS = {"edtf": EDTF, "uri": "@id", "uri-reference": "@id"}
_LANGUAGE_MAP = "LanguageMap"
_HERE_ONLY = {"@propagate": False}


def context_document() -> Json:
    """Return the JSON-LD document with the context, its vocabulary below the current prefix."""
    own = {"@version": 1.1, "@vocab": at_base(f"{VOCABULARY}#")}
    return {"@context": {**own, **_terms()}}


@cache
def _terms() -> Json:
    """Return the terms for what stands at the top of an answer, and for every type."""
    classes = {
        one.value: {
            "@id": class_of(one.name),
            "@context": {**_HERE_ONLY, **_fields(one.shape, one.name)},
        }
        for one in types()
    }
    untyped = {name: own for shape in UNTYPED for name, own in _fields(shape).items()}
    name = {"@id": TERMS["name"], "@container": "@language"}
    everywhere = {"href": "@id", "type": "@type", "id": TERMS["id"], "name": name}
    return {**PREFIXES, **everywhere, **untyped, **classes}


def _fields(shape: str, owner: str | None = None) -> Json:
    """Return the terms for the fields of a shape, except those that mean the same everywhere."""
    owner = owner or shape
    return {
        one.name: _definition(owner, one)
        for one in properties(shape)
        if one.name not in _EVERYWHERE or f"{owner}.{one.name}" in TERMS
    }


def _definition(owner: str, field: Property) -> Json:
    """Return an expanded term definition (JSON-LD 1.1 §9.15.1)."""
    definition: Json = {"@id": term(owner, field.name)}
    if field.shape == _LANGUAGE_MAP:
        return {**definition, "@container": "@language"}
    if field.inner.get("format") in _FORMATS:
        definition["@type"] = _FORMATS[field.inner["format"]]
    if field.many:
        definition["@container"] = "@list" if field.name in ORDERED else "@set"
    if field.shape and field.shape not in {one.shape for one in types()}:
        definition["@context"] = {**_HERE_ONLY, **_fields(field.shape)}
    return definition
