"""Dates: as precise as the source, and none that does not exist."""

import pytest
from pydantic import TypeAdapter, ValidationError

from app.models.edtf import Edtf, bounds

EDTF = TypeAdapter[str](Edtf)


@pytest.mark.parametrize(
    ("date", "first", "last"),
    [
        ("2018", "2018-01-01", "2018-12-31"),
        ("2018-05", "2018-05-01", "2018-05-31"),
        ("2018-09-20", "2018-09-20", "2018-09-20"),
        ("2019-02", "2019-02-01", "2019-02-28"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2017-21", "2017-03-01", "2017-05-31"),
        ("2017-22", "2017-06-01", "2017-08-31"),
        ("2017-23", "2017-09-01", "2017-11-30"),
        ("2017-24", "2017-12-01", "2017-12-31"),
        ("2018?", "2018-01-01", "2018-12-31"),
        ("2018-05~", "2018-05-01", "2018-05-31"),
        ("2018-09-20%", "2018-09-20", "2018-09-20"),
        ("2018-07-27/2018-07-28", "2018-07-27", "2018-07-28"),
        ("2004/2018-05", "2004-01-01", "2018-05-31"),
        ("2004~/2005-22?", "2004-01-01", "2005-08-31"),
    ],
)
def test_a_date_means_these_days(date: str, first: str, last: str) -> None:
    assert tuple(map(str, bounds(EDTF.validate_python(date)))) == (first, last)


@pytest.mark.parametrize(
    "date",
    [
        *("", "18", "2018-5", "2018-09-20T12:00", "2018-09-20Z", "20 September 2018", "2018 "),
        *("2018-13", "2018-00", "2018-05-00", "2018-25", "2018-02-29", "2018-09-31", "0000"),
        *("2019/2018", "2018-09-20/2018-09-19", "../2018", "2018/..", "2018/2019/2020", "/2018"),
        *("２０１８", "2018-09-20\n", "2018??", "2018-2X"),  # noqa: RUF001 -- no ASCII digits
    ],
)
def test_what_is_no_date_is_refused(date: str) -> None:
    with pytest.raises(ValidationError):
        EDTF.validate_python(date)


@pytest.mark.parametrize("date", ["yesterday", "2018-13", "2018-02-30", "2019/2018"])
def test_no_bounds_are_made_up_for_what_is_no_date(date: str) -> None:
    with pytest.raises(ValueError, match=date):
        bounds(date)
