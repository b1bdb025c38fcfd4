"""Dates as precise as their source and no more: EDTF (ISO 8601-2:2019, annex A).

Level 0 (a year, a month, a day, an interval) and two features of level 1: seasons (`1999-22` is
summer 1999) and the qualifiers `?` uncertain, `~` approximate and `%` both.
"""

import calendar
import datetime as dt
import re
from functools import lru_cache
from typing import Annotated

from pydantic import AfterValidator, Field

_DATE = r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?[?~%]?"
EDTF_PATTERN = rf"^{_DATE}(/{_DATE})?$"
DAY_PATTERN = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"

# First and last month; the numbers of seasons are those of ISO 8601-2:2019, table A.4.
SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 12)}


def numbers_of(date: str) -> tuple[int, ...]:
    """Return year, month (or season) and day of a single date, as far as it has them."""
    return tuple(int(number) for number in date.rstrip("?~%").split("-"))


def _span(date: str) -> tuple[dt.date, dt.date]:
    if not re.fullmatch(_DATE, date):
        message = "EDTF has dates such as 1999, 1999-05, 1999-05-31 or 1999-22"
        raise ValueError(message)
    year, *rest = numbers_of(date)
    if len(rest) > 1:
        return dt.date(year, *rest), dt.date(year, *rest)
    first, last = SEASONS.get(rest[0], (rest[0], rest[0])) if rest else (1, 12)
    return dt.date(year, first, 1), dt.date(year, last, calendar.monthrange(year, last)[1])


@lru_cache(maxsize=4_096)  # filters compare the same dates again and again
def bounds(date: str) -> tuple[dt.date, dt.date]:
    """Return the first and the last day that an EDTF date may mean.

    Seasons are those of the northern hemisphere, by whole months. Raises `ValueError` for what is
    no date: a wrong shape, a day or month that does not exist, an interval that runs backwards.
    """
    try:
        spans = [_span(part) for part in date.split("/")]
    except ValueError as error:  # a calendar.IllegalMonthError is one too
        message = f"{date!r} is no date: {error}"
        raise ValueError(message) from error
    first, last = spans[0][0], spans[-1][1]
    if last < first:
        message = f"the interval {date!r} ends before it begins"
        raise ValueError(message)
    return first, last


def precision(date: str) -> str:
    """Return how precise an EDTF date is: `day`, `month`, `season`, `year` or `interval`."""
    if "/" in date:
        return "interval"
    match numbers_of(date):
        case (_, _, _):
            return "day"
        case (_, number):
            return "season" if number in SEASONS else "month"
    return "year"


def contradicts(one: str, other: str) -> bool:
    """Return whether two dates exclude each other, rather than being more and less precise.

    Intervals name a beginning and an end: they differ when either end does. Of other dates, one
    that contains the other or lies within it only says the same less or more precisely.
    """
    if "/" in one and "/" in other:
        ends = zip(one.split("/"), other.split("/"), strict=True)
        return any(contradicts(*pair) for pair in ends)
    (first, last), (begin, end) = bounds(one), bounds(other)
    return not (first <= begin and end <= last) and not (begin <= first and last <= end)


def _dated(date: str) -> str:
    bounds(date)
    return date


def _past(date: str) -> str:
    tomorrow = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=1)
    if bounds(date)[0] > tomorrow:
        message = f"{date} is in the future; write when it happened, or leave it out"
        raise ValueError(message)
    return date


Edtf = Annotated[str, Field(pattern=EDTF_PATTERN), AfterValidator(_dated)]
"""An EDTF date: `1999-05-31` is a day, `1999-05` a month, `1999-22` the summer of 1999."""

PastEdtf = Annotated[str, Field(pattern=EDTF_PATTERN), AfterValidator(_past)]
"""An EDTF date of what has happened: at the latest tomorrow in UTC, as somewhere it is then."""

Day = Annotated[str, Field(pattern=DAY_PATTERN), AfterValidator(_past)]
"""A day that has come (ISO 8601), such as 1999-05-31."""
