from calendar import timegm
from datetime import UTC, datetime

import pytest

from app.snapshot.conditional import entity_tags, matches, none_match
from app.snapshot.dates import http_date


@pytest.mark.parametrize(
    ("field", "tags"),
    [
        ('"a"', ['"a"']),
        ('W/"a"', ['W/"a"']),
        ('""', ['""']),
        ('"a", "b"', ['"a"', '"b"']),
        ('"a","b"', ['"a"', '"b"']),
        (' ,, "a" ,\t, W/"b" , ', ['"a"', 'W/"b"']),
        ('"a,b"', ['"a,b"']),
        ("", []),
        ("a", []),
        ('"a" "b"', []),
        ('"a""b"', []),
        ('"a', []),
        ('w/"a"', []),
        ('"a b"', []),
        ('"a", b', []),
        ('*, "a"', []),
        ('"a",' * 2048, ['"a"'] * 2048),
        ('"a",' * 2049, []),
    ],
)
def test_a_list_of_entity_tags_is_read_in_full_or_not_at_all(field: str, tags: list[str]) -> None:
    assert entity_tags(field.encode()) == [tag.encode() for tag in tags]


@pytest.mark.parametrize(
    ("field", "etag", "matches"),
    [
        ('"a"', '"a"', True),
        ('W/"a"', '"a"', True),
        ('"a"', 'W/"a"', True),
        ('"b", W/"a"', '"a"', True),
        ("*", '"a"', True),
        (" * ", '"a"', True),
        ('"A"', '"a"', False),
        ('"a-gz"', '"a"', False),
        ("a", '"a"', False),
        ("", '"a"', False),
    ],
)
def test_none_match_compares_weakly(field: str, etag: str, *, matches: bool) -> None:
    assert none_match(field.encode(), etag.encode()) is matches


@pytest.mark.parametrize(
    ("field", "etag", "equal"),
    [
        ('"a"', '"a"', True),
        ('"b", "a"', '"a"', True),
        (" * ", 'W/"a"', True),
        ('W/"a"', '"a"', False),
        ('W/"a"', 'W/"a"', False),
        ('"b"', '"a"', False),
        ("a", '"a"', False),
    ],
)
def test_match_compares_strongly(field: str, etag: str, *, equal: bool) -> None:
    assert matches(field.encode(), etag.encode()) is equal


@pytest.mark.parametrize(
    ("field", "moment"),
    [
        ("Sun, 06 Nov 1994 08:49:37 GMT", (1994, 11, 6, 8, 49, 37)),
        ("Sunday, 06-Nov-94 08:49:37 GMT", (1994, 11, 6, 8, 49, 37)),
        ("Sun Nov  6 08:49:37 1994", (1994, 11, 6, 8, 49, 37)),
        ("Wed Nov 16 08:49:37 1994", (1994, 11, 16, 8, 49, 37)),
        ("Sat, 31 Dec 2016 23:59:60 GMT", (2016, 12, 31, 23, 59, 59)),
        ("Monday, 01-Jan-24 00:00:00 GMT", (2024, 1, 1, 0, 0, 0)),
    ],
)
def test_dates_are_read_in_all_three_forms(field: str, moment: tuple[int, ...]) -> None:
    expected = timegm((*moment, 0, 0, 0))
    assert http_date(field.encode()) == expected


@pytest.mark.parametrize(
    "field",
    [
        "",
        "yesterday",
        "0",
        "Sun, 06 Nov 1994 08:49:37",
        "Sun, 06 Nov 1994 08:49:37 +0000",
        "Sun, 6 Nov 1994 08:49:37 GMT",
        "sun, 06 nov 1994 08:49:37 gmt",
        "Sun, 31 Feb 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 24:49:37 GMT",
        "Sun, 06 Nov 0000 08:49:37 GMT",
        "1994-11-06T08:49:37Z",
        "Sun, 06 Nov 1994 08:49:37 GMT, Sun, 06 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov \u00b9994 08:49:37 GMT",
    ],
)
def test_what_is_no_http_date_is_no_date(field: str) -> None:
    assert http_date(field.encode("latin-1")) is None


@pytest.mark.parametrize(("ahead", "past"), [(50, False), (51, True)])
def test_two_digit_years_are_at_most_fifty_years_ahead(ahead: int, *, past: bool) -> None:
    this_year = datetime.now(UTC).year
    year = this_year + ahead
    read = http_date(f"Sunday, 01-Jan-{year % 100:02} 00:00:00 GMT".encode())
    assert read == timegm((year - 100 if past else year, 1, 1, 0, 0, 0))
