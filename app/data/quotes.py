"""Quotes and places, verified against the texts they come from, where a text is at hand.

A text is a UTF-8 file named after its source's id, with `.txt`. Its paragraphs are the lines that
are not blank, counted from the one that begins with the source's `first_words`; the lines before
that one hold the headline and the byline.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from pydantic import MISSING

from app.data.errors import DataProblem
from app.data.loader import Loaded
from app.data.near_matches import near_matches
from app.models import Source
from app.models.evidence import Evidence

_MARKS = ".!?\u3002\uff01\uff1f"
_EDGES = f" {_MARKS}\u201c\u201d\u2018\u2019\u300c\u300d\"'"
"""What may stand around a sentence and is no part of it."""
_SENTENCES = re.compile(
    r"(?<=[.!?])[\u201d\u2019\"']?\s+|(?<=[\u3002\uff01\uff1f])[\u201d\u2019\u300d]?\s*|\n"
)
_PARAGRAPH = re.compile(r"paragraph (\d+)")
_HEAD = frozenset({"headline", "byline"})


@dataclass(slots=True)
class Verification:
    """How much of the evidence was found in the texts, and which texts were not at hand."""

    quotes: int = 0
    """Quotes found in the text of their source."""
    places: int = 0
    """Paragraphs, headlines and bylines in which the words were found."""
    unverified: int = 0
    """Quotes whose source's text is not at hand."""
    missing_texts: tuple[str, ...] = ()
    """Ids of the sources whose text is not at hand."""


class SourceText:
    """The text of one source, by paragraphs and sentences."""

    def __init__(self, text: str, source: Source) -> None:
        """Find the first paragraph by the source's `first_words`."""
        self.text = text
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        words = source.first_words
        known = words is not MISSING
        starts = [n for n, line in enumerate(lines) if known and line.startswith(str(words))]
        self.head = "\n".join(lines[: starts[0]]) if starts else ""
        self.paragraphs = lines[starts[0] :] if starts else []
        self._whole_lines = {line for line in lines if line[-1] not in _EDGES}
        self._sentences = {part.strip(_EDGES) for part in _SENTENCES.split(text)}

    def fault(self, evidence: Evidence) -> tuple[str, str, str] | None:
        """Return which field of an entry is wrong, how, and the remedy; nothing if none is."""
        quote = "" if evidence.quote is MISSING else evidence.quote
        if quote not in self.text:
            remedy = "Quote a phrase of the passage, character by character"
            return "quote", f"the quote is not in the text of {evidence.source.id!r}", remedy
        if quote and quote.strip(_EDGES) in self._sentences and quote not in self._whole_lines:
            return "quote", "the quote is a whole sentence", "Quote a phrase of it: that is enough"
        if not self.verifies(evidence.locator):
            return None
        words = self._words_at(evidence.locator)
        if words is not None and quote in words:
            return None
        places = [f"paragraph {n}" for n, text in enumerate(self.paragraphs, 1) if quote in text]
        if quote in self.head:
            places.insert(0, "headline or byline")
        remedy = f"The words are in {' and '.join(places)}: write {' or '.join(places)}"
        message = f"the quote is not in the {evidence.locator}"
        if words is None:
            message = f"the text has {len(self.paragraphs)} paragraphs"
        return "locator", message, remedy if quote and places else "Correct the place"

    def verifies(self, locator: str) -> bool:
        """Return whether a place can be looked up: paragraphs can be counted, and it is in them."""
        return bool(self.paragraphs and (locator in _HEAD or _PARAGRAPH.fullmatch(locator)))

    def _words_at(self, locator: str) -> str | None:
        """Return the words of a headline, byline or paragraph, or nothing if there is none."""
        if locator in _HEAD:
            return self.head
        number = int(locator.removeprefix("paragraph "))
        return self.paragraphs[number - 1] if number <= len(self.paragraphs) else None


def verify(loaded: Loaded, folder: Path | None) -> Verification:
    """Look up every quote and place in the texts; what is wrong becomes problems of `loaded`.

    Raises `OSError` when the folder cannot be read.
    """
    sources = {one.id: one for one in loaded.resources.values() if isinstance(one, Source)}
    texts = {} if folder is None else _read_texts(folder, sources, loaded)
    result = Verification(missing_texts=tuple(slug for slug in sources if slug not in texts))
    located = set[str]()
    for resource in loaded.resources.values():
        for index, evidence in enumerate(getattr(resource, "evidence", ())):
            is_quoted = evidence.quote is not MISSING
            text = texts.get(evidence.source.id)
            if text is None:
                result.unverified += is_quoted
                continue
            if _PARAGRAPH.fullmatch(evidence.locator):
                located.add(evidence.source.id)
            fault = text.fault(evidence)
            if fault is None:
                result.quotes += is_quoted
                result.places += text.verifies(evidence.locator)
            else:
                field, message, remedy = fault
                loaded.add(resource.id, f"/evidence/{index}/{field}", message, remedy)
    for slug in sorted(located):
        if not texts[slug].paragraphs:
            remedy = "Write in first_words how paragraph 1 begins in the text"
            message = (
                f"paragraphs of it are cited, and no line of {slug}.txt begins with first_words"
            )
            loaded.add(slug, "", message, remedy)
    return result


def _read_texts(folder: Path, sources: dict[str, Source], loaded: Loaded) -> dict[str, SourceText]:
    """Return the texts that are at hand, by the id of their source; raises `OSError`."""
    texts = {}
    for path in sorted(folder.iterdir()):
        if path.suffix != ".txt":
            continue
        if path.stem not in sources:
            near = near_matches(path.stem, sources)
            remedy = f"Did you mean {near[0]}.txt?" if near else "Name it SOURCE-ID.txt"
            message = "is the text of no source in this dataset"
            loaded.problems.append(DataProblem(path.name, 0, "", message, remedy))
            continue
        try:
            texts[path.stem] = SourceText(path.read_text("utf-8"), sources[path.stem])
        except UnicodeDecodeError:
            problem = DataProblem(path.name, 0, "", "is not UTF-8", "Save it as UTF-8")
            loaded.problems.append(problem)
    return texts
