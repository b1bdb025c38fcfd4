"""Facts as the page shows them: in words, each with its address and its footnotes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TypeVar

from pydantic import MISSING

from app.data.dataset import Dataset
from app.data.pointers import split
from app.models import CitedResource, Source
from app.models.base import Model
from app.models.evidence import Evidence
from app.models.reference import Reference
from app.models.text import LanguageMap
from app.pages.footnotes import Footnotes, supporting
from app.pages.formatting import FIRST, PHRASES, in_words, label_of


@dataclass(frozen=True, slots=True)
class Fact:
    """A value in words, or several with words of ours between them."""

    id: str = ""
    """Its address on the page: the id of its resource and the JSON pointer; its parts have their
    own."""
    text: str = ""
    lang: str = ""
    """The language of the words (BCP 47); empty for English, the language of the page."""
    href: str = ""
    parts: tuple["Fact | str", ...] = ()
    notes: tuple[int, ...] = ()
    """The numbers of its footnotes; beside parts, those that all of them have."""
    differs: str = ""
    """The address on the page of the disagreement about it."""

    @property
    def address(self) -> str:
        """Its own address, or that of its first part that has one."""
        parts = (one.address for one in self.parts if isinstance(one, Fact))
        return self.id or next(parts, "")


P = TypeVar("P", Fact, "Fact | str")

ABOVE: Mapping[str, str] = MappingProxyType(
    {
        "kind": "",
        "position": "number ",
        "date": "",
        "signed": "signed ",
        "announced": "announced ",
        "made": "",
        "published": "",
    }
)
"""The fields that stand above the name of a resource, and the words before each."""
_ELSEWHERE = frozenset({"id", "type", "name", "summary", "evidence", "unknowns", *ABOVE})


class Writer:
    """Puts the values of a dataset into words, and numbers the footnotes that they need."""

    def __init__(self, dataset: Dataset) -> None:
        """Write about the resources of a dataset."""
        self.dataset = dataset
        self.footnotes = Footnotes(dataset)
        self._disputed = {
            resource.id + evidence.supports[0]
            for resource in dataset.cited
            for evidence in resource.evidence
            if evidence.value is not MISSING
        }

    def words(self, names: LanguageMap) -> Fact:
        """Return a name in English or, without, in the first language."""
        text = names.label
        lang = next(tag for tag, words in names.items() if words == text)
        return Fact(text=text, lang=_foreign(lang))

    def link(self, slug: str) -> Fact:
        """Return the name of a resource, linked to its entry."""
        resource = self.dataset.get(slug)
        name = Fact(text=slug) if resource is None else self.words(resource.name)
        return replace(name, href=f"#{slug}")

    def quote(self, evidence: Evidence) -> Fact:
        """Return the words of a passage, in the language of its source."""
        source = self.dataset.get(evidence.source.id)
        lang = source.language if isinstance(source, Source) else ""
        return Fact(text=str(evidence.quote), lang=_foreign(lang))

    def names(
        self, resource: CitedResource, words: LanguageMap | None = None, pointer: str = "/name"
    ) -> list[Fact]:
        """Return the words of a field, or else the name, in English first, if it has any."""
        facts = [
            self._leaf(resource, f"{pointer}/{tag}", Fact(text=text, lang=_foreign(tag)))
            for tag, text in (words or resource.name).items()
        ]
        return sorted(facts, key=lambda one: one.lang != "")

    def facts(self, resource: CitedResource, field: str) -> list[Fact]:
        """Return what a field says: a fact for each entry of a list and each language, or one."""
        value, pointer = getattr(resource, field, MISSING), f"/{field}"
        if value is MISSING:
            return []
        if isinstance(value, LanguageMap):
            return self.names(resource, value, pointer)
        if isinstance(value, tuple):
            return [self.fact(resource, f"{pointer}/{n}", one) for n, one in enumerate(value)]
        return [self.fact(resource, pointer, value)]

    def rows(
        self, resource: CitedResource
    ) -> Iterator[tuple[str, list[Fact], str, tuple[int, ...]]]:
        """Yield the fields that do not stand above or below the name.

        Each has its label, its facts, where sources differ on a list as a whole, and the footnotes
        that all of several facts have.
        """
        for field in type(resource).model_fields:
            facts = [] if field in _ELSEWHERE else self.facts(resource, field)
            if facts:
                whole = f"{resource.id}/{field}"
                differs = "" if facts[0].id == whole else self._differs(whole)
                facts, notes = _hoisted(facts) if len(facts) > 1 else (facts, ())
                yield label_of(field), facts, differs, notes

    def at(self, resource: CitedResource, pointer: str) -> Fact:
        """Return what a resource shows at a pointer."""
        return replace(self.fact(resource, pointer, _resolve(resource, pointer)), differs="")

    def other(self, resource: CitedResource, evidence: Evidence) -> Fact:
        """Return what an entry of the evidence gives instead of what the resource shows."""
        pointer, value = evidence.supports[0], evidence.value
        is_link = isinstance(_resolve(resource, pointer), Reference | tuple)
        values = value if isinstance(value, tuple) else (value,)
        facts = [
            self.link(str(one)) if is_link else Fact(text=in_words(_field(pointer), one))
            for one in values
        ]
        return Fact(parts=tuple(_listed(facts)), notes=self.footnotes.number([evidence]))

    def fact(self, resource: CitedResource, pointer: str, value: object) -> Fact:
        """Return a value that stands at a pointer."""
        if isinstance(value, tuple):
            facts = [self.fact(resource, f"{pointer}/{n}", one) for n, one in enumerate(value)]
            return self._composite(resource, pointer, _listed(facts))
        if isinstance(value, LanguageMap):
            facts = self.names(resource, value, pointer)
            return self._composite(resource, pointer, _listed(facts))
        if isinstance(value, Reference):
            return self._leaf(resource, pointer, self.link(value.id))
        if isinstance(value, Model):
            return self._composite(resource, pointer, self._phrase(resource, pointer, value))
        field = _field(pointer)
        href = str(value) if field == "url" else ""
        return self._leaf(resource, pointer, Fact(text=in_words(field, value), href=href))

    def _phrase(
        self, resource: CitedResource, pointer: str, model: Model
    ) -> Iterator["Fact | str"]:
        """Yield the parts of a value that are given, each after the words that lead to it."""
        is_first = True
        for lead, field, tail in PHRASES[type(model)]:
            value = getattr(model, field)
            if value is MISSING or value == ():
                continue
            yield FIRST.get(lead, "") if is_first else lead
            yield self.fact(resource, f"{pointer}/{field}", value)
            yield tail
            is_first = False

    def _leaf(self, resource: CitedResource, pointer: str, fact: Fact) -> Fact:
        address = resource.id + pointer
        notes = self.footnotes.number(supporting(resource, pointer))
        is_fact = split(pointer)[0] not in resource.ours
        return replace(
            fact, id=address if is_fact else "", notes=notes, differs=self._differs(address)
        )

    def _composite(
        self, resource: CitedResource, pointer: str, parts: Iterable["Fact | str"]
    ) -> Fact:
        parts, notes = _hoisted(parts)
        differs = self._differs(resource.id + pointer)
        return Fact(parts=tuple(parts), notes=notes, differs=differs)

    def _differs(self, address: str) -> str:
        return f"differ_{address}" if address in self._disputed else ""


def _hoisted(parts: Iterable[P]) -> tuple[list[P], tuple[int, ...]]:
    """Return facts without the footnotes that all of them have, and these."""
    parts = list(parts)
    notes = {one.notes for one in parts if isinstance(one, Fact)}
    if len(notes) != 1:
        return parts, ()
    return [replace(one, notes=()) if isinstance(one, Fact) else one for one in parts], notes.pop()


def _foreign(tag: str) -> str:
    return "" if tag == "en" else tag


def _field(pointer: str) -> str:
    """Return the field that a pointer leads to, or into an entry of."""
    return next(key for key in reversed(split(pointer)) if not key.isdecimal())


def _resolve(value: object, pointer: str) -> object:
    """Return what stands in a model at a pointer that `check` has found to lead somewhere."""
    for key in split(pointer):
        if isinstance(value, tuple):
            value = value[int(key)]
        else:
            value = value.root[key] if isinstance(value, LanguageMap) else getattr(value, key)
    return value


def _listed(facts: Iterable[Fact]) -> Iterator["Fact | str"]:
    """Yield facts with commas between them."""
    for number, fact in enumerate(facts):
        yield from (", ", fact) if number else (fact,)
