"""The agreement in a minute: a few questions that a reader has, answered from the dataset."""

from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import MISSING

from app.data.dataset import Dataset
from app.models import Agreement, Entrustment, Event, Resource
from app.pages.entries import Writer
from app.pages.facts import Fact, Piece, dated, text
from app.pages.names import names_of
from app.pages.phrases import counted
from app.pages.selection import (
    areas_of,
    entrustments_of,
    every,
    is_at_signing,
    names_in,
    principal,
    schemes_of,
)
from app.pages.timeline import phase_of

_OUTCOMES = frozenset({"agreement", "announcement", "designation", "launch"})


@dataclass(frozen=True, slots=True)
class Answer:
    """A question, and the facts that answer it."""

    question: Fact
    facts: tuple[Fact, ...]
    listed: bool = False


class Glance:
    """Answers the questions of someone who has never heard of the agreement."""

    def __init__(self, dataset: Dataset, writer: Writer) -> None:
        """Answer from a dataset, with its notes."""
        self._dataset = dataset
        self._writer = writer
        self._main = principal(dataset)

    def answers(self) -> Iterator[Answer]:
        """Yield the answers that the dataset has."""
        if self._main is not None:
            yield from self._agreed(self._main)
            yield from self._with_it(self._main)
        yield from self._entrusted()
        yield from self._outcomes()

    def _fact(self, resource: Resource, field: str, pieces: tuple[Piece, ...] = ()) -> Fact:
        value = getattr(resource, field)
        pieces = pieces or self._writer.read(field, value)
        return self._writer.fact(resource, f"/{field}", pieces, anchored=False)

    def _agreed(self, main: Agreement) -> Iterator[Answer]:
        who = [
            self._writer.fact(main, f"/parties/{n}", self._writer.read("", one), anchored=False)
            for n, one in enumerate(main.parties)
        ]
        if who:
            yield Answer(_asked("Who agreed?"), tuple(who), listed=True)
        yield Answer(_asked("On what?"), (self._fact(main, "summary"), *self._signed(main)))
        areas = areas_of(self._dataset, main)
        if areas:
            facts = tuple(self._titled(one) for one in areas)
            question = f"In which {counted(len(areas), 'area')}?"
            yield Answer(_asked(question), facts, listed=True)

    def _signed(self, main: Agreement) -> Iterator[Fact]:
        if main.signed is not MISSING:
            pieces = (text("Signed on "), dated(main.signed), text("."))
            yield self._fact(main, "signed", pieces)

    def _titled(self, resource: Resource) -> Fact:
        pieces = (Piece(names_of(resource.name), href=f"#{resource.id}"),)
        return self._writer.fact(resource, "/name", pieces, anchored=False)

    def _with_it(self, main: Agreement) -> Iterator[Answer]:
        for related in main.related:
            other = self._dataset.get(related.agreement.id)
            if related.relation != "signed-together-with" or not isinstance(other, Agreement):
                continue
            facts = [self._titled(other), self._fact(other, "summary")]
            facts += [self._fact(one, "summary") for one in schemes_of(self._dataset, other)]
            yield Answer(_asked(f"What {other.kind} was signed with it?"), tuple(facts))

    def _entrusted(self) -> Iterator[Answer]:
        entrusted = entrustments_of(self._dataset)
        at_signing = [one for one in entrusted if is_at_signing(one.announced, self._main)]
        for one in at_signing:
            company = names_in(self._dataset, [one.company])
            question = (text("What has "), Piece(company), text(" to do with it?"))
            facts = [] if one.summary is MISSING else [self._fact(one, "summary")]
            facts += self._order(one, entrusted)
            if facts:
                yield Answer(Fact(question), tuple(facts))

    def _order(self, one: Entrustment, entrusted: list[Entrustment]) -> list[Fact]:
        if one.position is MISSING:
            return []
        before = [
            other.company
            for other in entrusted
            if other.position is not MISSING and other.position < one.position
        ]
        names = names_in(self._dataset, before)
        after = (text(", after "), Piece(names)) if names else ()
        pieces = (text(f"It is number {one.position} in the order of those entrusted"), *after)
        return [self._fact(one, "position", (*pieces, text(".")))]

    def _outcomes(self) -> Iterator[Answer]:
        if self._main is None or self._main.signed is MISSING:
            return
        facts = [
            self._outcome(one)
            for one in every(self._dataset, Event)
            if one.kind in _OUTCOMES and phase_of(one.date, self._main) in ("at", "after")
        ]
        if facts:
            yield Answer(_asked("What followed?"), tuple(facts), listed=True)

    def _outcome(self, event: Event) -> Fact:
        name = Piece(names_of(event.name), href=f"#{event.id}")
        return self._fact(event, "date", (dated(str(event.date)), text(": "), name))


def _asked(question: str) -> Fact:
    return Fact((text(question),))
