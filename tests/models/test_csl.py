"""Dates of sources as reference managers read them."""

import pytest

from app.models.csl import CslDate


@pytest.mark.parametrize(
    ("edtf", "parts"),
    [
        ("2018", [[2018]]),
        ("2018-05", [[2018, 5]]),
        ("2018-09-20~", [[2018, 9, 20]]),
        ("2018-07-27/2018-07-28", [[2018, 7, 27], [2018, 7, 28]]),
        ("2017-22", [[2017]]),
    ],
)
def test_a_date_has_the_parts_that_csl_knows(edtf: str, parts: list[list[int]]) -> None:
    date = CslDate.of(edtf).model_dump(mode="json", by_alias=True)
    assert date == {"date-parts": parts}
