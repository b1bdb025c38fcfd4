"""Facts as people read them: a few words, links and dates, with the numbers of their notes."""

from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import MISSING

from app.data.dataset import Dataset
from app.models.base import Model
from app.models.money import Money
from app.models.reference import Reference
from app.models.text import LanguageMap
from app.pages.dates import in_words, machine
from app.pages.names import Names, english, names_of
from app.pages.phrases import AMOUNTS, DATES, phrase_of


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a fact: a name in several scripts, a date, a link or plain text."""

    names: Names
    href: str = ""
    datetime: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact, the address of it on the page, and the numbers of the notes to it."""

    pieces: tuple[Piece, ...]
    notes: tuple[int, ...] = ()
    anchor: str = ""
    disputed: str = ""
    """The address on the page of the disagreement about it."""


def text(words: str) -> Piece:
    """Return a piece of plain text."""
    return Piece(english(words))


def linked(dataset: Dataset, reference: Reference) -> Piece:
    """Return the name of another resource, in the reader's script, linked to its place."""
    target = dataset.get(reference.id)
    names = english(reference.name) if target is None else names_of(target.name)
    return Piece(names, href=f"#{reference.id}")


def dated(date: str) -> Piece:
    """Return a date in words."""
    return Piece(english(in_words(date)), datetime=machine(date))


def _money(money: Money) -> str:
    return f"{AMOUNTS[money.comparator]}{money.currency} {money.amount:,}"


class Reader:
    """Turns values of a dataset's resources into pieces."""

    def __init__(self, dataset: Dataset) -> None:
        """Read with the names that a dataset has for things."""
        self._dataset = dataset

    def __call__(self, name: str, value: object) -> tuple[Piece, ...]:
        """Return the pieces that stand for the value of a field."""
        return tuple(self._pieces(name, value))

    def _pieces(self, name: str, value: object) -> Iterator[Piece]:
        if isinstance(value, Reference):
            yield linked(self._dataset, value)
        elif isinstance(value, LanguageMap):
            yield Piece(names_of(value))
        elif isinstance(value, Money):
            yield text(_money(value))
        elif isinstance(value, Model):
            yield from self._phrase(value)
        elif isinstance(value, tuple):
            yield from self._list(name, value)
        else:
            yield self._scalar(name, str(value))

    def _scalar(self, name: str, value: str) -> Piece:
        if name in DATES:
            return dated(value)
        if name == "url":
            return Piece(english(value), href=value)
        if name == "side":
            return text(value.replace("-", " ").title())
        if name in ("kind", "relation"):
            return text(value.replace("-", " "))
        return text(value)

    def _list(self, name: str, values: tuple[object, ...]) -> Iterator[Piece]:
        for number, value in enumerate(values):
            if number:
                yield text(", ")
            yield from self._pieces(name, value)

    def _phrase(self, model: Model) -> Iterator[Piece]:
        """Yield the parts of a model that are given, each after the words that lead to it."""
        first = True
        for lead, name, tail in phrase_of(type(model)):
            value = getattr(model, name)
            if value is MISSING or value == ():
                continue
            opening = lead.lstrip(" ,") if first else lead
            yield from (text(words) for words in (opening,) if words)
            yield from self._pieces(name, value)
            yield from (text(words) for words in (tail,) if words)
            first = False

    def other(self, pointer: str, value: object) -> tuple[Piece, ...]:
        """Return the pieces for what another source gives: ids where the field has links."""
        name = [part for part in pointer.split("/") if part and not part.isdecimal()][-1]
        values = value if isinstance(value, tuple) else (value,)
        pieces: list[Piece] = []
        for one in values:
            target = None if pointer.startswith("/name/") else self._dataset.get(str(one))
            pieces += [text(", ")] if pieces else []
            pieces.append(
                self._scalar(name, str(one))
                if target is None
                else Piece(names_of(target.name), href=f"#{target.id}")
            )
        return tuple(pieces)
