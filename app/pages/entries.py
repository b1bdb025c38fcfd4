"""Entries: everything that the dataset says of one resource, as the page sets it out."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from pydantic import MISSING

from app.data.dataset import Dataset
from app.models import Agreement, CooperationArea, Resource
from app.models.reference import Reference, href_of
from app.models.resource import Resource as Base
from app.models.text import LanguageMap
from app.pages.facts import Fact, Piece, Reader, text
from app.pages.names import PREFERENCES, Names, Variant, english, names_of
from app.pages.notes import Notebook
from app.pages.phrases import label_of

_WHEN = ("date", "signed", "announced", "made")
_ELSEWHERE = frozenset({*Base.model_fields, *_WHEN, "summary", "kind", "position"})


@dataclass(frozen=True, slots=True)
class Row:
    """A field, and the facts in it."""

    label: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class OfficialName:
    """A name that a source gives, and when it stands in the heading: for some choices."""

    lang: str
    fact: Fact
    heading: tuple[str, ...]

    @property
    def below(self) -> tuple[str, ...]:
        """The choices of the reader for which it stands below the heading."""
        return tuple(choice for choice in PREFERENCES if choice not in self.heading)


@dataclass(frozen=True, slots=True)
class Entry:
    """A resource on the page."""

    id: str
    type: str
    href: str
    heading: Names
    names: tuple[OfficialName, ...]
    kind: tuple[Fact, ...]
    """What it is in a few words: its kind, its number, its date."""
    summary: Fact | None
    rows: tuple[Row, ...]


class Writer:
    """Writes entries, and keeps track of the notes that they need."""

    def __init__(self, dataset: Dataset, notebook: Notebook) -> None:
        """Write about the resources of a dataset."""
        self.read = Reader(dataset)
        self.notebook = notebook
        self._dataset = dataset
        self._disputed = {
            f"{claim.subject.id}{claim.pointer}"
            for claim in dataset.claims.values()
            if not claim.shown
        }

    def entry(self, resource: Resource) -> Entry:
        """Return everything about a resource."""
        return Entry(
            id=resource.id,
            type=resource.type.replace("-", " "),
            href=href_of(resource.type, resource.id),
            heading=names_of(resource.name),
            kind=tuple(self._kind(resource)),
            names=tuple(self._official(resource)),
            summary=self._field(resource, "summary"),
            rows=tuple(self._rows(resource)),
        )

    def fact(
        self, resource: Resource, pointer: str, pieces: tuple[Piece, ...], *, anchored: bool = True
    ) -> Fact:
        """Return a fact with its notes; its own place on the page is where it is anchored."""
        place = f"{resource.id}{pointer}"
        anchor = place if anchored else ""
        notes = self.notebook.cite(resource.id, pointer, anchor)
        disputed = f"#differ_{place}" if place in self._disputed else ""
        return Fact(pieces, notes, anchor, disputed)

    def _field(self, resource: Resource, name: str) -> Fact | None:
        value = getattr(resource, name, MISSING)
        if value is MISSING:
            return None
        return self.fact(resource, f"/{name}", self.read(name, value))

    def _kind(self, resource: Resource) -> Iterator[Fact]:
        """Yield what a reader wants to know first: what it is, and which or when."""
        kind = self._field(resource, "kind")
        position = getattr(resource, "position", MISSING)
        plain = text(resource.type.replace("-", " "))
        if kind is None and position is not MISSING:
            yield self.fact(resource, "/position", (plain, text(f" {position}")))
        else:
            yield kind or Fact((plain,))
        for name in _WHEN:
            when = self._field(resource, name)
            yield from (one for one in (when,) if one)

    def _official(self, resource: Resource) -> Iterator[OfficialName]:
        heading = {one.lang: one.choices for one in names_of(resource.name)}
        for tag, fact in self._named(resource, "name", resource.name):
            yield OfficialName(tag, fact, heading.get(tag, ()))

    def _rows(self, resource: Resource) -> Iterator[Row]:
        for name in type(resource).model_fields:
            value = getattr(resource, name)
            if name in _ELSEWHERE or value is MISSING or value == ():
                continue
            yield Row(label_of(name), tuple(self._facts(resource, name, value)))

    def _facts(self, resource: Resource, name: str, value: object) -> Iterator[Fact]:
        if isinstance(value, LanguageMap):
            yield from (fact for _, fact in self._named(resource, name, value))
        elif isinstance(value, tuple):
            for index, one in enumerate(value):
                yield self.fact(resource, f"/{name}/{index}", self.read(name, one))
        else:
            yield self.fact(resource, f"/{name}", self._value(resource, name, value))

    def _value(self, resource: Resource, name: str, value: object) -> tuple[Piece, ...]:
        """Return the pieces of a value; an area's agreement, which stands above it, in short."""
        if isinstance(resource, CooperationArea) and isinstance(value, Reference):
            agreement = cast("Agreement", self._dataset.get(value.id))
            return text("in the "), Piece(english(agreement.kind), href=f"#{agreement.id}")
        return self.read(name, value)

    def _named(
        self, resource: Resource, name: str, names: LanguageMap
    ) -> Iterator[tuple[str, Fact]]:
        for tag, words in names.items():
            piece = Piece((Variant(tag, words, tuple(PREFERENCES)),))
            yield tag, self.fact(resource, f"/{name}/{tag}", (piece,))
