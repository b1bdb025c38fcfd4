"""The whole page, before it is rendered: built once for a dataset."""

from dataclasses import dataclass
from textwrap import shorten

from app.data.dataset import Dataset
from app.models import Event
from app.models.answers import OpenQuestion
from app.models.dataset_info import DatasetInfo
from app.pages.diagram import diagrams
from app.pages.differences import Difference, differences
from app.pages.entries import Writer
from app.pages.glance import Answer, Glance
from app.pages.names import Names, names_of
from app.pages.notes import Note, Notebook
from app.pages.sections import Section, Sections
from app.pages.selection import every, principal
from app.pages.shapes import Drawing
from app.pages.timeline import PHASES, Chart, charts, signing_of

_LONGEST_TITLE = 70


@dataclass(frozen=True, slots=True)
class Unknowns:
    """What is not known of one resource."""

    slug: str
    names: Names
    questions: tuple[OpenQuestion, ...]


@dataclass(frozen=True, slots=True)
class Totals:
    """How much there is."""

    facts: int
    notes: int
    sources: int


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything that the page shows."""

    info: DatasetInfo
    title: str
    diagrams: tuple[Drawing, ...]
    answers: tuple[Answer, ...]
    charts: tuple[Chart, ...]
    phases: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    differences: tuple[Difference, ...]
    unknowns: tuple[Unknowns, ...]
    sources: Section
    notes: tuple[Note, ...]
    totals: Totals
    examples: tuple[str, ...]
    """Addresses on the page of some facts, to show that each has one."""


def overview(dataset: Dataset) -> Overview:
    """Return the page of a dataset; notes are numbered as they come in it."""
    notebook = Notebook(dataset)
    writer = Writer(dataset, notebook)
    main = principal(dataset)
    drawn = tuple(charts(every(dataset, Event), signing_of(main)))
    sections = Sections(dataset, writer)
    answers = tuple(Glance(dataset, writer).answers())
    body = sections.all()
    differing = tuple(differences(dataset, writer))
    sources = sections.sources()
    notes = notebook.notes
    return Overview(
        info=dataset.info,
        title=shorten(dataset.info.title, _LONGEST_TITLE, placeholder="…"),
        diagrams=diagrams(dataset),
        answers=answers,
        charts=drawn,
        phases=_phases(drawn),
        sections=body,
        differences=differing,
        unknowns=_unknowns(dataset),
        sources=sources,
        notes=notes,
        totals=_totals(dataset, notes),
        examples=tuple(use for note in notes[:1] for use in note.uses[:1]),
    )


def _phases(drawn: tuple[Chart, ...]) -> tuple[tuple[str, str], ...]:
    used = {mark.phase for chart in drawn for mark in chart.marks}
    return tuple((phase, words) for phase, words in PHASES.items() if phase in used)


def _totals(dataset: Dataset, notes: tuple[Note, ...]) -> Totals:
    facts = {(one.subject.id, one.pointer) for one in dataset.claims.values()}
    return Totals(len(facts), len(notes), len(dataset.of_type("source")))


def _unknowns(dataset: Dataset) -> tuple[Unknowns, ...]:
    by_subject: dict[str, list[OpenQuestion]] = {}
    for question in dataset.questions:
        by_subject.setdefault(question.subject.id, []).append(question)
    found = ((dataset.get(slug), some) for slug, some in by_subject.items())
    return tuple(
        Unknowns(one.id, names_of(one.name), tuple(some)) for one, some in found if one is not None
    )
