"""Answers in formats that are defined elsewhere: how the document describes their content."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from app.models.schema import DIALECT

Json = dict[str, Any]

_LONGEST = 2**31 - 1


def _words(description: str, example: str) -> Json:
    bounds = {"type": "string", "pattern": r"\S", "minLength": 1, "maxLength": 10_000}
    return {**bounds, "description": description, "examples": [example]}


def _open(description: str, properties: Json) -> Json:
    """Return the schema of an object that has more than these properties."""
    return {
        "type": "object",
        "description": description,
        "required": list(properties),
        "properties": properties,
        "additionalProperties": True,
        "examples": [{name: one["examples"][0] for name, one in properties.items()}],
    }


_DIALECT = {**_words("The dialect: draft 2020-12.", DIALECT), "const": DIALECT}
_KIND = {
    "enum": ["array", "object"],
    "description": "`array` for fixture files, `object` for resources.",
    "examples": ["object"],
}
_CONTEXT = {
    "type": "object",
    "description": "What the names mean: keywords, prefixes and terms (JSON-LD 1.1 §9.15).",
    "additionalProperties": True,
    "examples": [{"schema": "https://schema.org/"}],
}
_LINKS = {
    "type": "array",
    "description": "One for each thing that is described: its `anchor`, and links by relation.",
    "items": {
        "type": "object",
        "description": "Links that begin at one address.",
        "required": ["anchor"],
        "properties": {"anchor": _words("Where the links begin.", "/")},
        "additionalProperties": True,
        "examples": [{"anchor": "/"}],
    },
    "minItems": 1,
    "maxItems": 100,
    "examples": [[{"anchor": "/"}]],
}

FORMATS: Mapping[str, Json] = MappingProxyType(
    {
        "application/schema+json": _open(
            "A JSON Schema; `$schema` names the dialect, and what else there may be.",
            {
                "$schema": _DIALECT,
                "title": _words("The name of what is described.", "CooperationArea"),
                "description": _words("What is described.", "An agreement's numbered area."),
                "type": _KIND,
            },
        ),
        "application/ld+json": _open(
            "A JSON-LD document; `@context` says what else there is.", {"@context": _CONTEXT}
        ),
        "application/linkset+json": {
            **_open("A set of links (RFC 9264 §4.2).", {"linkset": _LINKS}),
            "additionalProperties": False,
        },
        "text/html": {
            "type": "string",
            "description": "A page in HTML.",
            "examples": ["<!doctype html><title>A page</title>"],
            "pattern": "^<!(doctype|DOCTYPE) html>",
            "maxLength": _LONGEST,
        },
        "text/plain": {
            "type": "string",
            "description": "Text in Markdown.",
            "examples": ["# A title"],
            "pattern": r"\S",
            "minLength": 1,
            "maxLength": _LONGEST,
        },
    }
)
"""The schema of content, by media type."""


def described(media_type: str, schema: Json) -> Json:
    """Return the schema of content: the format's own where FastAPI knows none."""
    bare = media_type.partition(";")[0]
    return FORMATS.get(bare, schema) if schema in ({}, {"type": "string"}) else schema
