"""Quotes and places, verified against the texts they come from, where a text is at hand.

A text is a UTF-8 file named after its source's id, with `.txt`. Its paragraphs are the lines that
are not blank, counted from the one that begins with the source's `first_words`; the lines before
that one hold the headline and the byline.
"""

import re
from pathlib import Path

from pydantic import MISSING

from app.data.errors import DataProblem, Finding
from app.data.loader import RawDataset
from app.data.text import near_matches, pluralize
from app.models import Source
from app.models.resource import Evidence

_EDGES = " .!?\u3002\uff01\uff1f\u201c\u201d\u2018\u2019\u300c\u300d\"'"
"""What may stand around a sentence and is no part of it."""
_SENTENCES = re.compile(
    r"(?<=[.!?])[\u201d\u2019\"']?\s+|(?<=[\u3002\uff01\uff1f])[\u201d\u2019\u300d]?\s*|\n"
)
_PARAGRAPH = re.compile(r"paragraph \d+")
_HEAD = "headline or byline"


class SourceText:
    """The text of one source, by paragraphs and sentences."""

    def __init__(self, text: str, source: Source) -> None:
        """Find the first paragraph by the source's `first_words`."""
        self.text = text
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        self._whole_lines = {line for line in lines if line[-1] not in _EDGES}
        self._sentences = {part.strip(_EDGES) for part in _SENTENCES.split(text)}
        self.passages: dict[str, str] = {}
        """The lines before the first paragraph as one, then each paragraph; none without that."""
        for number, line in enumerate(lines):
            if source.first_words is not MISSING and line.startswith(source.first_words):
                self.passages[_HEAD] = "\n".join(lines[:number])
                for paragraph, words in enumerate(lines[number:], 1):
                    self.passages[f"paragraph {paragraph}"] = words
                break

    def passage_at(self, locator: str) -> str | None:
        """Return what stands at a place, or nothing for one that is not there or not looked up."""
        if locator in {"headline", "byline"}:
            locator = _HEAD
        return self.passages.get(locator)

    def find_fault(self, evidence: Evidence) -> Finding | None:
        """Return what is wrong in an entry, by the field where it is; nothing if it is right."""
        quote = "" if evidence.quote is MISSING else evidence.quote
        if quote not in self.text:
            message = f"the quote is not in the text of {evidence.source.id!r}"
            remedy = "Quote a phrase of the passage, character by character"
            return Finding("/quote", message, remedy)
        is_sentence = quote.strip(_EDGES) in self._sentences and quote not in self._whole_lines
        if quote and is_sentence:
            remedy = "Quote a phrase of it: that is enough"
            return Finding("/quote", "the quote is a whole sentence", remedy)
        passage = self.passage_at(evidence.locator)
        if passage is not None and quote not in passage:
            message = f"the quote is not in the {evidence.locator}"
        elif passage is None and self.passages and _PARAGRAPH.fullmatch(evidence.locator):
            message = f"the text has {len(self.passages) - 1} paragraphs"
        else:
            return None
        places = [place for place, words in self.passages.items() if quote and quote in words]
        remedy = "Correct the place"
        if places:
            remedy = f"The words are in {' and '.join(places)}: write {' or '.join(places)}"
        return Finding("/locator", message, remedy)


def verify(raw: RawDataset, folder: Path | None) -> list[str]:
    """Look up every quote and place in the texts; what is wrong becomes problems of `raw`.

    Returns lines that say how many quotes and places (paragraphs, headlines, bylines) were found,
    and of which sources the text is not at hand. Raises `OSError` when the folder cannot be read.
    """
    texts = {} if folder is None else _read_texts(folder, raw)
    quotes = places = unverified = 0
    for resource in raw.resources.values():
        for index, evidence in enumerate(getattr(resource, "evidence", ())):
            source = evidence.source.id
            is_quoted = evidence.quote is not MISSING
            text = texts.get(source)
            if text is None:
                unverified += is_quoted
                continue
            fault = text.find_fault(evidence)
            if fault:
                pointer = f"/evidence/{index}{fault.pointer}"
                fault = Finding(pointer, fault.message, fault.remedy)
                raw.problems.append(raw.places[resource.id].problem(fault))
            else:
                quotes += is_quoted
                places += text.passage_at(evidence.locator) is not None
            if not text.passages and _PARAGRAPH.fullmatch(evidence.locator):
                message = f"no line of {source}.txt begins with first_words, as paragraph 1 should"
                remedy = "Write in first_words how paragraph 1 begins in the text"
                raw.problems.append(raw.places[source].problem(Finding("", message, remedy)))
    lines = [
        f"verified against source texts: {pluralize(quotes, 'quote')}, {pluralize(places, 'place')}"
    ]
    sources = [slug for slug, resource in raw.resources.items() if isinstance(resource, Source)]
    missing = [slug for slug in sources if slug not in texts]
    if missing:
        rest = f"{pluralize(unverified, 'quote')}, of sources whose text is not at hand"
        lines.append(f"not verified: {rest}: {', '.join(missing)}")
    return lines


def _read_texts(folder: Path, raw: RawDataset) -> dict[str, SourceText]:
    """Return the texts in a folder and those below it, by the id of their source.

    Below the folder there may be texts of other documents, too. Raises `OSError`.
    """
    sources = [slug for slug, parts in raw.references.items() if parts["type"] == "source"]
    texts = {}
    paths = [path for path in folder.iterdir() if path.suffix == ".txt"]
    paths += folder.glob("*/**/*.txt")
    for path in sorted(paths):
        source = raw.resources.get(path.stem)
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            problem = DataProblem(path.name, 0, "", "is not UTF-8", "Save it as UTF-8")
            raw.problems.append(problem)
            continue
        if isinstance(source, Source):
            texts[source.id] = SourceText(text, source)
        elif path.stem not in sources and path.parent == folder:
            near = near_matches(path.stem, sources)
            remedy = f"Did you mean {near[0]}.txt?" if near else "Name it SOURCE-ID.txt"
            message = "is the text of no source in this dataset"
            raw.problems.append(DataProblem(path.name, 0, "", message, remedy))
    return texts
