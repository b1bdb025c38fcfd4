"""The numbered notes: each says which passage of which source a fact was taken from."""

from collections import defaultdict
from dataclasses import dataclass, field

from pydantic import MISSING

from app.data.dataset import Dataset
from app.models import Source
from app.models.claim import Claim
from app.pages.names import Names, names_of
from app.pages.selection import every


@dataclass(frozen=True, slots=True)
class Note:
    """A passage, and what we have to say about it."""

    number: int
    quote: str
    language: str
    source: str
    source_name: Names
    locator: str
    link: str
    derived: bool
    rank: str
    remark: str
    uses: list[str] = field(default_factory=list)
    """The ids of the facts on the page that it is a note to."""


def _key(claim: Claim) -> tuple[object, ...]:
    quote = "" if claim.quote is MISSING else claim.quote
    remark = "" if claim.note is MISSING else claim.note
    return claim.source.id, claim.locator, quote, claim.basis, claim.rank, remark


class Notebook:
    """Numbers the notes in the order in which the page first needs them."""

    def __init__(self, dataset: Dataset) -> None:
        """Sort the claims of a dataset by what they are about."""
        self._sources = {one.id: one for one in every(dataset, Source)}
        self._notes: dict[tuple[object, ...], Note] = {}
        self._claims = defaultdict[str, list[Claim]](list)
        for claim in dataset.claims.values():
            self._claims[claim.subject.id].append(claim)

    def cite(self, subject: str, pointer: str, anchor: str = "") -> tuple[int, ...]:
        """Return the numbers of the notes to a fact: to all leaves at or below the pointer.

        With an anchor the notes link back to it.
        """
        return self.number(self.claims(subject, pointer), anchor)

    def claims(self, subject: str, pointer: str) -> list[Claim]:
        """Return the claims that support what is shown at or below a pointer."""
        shown = (one for one in self._claims[subject] if one.shown)
        return [one for one in shown if f"{one.pointer}/".startswith(f"{pointer}/")]

    def number(self, claims: list[Claim], anchor: str = "") -> tuple[int, ...]:
        """Return the numbers of the notes that say where these claims come from."""
        found: dict[int, Note] = {}
        for claim in claims:
            note = self._notes.setdefault(_key(claim), self._note(claim))
            found[note.number] = note
        for note in found.values():
            if anchor and anchor not in note.uses:
                note.uses.append(anchor)
        return tuple(sorted(found))

    def _note(self, claim: Claim) -> Note:
        source = self._sources[claim.source.id]
        return Note(
            number=len(self._notes) + 1,
            quote="" if claim.quote is MISSING else claim.quote,
            language=source.language,
            source=source.id,
            source_name=names_of(source.name),
            locator="" if claim.locator == "page" else claim.locator,
            link=claim.link,
            derived=claim.basis == "derived",
            rank="" if claim.rank == "normal" else claim.rank,
            remark="" if claim.note is MISSING else claim.note,
        )

    @property
    def notes(self) -> tuple[Note, ...]:
        """The notes that were needed so far."""
        return tuple(self._notes.values())
