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

from app.models.base import refuse

# Patterns that ECMA 262, Python and Rust read alike. No date is in the year 0000, which neither the
# Gregorian calendar as people use it nor Python has.
_YEAR = "([0-9]{3}[1-9]|[0-9]{2}[1-9]0|[0-9][1-9]00|[1-9]000)"
_DATE = f"{_YEAR}(-[0-9]{{2}}(-[0-9]{{2}})?)?[?~%]?"
EDTF_PATTERN = f"^{_DATE}(/{_DATE})?$"
DAY_PATTERN = f"^{_YEAR}-[0-9]{{2}}-[0-9]{{2}}$"

# What clients send has an exact pattern, so that tools which read it send nothing that is refused.
_FOURTH = "(0[48]|[2468][048]|[13579][26])"
_LEAP_YEAR = f"([0-9]{{2}}{_FOURTH}|{_FOURTH}00)"
_MONTH_OR_SEASON = "(0[1-9]|1[0-2]|2[1-4])"
_DAY_OF_YEAR = (
    "((0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])"
    "|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31)"
)
SINGLE_DATE_PATTERN = (
    f"^({_YEAR}(-{_MONTH_OR_SEASON}|-{_DAY_OF_YEAR})?|{_LEAP_YEAR}-02-29)[?~%]?$"
)

# First and last month; the numbers of seasons are those of ISO 8601-2:2019, table A.4.
SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 12)}


def numbers_of(date: str) -> tuple[int, ...]:
    """Return year, month (or season) and day of a single date, as far as it has them."""
    parts = date.rstrip("?~%").split("-")
    return tuple(map(int, parts))


def _span(date: str) -> tuple[dt.date, dt.date]:
    """Return the first and the last day of a single date; raises `ValueError` for none."""
    if not re.fullmatch(_DATE, date):
        raise ValueError(date)
    match numbers_of(date):
        case (year,):
            months = (1, 12)
        case (year, month):
            months = SEASONS.get(month, (month, month))
        case numbers:
            day = dt.date(*numbers)
            return day, day
    first_month, last_month = months
    _, days = calendar.monthrange(year, last_month)
    return dt.date(year, first_month, 1), dt.date(year, last_month, days)


@lru_cache(maxsize=4_096)  # filters compare the same dates again and again
def bounds(date: str) -> tuple[dt.date, dt.date]:
    """Return the first and the last day that an EDTF date may mean.

    Seasons are those of the northern hemisphere, by whole months. Raises `ValueError` for what is
    no date: a wrong shape, a day or month that does not exist, an interval that runs backwards.
    """
    try:
        spans = [_span(part) for part in date.split("/")]
    except ValueError:
        refuse(
            f"{date!r} is no date of the calendar",
            "Write one such as 1999-05-31, 1999-05, 1999-22 or 1999",
        )
    first, _ = spans[0]
    _, last = spans[-1]
    if last < first:
        refuse(
            f"the interval {date!r} ends before it begins",
            "Write the earlier date first",
        )
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


def contradicts(date: str, other: str) -> bool:
    """Return whether two dates exclude each other, rather than being more and less precise.

    Intervals name a beginning and an end: two of them differ when either end does. Of other dates,
    one that contains the other or lies within it only says the same less or more precisely.
    """
    if "/" in date and "/" in other:
        return any(map(contradicts, date.split("/"), other.split("/")))
    first, last = bounds(date)
    other_first, other_last = bounds(other)
    common = (max(first, other_first), min(last, other_last))
    return common not in {(first, last), (other_first, other_last)}


def _dated(date: str) -> str:
    bounds(date)
    return date


def _past(date: str) -> str:
    first, _ = bounds(date)
    if first > dt.datetime.now(dt.UTC).date() + dt.timedelta(days=1):
        refuse(
            f"{date} is in the future",
            "Leave it out, or write of an event when it is 'planned_for'",
        )
    return date


Edtf = Annotated[str, Field(pattern=EDTF_PATTERN), AfterValidator(_dated)]
"""An EDTF date: `1999-05-31` is a day, `1999-05` a month, `1999-22` the summer of 1999."""

SingleDate = Annotated[str, Field(pattern=SINGLE_DATE_PATTERN, examples=["2018-09"])]
"""An EDTF date that is no interval, by which lists are filtered."""

PastEdtf = Annotated[Edtf, AfterValidator(_past)]
"""An EDTF date of what has happened: at the latest tomorrow in UTC, as somewhere it is then."""

Day = Annotated[str, Field(pattern=DAY_PATTERN), AfterValidator(_past)]
"""A day that has come (ISO 8601), such as 1999-05-31."""
