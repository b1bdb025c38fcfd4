"""Conditional requests: has the client already got what it asks for? (RFC 9110 §13)."""

import re
from calendar import timegm
from datetime import UTC, datetime
from functools import lru_cache

ENTITY_TAG = re.compile(rb'(?:W/)?"[\x21\x23-\x7e\x80-\xff]*"')
_SEPARATOR = re.compile(rb"[ \t]*(?:,[ \t]*)*")

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})"
_TIME = r"(?P<hour>\d\d):(?P<minute>\d\d):(?P<second>\d\d)"
_SHORT = r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
_LONG = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_DATES = tuple(
    re.compile(form, re.ASCII)
    for form in (
        rf"{_SHORT}, (?P<day>\d\d) {_MONTH} (?P<year>\d{{4}}) {_TIME} GMT",
        rf"{_LONG}, (?P<day>\d\d)-{_MONTH}-(?P<year>\d\d) {_TIME} GMT",
        rf"{_SHORT} {_MONTH} (?P<day>[ \d]\d) {_TIME} (?P<year>\d{{4}})",
    )
)
_LONGEST_DATE = 40
_LONGEST_LIST = 8192
_CENTURY = 100
_FAR_FUTURE = 50


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


def http_date(value: bytes) -> int | None:
    """Read a date in one of the three forms of RFC 9110 §5.6.7 as POSIX time; else None."""
    return _read(value) if len(value) <= _LONGEST_DATE else None


@lru_cache(maxsize=256)
def _read(value: bytes) -> int | None:
    text = value.decode("latin-1").strip(" \t")
    for form in _DATES:
        match = form.fullmatch(text)
        if match is not None:
            return _timestamp(match)
    return None


def _timestamp(match: re.Match[str]) -> int | None:
    year = int(match["year"])
    if len(match["year"]) == len("94"):
        year = _full_year(year, datetime.now(UTC).year)
    month = _MONTHS.index(match["month"]) + 1
    # A leap second is a valid time of day that datetime does not know.
    second = min(int(match["second"]), 59) if match["second"] == "60" else int(match["second"])
    try:
        moment = datetime(
            year,
            month,
            int(match["day"]),
            int(match["hour"]),
            int(match["minute"]),
            second,
            tzinfo=UTC,
        )
    except ValueError:
        return None
    return timegm(moment.utctimetuple())


def _full_year(two_digits: int, this_year: int) -> int:
    # RFC 9110 §5.6.7: what seems more than 50 years ahead is the most recent past such year.
    year = this_year - this_year % _CENTURY + two_digits
    return year - _CENTURY if year > this_year + _FAR_FUTURE else year
