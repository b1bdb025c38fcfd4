"""Conditional requests: what preconditions make of an answer (RFC 9110 §13)."""

import re
from collections.abc import Mapping
from typing import Literal

from app.snapshot.dates import http_date

Verdict = Literal[200, 304, 412]

ENTITY_TAG = re.compile(rb'(?:W/)?"[\x21\x23-\x7e\x80-\xff]*"')
_SEPARATOR = re.compile(rb"[ \t]*(?:,[ \t]*)*")
_LONGEST_LIST = 8192


def verdict(fields: Mapping[bytes, bytes], etag: bytes, modified: int | None) -> Verdict:
    """Give the status that a 200 becomes by the request's preconditions (RFC 9110 §13.2.2).

    A tag decides alone where one is given, else the date; 412 goes before 304.
    """
    tags = fields.get(b"if-match")
    if tags is not None:
        if not matches(tags, etag):
            return 412
    elif _since(fields, b"if-unmodified-since", modified) is False:
        return 412
    tags = fields.get(b"if-none-match")
    if tags is not None:
        return 304 if tags == etag or none_match(tags, etag) else 200
    return 304 if _since(fields, b"if-modified-since", modified) else 200


def _since(fields: Mapping[bytes, bytes], name: bytes, modified: int | None) -> bool | None:
    """Tell whether nothing has changed since a date; None: the field says nothing (§13.1.3)."""
    value = fields.get(name)
    date = None if value is None else http_date(value)
    return None if date is None or modified is None else modified <= date


def matches(value: bytes, etag: bytes) -> bool:
    """Tell whether If-Match is true: tags compare strongly (RFC 9110 §13.1.1, §8.8.3.2)."""
    return value.strip() == b"*" or (etag in entity_tags(value) and not etag.startswith(b"W/"))


def none_match(value: bytes, etag: bytes) -> bool:
    """Tell whether If-None-Match is false, so that 304 answers (RFC 9110 §13.1.2).

    Tags compare weakly (§8.8.3.2). A value that is no list of tags matches nothing.
    """
    if value.strip() == b"*":
        return True
    tags = entity_tags(value)
    return etag.removeprefix(b"W/") in (tag.removeprefix(b"W/") for tag in tags)


def entity_tags(value: bytes) -> list[bytes]:
    """List the tags of `#entity-tag` (RFC 9110 §8.8.3); nothing at all when it is malformed.

    A list longer than `_LONGEST_LIST` bytes is not read, as if nothing in it matched.
    """
    if len(value) > _LONGEST_LIST:
        return []
    tags: list[bytes] = []
    position = _gap(value, 0)
    while position < len(value):
        match = ENTITY_TAG.match(value, position)
        if match is None:
            return []
        tags.append(match[0])
        position = _gap(value, match.end())
        # A tag right after another, with no comma between them, is no list.
        if position < len(value) and b"," not in value[match.end() : position]:
            return []
    return tags


def _gap(value: bytes, position: int) -> int:
    match = _SEPARATOR.match(value, position)
    return match.end() if match else position
