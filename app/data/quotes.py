"""Quotes and places, verified against the texts they come from, where a text is at hand.

A text is a UTF-8 file named after its source's id, with `.txt`. Its paragraphs are the lines that
are not blank, counted from the one that begins with the source's `first_words`; the lines before
that one hold the headline and the byline.
"""

import re
from collections import Counter
from pathlib import Path

from pydantic import MISSING

from app.data.errors import DataProblem, near_matches
from app.data.loader import Loaded
from app.models import Source
from app.models.evidence import Evidence

_EDGES = " .!?\u3002\uff01\uff1f\u201c\u201d\u2018\u2019\u300c\u300d\"'"
"""What may stand around a sentence and is no part of it."""
_SENTENCES = re.compile(
    r"(?<=[.!?])[\u201d\u2019\"']?\s+|(?<=[\u3002\uff01\uff1f])[\u201d\u2019\u300d]?\s*|\n"
)
_PARAGRAPH = re.compile(r"paragraph (\d+)")


class SourceText:
    """The text of one source, by paragraphs and sentences."""

    def __init__(self, text: str, source: Source) -> None:
        """Find the first paragraph by the source's `first_words`."""
        self.text = text
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        self._whole_lines = {line for line in lines if line[-1] not in _EDGES}
        self._sentences = {part.strip(_EDGES) for part in _SENTENCES.split(text)}
        self.parts: list[str] = []
        """The lines before the first paragraph as one, then each paragraph; nothing without one."""
        for number, line in enumerate(lines):
            if source.first_words is not MISSING and line.startswith(source.first_words):
                self.parts = ["\n".join(lines[:number]), *lines[number:]]
                break

    def number_of(self, locator: str) -> int | None:
        """Return which of the parts a place is, or nothing for one that cannot be looked up."""
        found = _PARAGRAPH.fullmatch(locator)
        if not self.parts or not (found or locator in {"headline", "byline"}):
            return None
        return int(found[1]) if found else 0

    def find_fault(self, evidence: Evidence) -> tuple[str, str, str] | None:
        """Return which field of an entry is wrong, how, and the remedy; nothing if none is."""
        quote = "" if evidence.quote is MISSING else evidence.quote
        if quote not in self.text:
            remedy = "Quote a phrase of the passage, character by character"
            return "quote", f"the quote is not in the text of {evidence.source.id!r}", remedy
        if quote and quote.strip(_EDGES) in self._sentences and quote not in self._whole_lines:
            return "quote", "the quote is a whole sentence", "Quote a phrase of it: that is enough"
        number = self.number_of(evidence.locator)
        if number is None or (number < len(self.parts) and quote in self.parts[number]):
            return None
        message = f"the quote is not in the {evidence.locator}"
        if number >= len(self.parts):
            message = f"the text has {len(self.parts) - 1} paragraphs"
        found = [n for n, part in enumerate(self.parts) if quote and quote in part]
        places = [f"paragraph {n}" if n else "headline or byline" for n in found]
        remedy = f"The words are in {' and '.join(places)}: write {' or '.join(places)}"
        return "locator", message, remedy if places else "Correct the place"


def verify(loaded: Loaded, folder: Path | None) -> tuple[Counter[str], list[str]]:
    """Look up every quote and place in the texts; what is wrong becomes problems of `loaded`.

    Returns how many `quotes` and `places` (paragraphs, headlines, bylines) were found, how many
    quotes are `unverified`, and the ids of the sources whose text is not at hand. Raises `OSError`
    when the folder cannot be read.
    """
    texts = {} if folder is None else _read_texts(folder, loaded)
    count = Counter[str]()
    uncounted = set[str]()
    for resource in loaded.resources.values():
        for index, evidence in enumerate(getattr(resource, "evidence", ())):
            is_quoted = evidence.quote is not MISSING
            text = texts.get(evidence.source.id)
            if text is None:
                count["unverified"] += is_quoted
                continue
            if not text.parts and _PARAGRAPH.fullmatch(evidence.locator):
                uncounted.add(evidence.source.id)
            if fault := text.find_fault(evidence):
                field, message, remedy = fault
                loaded.add_problem(resource.id, f"/evidence/{index}/{field}", message, remedy)
            else:
                count["quotes"] += is_quoted
                count["places"] += text.number_of(evidence.locator) is not None
    for slug in uncounted:
        message = f"paragraphs of it are cited, and no line of {slug}.txt begins with first_words"
        remedy = "Write in first_words how paragraph 1 begins in the text"
        loaded.add_problem(slug, "", message, remedy)
    sources = (one.id for one in loaded.resources.values() if isinstance(one, Source))
    return count, [slug for slug in sources if slug not in texts]


def _read_texts(folder: Path, loaded: Loaded) -> dict[str, SourceText]:
    """Return the texts that are at hand, by the id of their source; raises `OSError`."""
    sources = [slug for slug, one in loaded.references.items() if one["type"] == "source"]
    texts = {}
    for path in sorted(one for one in folder.iterdir() if one.suffix == ".txt"):
        source = loaded.resources.get(path.stem)
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            problem = DataProblem(path.name, 0, "", "is not UTF-8", "Save it as UTF-8")
            loaded.problems.append(problem)
            continue
        if isinstance(source, Source):
            texts[source.id] = SourceText(text, source)
        elif path.stem not in sources:
            near = near_matches(path.stem, sources)
            remedy = f"Did you mean {near[0]}.txt?" if near else "Name it SOURCE-ID.txt"
            message = "is the text of no source in this dataset"
            loaded.problems.append(DataProblem(path.name, 0, "", message, remedy))
    return texts
