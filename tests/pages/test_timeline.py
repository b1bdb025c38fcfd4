"""The timeline: to scale, and honest about what is not known exactly."""

import datetime as dt
from pathlib import Path

import pytest
from pydantic import MISSING

from app.data.check import load_dataset
from app.models import Agreement, Event
from app.pages.page import overview
from app.pages.selection import every
from app.pages.timeline import Chart, Scale, charts, phase, signing_of
from tests.pages import datasets as made

SIGNED = (dt.date(2018, 9, 20), dt.date(2018, 9, 20))


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2018-09-19", "before"),
        ("2018-09-20", "at"),
        ("2018-09-21", "after"),
        ("2018", "unclear"),
        ("2018-05", "before"),
        ("2019", "after"),
        (MISSING, "undated"),
    ],
)
def test_a_date_stands_before_at_or_after_the_signing(date: object, expected: str) -> None:
    assert phase(date, SIGNED) == expected


def test_without_a_signing_there_is_no_before() -> None:
    assert phase("2018", None) == "any"
    assert signing_of(None) is None


def made_charts(folder: Path, *dates: str, signed: str = "") -> tuple[Chart, ...]:
    events = [made.event(f"event-{n}", date) for n, date in enumerate(dates)]
    more = {"signed": signed} if signed else {}
    path = made.write(folder, agreements=[made.agreement("deed", **more)], events=events)
    dataset = load_dataset(path)
    (deed,) = every(dataset, Agreement)
    return tuple(charts(every(dataset, Event), signing_of(deed)))


def test_a_month_is_as_wide_as_its_days(tmp_path: Path) -> None:
    (chart,) = made_charts(tmp_path, "2018-02", "2018-03-01", signed="2018-09-20")
    month, day = chart.marks
    per_day = 100 / 365
    assert month.is_span
    assert month.width == pytest.approx(28 * per_day, abs=0.01)
    assert not day.is_span
    assert month.start + month.width == pytest.approx(day.start, abs=0.01)
    scale = Scale(dt.date(2018, 1, 1), dt.date(2018, 12, 31))
    assert chart.signing == scale.at(SIGNED[0])


def test_a_long_time_is_drawn_whole_and_near_the_signing(tmp_path: Path) -> None:
    whole, near = made_charts(tmp_path, "1990", "2018-05", "2040-01-01", signed="2018-09-20")
    assert whole.window is not None
    assert near.window is None
    assert [one.where for one in whole.marks] == ["in", "in", "in"]
    assert [one.where for one in near.marks] == ["left", "in", "right"]
    assert len(whole.scale.ticks) <= 7


def test_the_end_of_the_calendar_is_no_end(tmp_path: Path) -> None:
    (chart,) = made_charts(tmp_path, "0001-01-01", "9999-12-31")
    assert chart.signing is None
    assert len(chart.marks) == 2
    assert chart.scale.ticks


def test_a_dataset_without_dates_has_no_timeline(tmp_path: Path) -> None:
    path = made.write(tmp_path, events=[made.event("once")])
    assert overview(load_dataset(path)).charts == ()
