"""Quotes held against the texts they come from, where a text is at hand.

A text is a UTF-8 file named after its source's id, with `.txt`. Its paragraphs are the lines that
are not blank, counted from the one that begins with the source's `first_words`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import MISSING

from app.data.load import Loaded
from app.models import Source
from app.models.evidence import Evidence

_EDGES = " .!?\u3002\uff01\uff1f\u201c\u201d\u2018\u2019\u300c\u300d\"'"
"""What may stand around a sentence and is no part of it."""
_SENTENCES = re.compile(
    r"(?<=[.!?])[\u201d\u2019\"']?\s+|(?<=[\u3002\uff01\uff1f])[\u201d\u2019\u300d]?\s*|\n"
)
_PARAGRAPH = re.compile(r"paragraph (\d+)")


@dataclass(slots=True)
class QuoteCount:
    """How many quotes were found in their text, and how many had no text to be found in."""

    verified: int = 0
    unverifiable: int = 0


class SourceText:
    """The text of one source."""

    def __init__(self, text: str, source: Source) -> None:
        """Split the text into paragraphs and sentences."""
        self.text = text
        self._source = source
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        starts = [
            number
            for number, line in enumerate(lines)
            if source.first_words is not MISSING and line.startswith(source.first_words)
        ]
        self.paragraphs = lines[starts[0] :] if starts else []
        self._sentences = {part.strip(_EDGES) for part in _SENTENCES.split(text)}

    def fault(self, evidence: Evidence) -> str:
        """Return what is wrong with the entry's quote, or nothing."""
        quote = "" if evidence.quote is MISSING else evidence.quote
        if quote not in self.text:
            return f"the quote {quote!r} is not in the text of {self._source.id!r}"
        if quote.strip(_EDGES) in self._sentences:
            return "the quote is a whole sentence: a phrase of it is enough"
        match = _PARAGRAPH.fullmatch(evidence.locator)
        if match is None or not self.paragraphs:
            return ""
        found = [n for n, text in enumerate(self.paragraphs, 1) if quote in text]
        if int(match[1]) in found:
            return ""
        return (
            f"the quote is in paragraph {' and '.join(map(str, found)) or 'none'}, not {match[1]}"
        )


def read_texts(folder: Path, loaded: Loaded) -> Iterator[tuple[str, SourceText]]:
    """Yield the texts that are at hand, with the id of their source; raises `OSError`."""
    for source in loaded.resources.values():
        path = folder / f"{source.id}.txt"
        if not isinstance(source, Source) or not path.is_file():
            continue
        try:
            yield source.id, SourceText(path.read_text("utf-8"), source)
        except UnicodeDecodeError:
            loaded.add(source.id, "", f"its text {path.name} is not UTF-8", "Save that as UTF-8")


def quotes(loaded: Loaded) -> Iterator[tuple[str, int, Evidence]]:
    """Yield every entry that has a quote: (id of the resource, index of the entry, entry)."""
    for resource in loaded.resources.values():
        for index, evidence in enumerate(resource.evidence):
            if evidence.quote is not MISSING:
                yield resource.id, index, evidence


def check_quotes(loaded: Loaded, folder: Path | None) -> QuoteCount:
    """Look every quote up in its text; those that are not there become problems of `loaded`."""
    texts = dict(read_texts(folder, loaded)) if folder else {}
    count = QuoteCount()
    for slug, index, evidence in quotes(loaded):
        text = texts.get(evidence.source.id)
        if text is None:
            count.unverifiable += 1
        elif fault := text.fault(evidence):
            remedy = "Quote a phrase of the passage, character by character"
            loaded.add(slug, f"/evidence/{index}/quote", fault, remedy)
        else:
            count.verified += 1
    return count
