"""The sections of the page: every resource of the dataset in its place."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import chain

from app.data.dataset import Dataset
from app.models import Agreement, Event, Organization, Resource, Statement
from app.models.reference import ResourceType
from app.pages.entries import Entry, Writer
from app.pages.names import Names, english, names_of
from app.pages.phrases import counted
from app.pages.selection import (
    areas_of,
    entrustments_of,
    every,
    grouped,
    names_in,
    principal,
)
from app.pages.timeline import PHASES, phase_of


@dataclass(frozen=True, slots=True)
class Group:
    """Entries under one heading."""

    heading: Names
    entries: tuple[Entry, ...]
    before: str = ""
    """Words of ours before the heading."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page; its id has an underscore, so that no resource can have the same."""

    id: str
    heading: str
    lead: str
    groups: tuple[Group, ...]


class Sections:
    """Puts every resource of a dataset into the section where a reader looks for it."""

    def __init__(self, dataset: Dataset, writer: Writer) -> None:
        """Set out a dataset."""
        self._dataset = dataset
        self._writer = writer

    def all(self) -> tuple[Section, ...]:
        """Return the sections that have something in them, in the order of the page."""
        sections = (
            self._section("what_was_agreed", "What was agreed", "", self._agreements()),
            self._section(
                "what_happened",
                "What happened",
                "Each event with who took part, and dated as precisely as a source allows.",
                self._events(),
            ),
            self._section("who_is_who", "Who is who", "", self._bodies()),
            self._section(
                "platforms_", "Platforms and who is entrusted with them", "", self._platforms()
            ),
            self._section("funding_", "Funding", "", [self._group("", self._of("funding-scheme"))]),
            self._section(
                "what_was_said",
                "What was said",
                "In our words, by whom it was said. That it was said is the fact; that it is so"
                " is the speaker's.",
                self._statements(),
            ),
        )
        return tuple(one for one in sections if one.groups)

    def sources(self) -> Section:
        """Return the section of the sources."""
        lead = "The documents that the notes lead to, and when we read them."
        groups = [self._group("", self._of("source"))]
        return self._section("the_sources", "Sources", lead, groups)

    def _section(self, slug: str, heading: str, lead: str, groups: Iterable[Group]) -> Section:
        return Section(slug, heading, lead, tuple(one for one in groups if one.entries))

    def _of(self, kind: ResourceType) -> Iterable[Resource]:
        return self._dataset.of_type(kind).values()

    def _group(self, heading: str | Names, resources: Iterable[Resource]) -> Group:
        entries = tuple(self._writer.entry(one) for one in resources)
        return Group(english(heading) if isinstance(heading, str) else heading, entries)

    def _agreements(self) -> Iterable[Group]:
        yield self._group("", self._of("agreement"))
        for agreement in every(self._dataset, Agreement):
            own = areas_of(self._dataset, agreement)
            before = f"{counted(len(own), 'area').capitalize()} of the {agreement.kind}: "
            yield replace(self._group(names_of(agreement.name), own), before=before)

    def _events(self) -> Iterable[Group]:
        main = principal(self._dataset)
        phases = grouped(every(self._dataset, Event), lambda one: phase_of(one.date, main))
        for phase, heading in PHASES.items():
            yield self._group(heading, phases.get(phase, ()))

    def _bodies(self) -> Iterable[Group]:
        kinds = grouped(every(self._dataset, Organization), lambda one: one.kind)
        companies, publishers = kinds.pop("company", []), kinds.pop("publisher", [])
        yield self._group("Parties", self._of("party"))
        yield self._group("People", self._of("person"))
        yield self._group("Companies", companies)
        yield self._group("Other bodies", chain.from_iterable(kinds.values()))
        yield self._group("Publishers", publishers)

    def _platforms(self) -> Iterable[Group]:
        yield self._group("Entrustments", entrustments_of(self._dataset))
        yield self._group("Platforms", self._of("platform"))

    def _statements(self) -> Iterable[Group]:
        speakers = grouped(every(self._dataset, Statement), lambda one: one.speaker.id)
        for own in speakers.values():
            yield self._group(names_in(self._dataset, [own[0].speaker]), own)
