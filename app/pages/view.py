"""View: what the page says of a dataset, asked for by the templates from top to bottom."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from math import inf
from types import MappingProxyType
from typing import TypeAlias, TypeVar

from pydantic import MISSING

from app.data.citations import cite_dataset
from app.data.dataset import Dataset
from app.models import Agreement, CooperationArea, Correction, Event, Resource
from app.models.answers import OpenQuestion
from app.models.edtf import bounds
from app.models.entrustment import Entrustment
from app.models.evidence import Evidence
from app.models.funding_scheme import FundingScheme
from app.models.organization import Organization
from app.models.reference import ResourceType
from app.pages.formatting import counted, date_in_words, in_words
from app.pages.writer import Fact, Writer

R = TypeVar("R", bound=Resource)
Group: TypeAlias = tuple[str, Fact | None, Iterable[Resource]]
"""Words of a heading, the resource whose name ends it, and the resources under it."""

BEFORE, ON, AFTER, UNCLEAR, UNDATED = "before", "on", "after", "unclear", "undated"
PHASES: Mapping[str, str] = MappingProxyType(
    {
        BEFORE: "Before the day",
        ON: "On the day",
        AFTER: "After the day",
        UNCLEAR: "Dated too roughly to tell",
        UNDATED: "Without a date",
    }
)
"""How something can stand to the day of the main agreement."""

SECTIONS: tuple[tuple[str, str, str, tuple[ResourceType, ...]], ...] = (
    ("what_was_agreed", "What was agreed", "", ("agreement", "area")),
    (
        "what_happened",
        "What happened",
        "Each event with who took part, and dated as precisely as a source allows.",
        ("event",),
    ),
    ("who_is_who", "Who is who", "", ("party", "person", "organization")),
    ("the_platforms", "Platforms, and who is entrusted with them", "", ("entrustment", "platform")),
    ("the_funding", "Funding", "", ("funding-scheme",)),
    (
        "what_was_said",
        "What was said",
        "In our words. That it was said is the fact; that it is so is the speaker's.",
        ("statement",),
    ),
    (
        "the_corrections",
        "Corrections",
        "What this record said wrongly, and what it says now; the newest first.",
        ("correction",),
    ),
    (
        "the_sources",
        "Sources and notes",
        "The documents cited, when we read them, and the passages that facts rest on.",
        ("source",),
    ),
)
"""The section of each type of resource: its id (with an underscore, which no resource's id has),
its heading, a word to it, and the types in it."""

_HOW_RELATED: Mapping[str, str] = MappingProxyType(
    {"follows": "Earlier", "signed-together-with": "Signed with it", "precedes": "Later"}
)
"""What another agreement is that the main one follows, was signed with, or precedes."""
_CONVERSE: Mapping[str, str] = MappingProxyType({"follows": "precedes", "precedes": "follows"})


class View(Writer):
    """What the page says, and in which order; the templates say how it looks."""

    def __init__(self, dataset: Dataset) -> None:
        """Look at a dataset."""
        super().__init__(dataset)
        self.info = dataset.info
        self.citation = cite_dataset(dataset.info)
        self.main = next(iter(self._every(Agreement)), None)
        """The agreement that the page is about: the first."""

    def _every(self, model: type[R]) -> list[R]:
        return [one for one in self.dataset.all() if isinstance(one, model)]

    def areas(self, agreement: Agreement) -> list[CooperationArea]:
        """Return the areas of an agreement in its order."""
        own = [one for one in self._every(CooperationArea) if one.agreement.id == agreement.id]
        return sorted(own, key=lambda one: one.position)

    def schemes(self, agreement: Agreement) -> list[FundingScheme]:
        """Return the funding schemes that an agreement frames."""
        return [
            one
            for one in self._every(FundingScheme)
            if one.agreement is not MISSING and one.agreement.id == agreement.id
        ]

    def related(self) -> dict[str, list[Agreement]]:
        """Return the other agreements by how they stand to the main one, in words."""
        groups: dict[str, list[Agreement]] = {words: [] for words in _HOW_RELATED.values()}
        for other in self._every(Agreement)[1:]:
            groups.setdefault(self._relation(other), []).append(other)
        return {words: some for words, some in groups.items() if some}

    def _relation(self, other: Agreement) -> str:
        """Return how another agreement stands to the main one, whichever of the two says it."""
        for one in self.main.related if self.main else ():
            if one.agreement.id == other.id:
                return _HOW_RELATED.get(one.relation, f"It {in_words('relation', one.relation)}")
        for one in other.related:
            if self.main and one.agreement.id == self.main.id:
                relation = _CONVERSE.get(one.relation, one.relation)
                words = f"{in_words('relation', one.relation).capitalize()} it"
                return _HOW_RELATED.get(relation, words)
        when = {BEFORE: _HOW_RELATED["follows"], AFTER: _HOW_RELATED["precedes"]}
        return when.get(self.phase(other.signed), "Other agreements")

    def entrusted(self) -> list[tuple[str, Fact | None, list[Entrustment]]]:
        """Return the entrustments by phase (those on the day first) and by who entrusts."""
        groups: dict[tuple[str, str], list[Entrustment]] = {
            (phase, ""): [] for phase in (ON, *PHASES)
        }
        for one in self.entrustments():
            by = "" if one.by is MISSING else one.by.id
            groups.setdefault((self.phase(one.announced), by), []).append(one)
        order = list(dict.fromkeys(phase for phase, _ in groups))
        ordered = sorted(groups.items(), key=lambda group: order.index(group[0][0]))
        return [(phase, self.link(by) if by else None, own) for (phase, by), own in ordered if own]

    def entrustments(self) -> list[Entrustment]:
        """Return the entrustments by their numbers, those without one last."""

        def number(one: Entrustment) -> float:
            return inf if one.position is MISSING else one.position

        return sorted(self._every(Entrustment), key=number)

    def kicker(self, agreement: Agreement) -> str:
        """Return what an agreement calls itself, and when it was signed."""
        kind = in_words("kind", agreement.kind)
        signed = agreement.signed
        return kind if signed is MISSING else f"{kind} · {date_in_words(signed)}"

    def phase(self, date: object) -> str:
        """Return how an EDTF date stands to the day of the main agreement."""
        if not isinstance(date, str):
            return UNDATED
        if self.main is None or self.main.signed is MISSING:
            return UNCLEAR
        (first, last), (begin, end) = bounds(date), bounds(self.main.signed)
        if last < begin or first > end:
            return BEFORE if last < begin else AFTER
        return ON if begin <= first and last <= end else UNCLEAR

    def events(self) -> Iterator[tuple[str, str, list[Event]]]:
        """Yield the events of each phase, with its name and its heading."""
        is_dated = self.main is not None and self.main.signed is not MISSING
        for phase, heading in PHASES.items():
            own = [one for one in self._every(Event) if self.phase(one.date) == phase]
            if own:
                yield phase, heading if is_dated or phase == UNDATED else "Events", own

    def sections(self) -> list[tuple[str, str, str, tuple[ResourceType, ...]]]:
        """Return the sections in which there is something."""
        return [one for one in SECTIONS if any(self.dataset.of_type(kind) for kind in one[3])]

    def groups(self, kind: ResourceType) -> Iterator[Group]:
        """Yield the resources of a type, under the headings that they have in their section."""
        resources = self.dataset.of_type(kind).values()
        if kind == "area":
            for agreement in self._every(Agreement):
                own = self.areas(agreement)
                words = f"{counted(len(own), 'area').capitalize()} of"
                yield words, self.link(agreement.id), own
        elif kind == "event":
            for _, heading, events in self.events():
                yield heading, None, events
        elif kind == "organization":
            bodies = self._every(Organization)
            yield "Other bodies", None, [one for one in bodies if one.kind != "publisher"]
            yield "Publishers", None, [one for one in bodies if one.kind == "publisher"]
        elif kind == "correction":
            versions = groupby(self._every(Correction), key=lambda one: (one.version, one.date))
            for (version, date), corrections in versions:
                yield f"Version {version}, {date_in_words(date)}", None, list(corrections)
        elif kind == "entrustment":
            yield "Entrustments", None, self.entrustments()
        else:
            headings = {"party": "Parties", "person": "People", "platform": "Platforms"}
            yield headings.get(kind, ""), None, resources

    def signings(self) -> list[Event]:
        """Return the events at which the main agreement was signed."""
        signings = [one for one in self._every(Event) if one.kind == "signing"]
        main = self.main.id if self.main else ""
        return [one for one in signings if main in {about.id for about in one.concerns}]

    def witnesses(self) -> list[Fact]:
        """Return those who witnessed the signing of the main agreement."""
        return [
            self.at(event, f"/participants/{index}/who")
            for event in self.signings()
            for index, one in enumerate(event.participants)
            if one.role == "witness"
        ]

    def open_questions(self, word: str) -> list[OpenQuestion]:
        """Return what is not known of the main agreement, or else of its signing, with a word."""
        for slug in (self.main.id if self.main else "", *(one.id for one in self.signings())):
            about = [one for one in self.unknowns().get(slug, ()) if word in one.question]
            if about:
                return about
        return []

    def unknowns(self) -> dict[str, list[OpenQuestion]]:
        """Return the open questions by the id of their subject."""
        questions: dict[str, list[OpenQuestion]] = {}
        for one in self.dataset.questions:
            questions.setdefault(one.subject.id, []).append(one)
        return questions

    def differences(self) -> Iterator[tuple[Resource, str, list[Evidence]]]:
        """Yield each field on which sources differ: its resource, its pointer, and what differs."""
        for resource in self.dataset.cited:
            others: dict[str, list[Evidence]] = {}
            for evidence in resource.evidence:
                if evidence.value is not MISSING:
                    others.setdefault(evidence.supports[0], []).append(evidence)
            for pointer, entries in others.items():
                yield resource, pointer, entries
