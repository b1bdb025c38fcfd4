"""Footnotes: each passage that facts rest on, once, numbered source by source."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import unquote

from pydantic import MISSING

from app.data.dataset import Dataset
from app.models import CitedResource
from app.models.evidence import Evidence

_ENCODED = re.compile("(%[89A-F][0-9A-F])+")


@dataclass(frozen=True, slots=True)
class Footnote:
    """A numbered passage."""

    number: int
    evidence: Evidence
    """One of the entries that cite it."""
    remarks: dict[str, tuple[str, Evidence]] = field(default_factory=dict)
    """What we have to say about it as evidence: by the words, the first resource concerned."""

    @property
    def link(self) -> str:
        """Where the source opens at the words.

        Words in other scripts stand there as they are, which is a third as long; a browser encodes
        them again (URL standard, fragment state).
        """
        url, mark, words = self.evidence.link.partition(":~:")
        return url + mark + _ENCODED.sub(lambda match: unquote(match[0]), words)


def supporting(resource: CitedResource, pointer: str) -> list[Evidence]:
    """Return the evidence for what a resource shows at a pointer."""
    return [
        evidence
        for evidence in resource.evidence
        if evidence.value is MISSING
        and any(f"{pointer}/".startswith(f"{one}/") for one in evidence.supports)
    ]


class Footnotes:
    """Numbers the passages of a dataset: sources in their order, passages in that of the source."""

    def __init__(self, dataset: Dataset) -> None:
        """Collect the passages, and what is said of each."""
        sources = list(dataset.of_type("source"))
        entries = [(one.id, evidence) for one in dataset.cited for evidence in one.evidence]
        entries.sort(key=lambda entry: (sources.index(entry[1].source.id), *_place(entry[1])))
        self._notes: dict[tuple[str, str, object], Footnote] = {}
        for slug, evidence in entries:
            note = Footnote(len(self._notes) + 1, evidence)
            note = self._notes.setdefault(_passage(evidence), note)
            # The reason for another value stands where sources differ.
            if evidence.note is not MISSING and evidence.value is MISSING:
                note.remarks.setdefault(evidence.note, (slug, evidence))

    def of(self, source: str) -> list[Footnote]:
        """Return the footnotes to a source."""
        return [one for one in self._notes.values() if one.evidence.source.id == source]

    def number(self, evidence: Iterable[Evidence]) -> tuple[int, ...]:
        """Return the numbers of the footnotes to some evidence."""
        return tuple(sorted({self._notes[_passage(one)].number for one in evidence}))


def _passage(evidence: Evidence) -> tuple[str, str, object]:
    return evidence.source.id, evidence.locator, evidence.quote


def _place(evidence: Evidence) -> tuple[list[int], str]:
    """Return what sorts places: by their numbers, those without one first."""
    return [int(number) for number in re.findall("[0-9]+", evidence.locator)], evidence.locator
