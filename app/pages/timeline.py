"""The timeline: events to scale, as precise as their dates, and how they stand to the signing."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias

from pydantic import MISSING

from app.models import Agreement, Event
from app.models.edtf import bounds
from app.pages.dates import in_words, machine
from app.pages.names import Names, names_of

Span: TypeAlias = tuple[dt.date, dt.date]

PHASES: Mapping[str, str] = MappingProxyType(
    {
        "before": "Before the signing",
        "at": "On the day of the signing",
        "after": "After the signing",
        "unclear": "Too roughly dated to tell before from after",
        "undated": "Without a date",
        "any": "Events",
    }
)
"""How an event can stand to the signing, in the order of the page."""

_LONG_YEARS = 5
_STEPS = (1, 2, 5, 10, 20, 50, 100)
_MOST_TICKS = 7


@dataclass(frozen=True, slots=True)
class Mark:
    """An event on a scale; positions are per cent of its width."""

    id: str
    names: Names
    date: str
    datetime: str
    phase: str
    is_span: bool
    start: float
    width: float
    where: str
    """`in` the scale, or `left` or `right` of it."""


@dataclass(frozen=True, slots=True)
class Scale:
    """A stretch of time, and its ticks."""

    first: dt.date
    last: dt.date

    def at(self, day: dt.date, *, end: bool = False) -> float:
        """Return the position of the beginning of a day, or of its end."""
        whole = (self.last - self.first).days + 1
        return round(100 * ((day - self.first).days + end) / whole, 3)

    @property
    def ticks(self) -> tuple[tuple[str, float], ...]:
        """The years to mark, each with its position."""
        years = range(self.first.year, self.last.year + 1)
        step = next((one for one in _STEPS if len(years) / one <= _MOST_TICKS), _STEPS[-1])
        return tuple(
            (str(year), max(0.0, self.at(dt.date(year, 1, 1))))
            for year in years
            if year % step == 0
        )


@dataclass(frozen=True, slots=True)
class Chart:
    """Events on a scale."""

    scale: Scale
    marks: tuple[Mark, ...]
    signing: float | None
    """Where the day of the signing begins."""
    window: tuple[float, float] | None = None
    """Where the part that is drawn larger begins, and how wide it is."""


def phase(date: object, signing: Span | None) -> str:
    """Return how a date stands to the signing; one of `PHASES`."""
    if not isinstance(date, str):
        return "undated"
    if signing is None:
        return "any"
    first, last = bounds(date)
    if last < signing[0]:
        return "before"
    if first > signing[1]:
        return "after"
    return "at" if signing[0] <= first and last <= signing[1] else "unclear"


def signing_of(agreement: Agreement | None) -> Span | None:
    """Return the days on which an agreement may have been signed."""
    if agreement is None or agreement.signed is MISSING:
        return None
    return bounds(agreement.signed)


def phase_of(date: object, agreement: Agreement | None) -> str:
    """Return how a date stands to the signing of an agreement."""
    return phase(date, signing_of(agreement))


def _mark(event: Event, scale: Scale, signing: Span | None) -> Mark:
    date = str(event.date)
    first, last = bounds(date)
    start, end = scale.at(first), scale.at(last, end=True)
    where = "left" if end <= 0 else "right" if start >= 100 else "in"  # noqa: PLR2004 -- per cent
    return Mark(
        id=event.id,
        names=names_of(event.name),
        date=in_words(date),
        datetime=machine(date),
        phase=phase(date, signing),
        is_span=first != last,
        start=max(0.0, min(start, 100.0)),
        width=round(min(end, 100.0) - max(start, 0.0), 3),
        where=where,
    )


def _years(first: int, last: int) -> Scale:
    return Scale(dt.date(max(first, dt.MINYEAR), 1, 1), dt.date(min(last, dt.MAXYEAR), 12, 31))


def charts(events: Iterable[Event], signing: Span | None) -> Iterator[Chart]:
    """Yield the chart of all dated events and, of a long time, one of the years of the signing."""
    dated = [event for event in events if event.date is not MISSING]
    spans = [bounds(str(event.date)) for event in dated] + ([signing] if signing else [])
    if not dated:
        return
    whole = _years(min(one.year for one, _ in spans), max(one.year for _, one in spans))
    near = _years(signing[0].year - 1, signing[1].year + 1) if signing else whole
    is_long = bool(signing) and whole.last.year - whole.first.year >= _LONG_YEARS
    edges = (whole.at(max(near.first, whole.first)), whole.at(min(near.last, whole.last)))
    window = (edges[0], round(edges[1] - edges[0], 3)) if is_long else None
    for scale in (whole, near) if is_long else (whole,):
        marks = tuple(_mark(event, scale, signing) for event in dated)
        line = scale.at(signing[0]) if signing else None
        yield Chart(scale, marks, line, window if scale is whole else None)
