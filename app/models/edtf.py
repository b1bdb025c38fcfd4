"""Dates as precise as their source and no more: EDTF (ISO 8601-2:2019, annex A).

Level 0 (a year, a month, a day, an interval) and, where a source is uncertain, two features of
level 1: seasons (`2017-22` is summer 2017) and the qualifiers `?` uncertain, `~` approximate and
`%` both.
"""

import calendar
import datetime as dt
import re
from typing import Annotated

from pydantic import AfterValidator, Field

_DATE = re.compile(r"(?P<year>[0-9]{4})(-(?P<month>[0-9]{2})(-(?P<day>[0-9]{2}))?)?[?~%]?")
_ABSENT = -1
_PARTS = {_ABSENT: (1, 12), 21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 12)}
_SHAPE = r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?[?~%]?"
EDTF_PATTERN = rf"^{_SHAPE}(/{_SHAPE})?$"


def _span(text: str) -> tuple[dt.date, dt.date]:
    match = _DATE.fullmatch(text)
    if match is None:
        message = "EDTF has dates such as 2018, 2018-05, 2018-09-20 or 2017-22"
        raise ValueError(message)
    year, month, day = (int(match[part] or _ABSENT) for part in ("year", "month", "day"))
    if day != _ABSENT:
        exact = dt.date(year, month, day)
        return exact, exact
    first, last = _PARTS.get(month, (month, month))
    return dt.date(year, first, 1), dt.date(year, last, calendar.monthrange(year, last)[1])


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


def _dated(date: str) -> str:
    bounds(date)
    return date


Edtf = Annotated[
    str,
    Field(
        pattern=EDTF_PATTERN,
        min_length=4,
        max_length=23,
        json_schema_extra={"format": "edtf"},
    ),
    AfterValidator(_dated),
]
"""An EDTF date: `2018-09-20` is a day, `2018-05` a month, `2017-22` the summer of 2017."""
