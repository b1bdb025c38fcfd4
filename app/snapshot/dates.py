"""Dates as HTTP writes them (RFC 9110 §5.6.7)."""

import re
from calendar import timegm
from datetime import UTC, datetime
from functools import lru_cache

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
_CENTURY = 100
_FAR_FUTURE = 50


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
