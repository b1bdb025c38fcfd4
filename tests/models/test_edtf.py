"""EDTF dates: what they may mean, and which of them exclude each other."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from app.models.edtf import Edtf, SingleDate, bounds, contradicts, precision

_MONTHS = st.dates(dt.date(1000, 1, 1))
_DATES = st.one_of(
    st.dates(dt.date(1000, 1, 1)).map(str),
    _MONTHS.map(lambda day: f"{day:%Y-%m}"),
    _MONTHS.map(lambda day: f"{day:%Y}"),
    st.tuples(st.integers(1000, 9999), st.integers(21, 24)).map("{0[0]}-{0[1]}".format),
)
_QUALIFIED = st.tuples(_DATES, st.sampled_from(["", "?", "~", "%"])).map("".join)


@pytest.mark.parametrize(
    ("date", "first", "last"),
    [
        ("1999", "1999-01-01", "1999-12-31"),
        ("1999-02", "1999-02-01", "1999-02-28"),
        ("2000-02", "2000-02-01", "2000-02-29"),
        ("1999-05-31", "1999-05-31", "1999-05-31"),
        ("1999-21", "1999-03-01", "1999-05-31"),
        ("1999-22", "1999-06-01", "1999-08-31"),
        ("1999-23", "1999-09-01", "1999-11-30"),
        ("1999-24", "1999-12-01", "1999-12-31"),
        ("1999-22~", "1999-06-01", "1999-08-31"),
        ("1999/2001-05", "1999-01-01", "2001-05-31"),
        ("1999?/1999-05%", "1999-01-01", "1999-05-31"),
    ],
)
def test_bounds_of_a_date(date: str, first: str, last: str) -> None:
    """A date means every day from the first to the last."""
    assert bounds(date) == (dt.date.fromisoformat(first), dt.date.fromisoformat(last))


@pytest.mark.parametrize(
    "text",
    [
        *(
            "1999-00",
            "1999-13",
            "1999-20",
            "1999-25",
            "1999-02-29",
            "1999-04-31",
            "1999-05-00",
        ),
        *(
            "0000",
            "1999/1998",
            "1999-05/1999-04",
            "99",
            "1999-5",
            "1999--05",
            "1999/",
            "/1999",
        ),
        *(
            "1999/2000/2001",
            "1999..",
            "1999-05-31T00:00",
            "\uff11\uff19\uff19\uff19",
            "",
            "1999-22-01",
            "1999??",
        ),
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Edtf).validate_python(text)


def test_the_pattern_of_a_day_is_exact() -> None:
    """What it allows is a date of the calendar, and the other way round."""
    years = {
        f"{year:04}"
        for year in (0, 1, 4, 10, 96, 100, 400, 1000, 1900, 2000, 2018, 2100, 9999)
    }
    months = {f"{year}-{month:02}" for year in years for month in range(100)}
    days = {f"{month}-{day:02}" for month in months for day in range(33)}
    leap_days = {f"{year:04}-02-29" for year in range(10_000)}
    adapter = TypeAdapter(SingleDate)
    for text in (
        years | months | days | leap_days | {"2018/2019", "2018~", "2018-02-29?"}
    ):
        assert _is_valid(adapter, text) is ("/" not in text and _is_dated(text)), text


def _is_valid(adapter: TypeAdapter[str], text: str) -> bool:
    try:
        adapter.validate_python(text)
    except ValidationError:
        return False
    return True


def _is_dated(text: str) -> bool:
    try:
        bounds(text)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("1999", "1999-05-31", False),
        ("1999-05", "1999-06", True),
        ("1999-22", "1999-07", False),
        ("1999-22", "1999-09", True),
        ("1999-05-31", "1999-05-31~", False),
        ("1999/2001", "1999/2001-05", False),
        ("1999/2001", "1999/2002", True),
        ("1999/2001", "2000/2001", True),
        ("1999/2001", "2000", False),
        ("1999/2001", "2001/2003", True),
        ("1999/2001", "2003", True),
    ],
)
def test_dates_that_contradict_each_other(
    one: str,
    other: str,
    expected: bool,  # noqa: FBT001 -- a row of the table
) -> None:
    """Dates do unless one lies within the other."""
    assert contradicts(one, other) is contradicts(other, one) is expected


@settings(deadline=None)
@given(_QUALIFIED, _QUALIFIED)
def test_dates_without_common_day_contradict(one: str, other: str) -> None:
    (first, last), (begin, end) = bounds(one), bounds(other)
    assert contradicts(one, other) is contradicts(other, one)
    assert not contradicts(one, one)
    if last < begin or end < first:
        assert contradicts(one, other)


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("1999", "year"),
        ("1999~", "year"),
        ("1999-05", "month"),
        ("1999-22", "season"),
        ("1999-05-31?", "day"),
        ("1999-05/1999-06", "interval"),
    ],
)
def test_precision_is_that_of_the_writing(date: str, expected: str) -> None:
    assert precision(date) == expected
