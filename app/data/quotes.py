"""Quotes and places, verified against the texts they come from, where a text is at hand.

A text is a UTF-8 file named after its source's id, with `.txt`. Its paragraphs are the lines that
are not blank, or what stands between blank lines where the lines are broken at a width. They are
counted from the one that begins with the source's `first_words`; the lines before that one hold the
headline and the byline.
"""

import re
import unicodedata
from collections import Counter
from dataclasses import replace
from difflib import SequenceMatcher
from pathlib import Path
from textwrap import TextWrapper

from pydantic import MISSING

from app.data.errors import DataProblem, Finding
from app.data.loader import RawDataset
from app.data.text import pluralize
from app.models import Source
from app.models.resource import Evidence

_EDGES = " .!?\u3002\uff01\uff1f\u201c\u201d\u2018\u2019\u300c\u300d\"'"
"""What may stand around a sentence and is no part of it."""
_SENTENCES = re.compile(
    r"(?<=[.!?])[\u201d\u2019\"']?\s+|(?<=[\u3002\uff01\uff1f])[\u201d\u2019\u300d]?\s*|\n"
)
_LETTER = "[0-9A-Za-z\u00c0-\u052f]"
"""A letter of a script that has spaces between words: Latin, Greek, Cyrillic."""
_NOT_IN_A_WORD = f"(?!(?<={_LETTER}){_LETTER})"
_WIDEST = 120
"""More characters than there are on a line of a text that is broken at a width."""


class SourceText:
    """The text of one source, by paragraphs and sentences."""

    def __init__(self, text: str, source: Source) -> None:
        """Find the first paragraph by the source's `first_words`."""
        text = "\n".join(map(_plain, text.splitlines()))
        first = None
        if source.first_words is not MISSING:
            words = re.escape(_plain(source.first_words)).replace(r"\ ", r"\s+")
            first = re.search(f"^{words}", text, re.MULTILINE)
        start = first.start() if first else 0
        head = text[:start]
        paragraphs = _paragraphs(text[start:])
        self._text = head + "\n".join(paragraphs)
        self._sentences = _sentences(self._text)
        self._places: dict[str, str] = {}
        self.kinds: set[str] = set()
        """The kinds of places that are looked up: none without the first words."""
        if first:
            self.kinds = {"paragraph", "headline", "byline"}
            self._places = {"headline": head, "byline": head}
            for number, paragraph in enumerate(paragraphs, 1):
                self._places[f"paragraph {number}"] = paragraph

    def find_fault(self, evidence: Evidence) -> Finding | None:
        """Return what is wrong in an entry, by the field where it is; nothing if it is right."""
        quote = ""
        if evidence.quote is not MISSING:
            quote = _plain(evidence.quote)
        if quote not in self._text:
            message = f"the quote is not in the text of {evidence.source.id!r}"
            return Finding(
                "/quote",
                message + self._nearest(quote),
                "Quote a phrase of the passage, character by character",
            )
        whole_words = _NOT_IN_A_WORD + re.escape(quote) + _NOT_IN_A_WORD
        if not re.search(whole_words, self._text):
            return Finding("/quote", "the quote cuts a word", "Quote whole words")
        if quote and quote.strip(_EDGES) in self._sentences:
            return Finding(
                "/quote",
                "the quote is a whole sentence",
                "Quote a phrase of it: that is enough",
            )
        if _kind_of_place(evidence) not in self.kinds:
            return None
        places = [place for place, words in self._places.items() if quote in words]
        if evidence.locator in places:
            return None
        message = f"the text has no {evidence.locator!r}"
        remedy = "Correct the place"
        if quote:
            message += " with these words"
            remedy = f"Write {' or '.join(places)}, where they are"
        return Finding("/locator", message, remedy)

    def _nearest(self, quote: str) -> str:
        """Return what to say of the words of the text that resemble a quote, if any do."""
        text = self._text.casefold()
        matcher = SequenceMatcher(None, text, quote.casefold(), autojunk=False)
        match = matcher.find_longest_match()
        if match.size < len(quote) // 2:
            return ""
        line_begin = self._text.rfind("\n", 0, match.a) + 1
        begin = max(match.a - match.b, line_begin)
        end = begin + len(quote)
        words, _, _ = self._text[begin:end].partition("\n")
        return f", which has {words!r}"


def _plain(text: str) -> str:
    """Return a line as it is read: accents and letters as one, and every space a plain one."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def _paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text, whose lines may be broken at a width."""
    lines = [line for line in text.split("\n") if line]
    blocks = re.split("\n\n+", text.strip())
    width = max(map(len, lines), default=0)
    if width > _WIDEST or len(blocks) == 1:
        return lines
    wrapper = TextWrapper(width, break_long_words=False, break_on_hyphens=False)
    if blocks != list(map(wrapper.fill, blocks)):
        return lines
    return list(map(_plain, blocks))


def _sentences(text: str) -> set[str]:
    """Return the sentences of a text, without their marks; what has no full stop is a title."""
    sentences = {sentence.strip(_EDGES) for sentence in _SENTENCES.split(text)}
    for line in text.split("\n"):
        if line[-1:] not in _EDGES:
            sentences.discard(line.strip(_EDGES))
    return sentences


def verify(raw: RawDataset, folder: Path | None) -> list[str]:
    """Look up every quote and place in the texts; what is wrong becomes problems of `raw`.

    Returns lines that say how many quotes, and places of each kind, were found, how many were not
    looked up, and of which sources the text is not at hand. Raises `OSError` when a text cannot be
    read.
    """
    texts = {} if folder is None else _read_texts(folder, raw)
    verified = Counter[str]()
    unverified = Counter[str]()
    for resource in raw.resources.values():
        for index, evidence in enumerate(getattr(resource, "evidence", ())):
            source = evidence.source.id
            text = texts.get(source)
            is_quoted = evidence.quote is not MISSING
            if text is None:
                unverified["quote"] += is_quoted
                continue
            fault = text.find_fault(evidence)
            if fault:
                pointer = f"/evidence/{index}{fault.pointer}"
                fault = replace(fault, pointer=pointer)
                raw.problems.append(raw.places[resource.id].problem(fault))
                continue
            verified["quote"] += is_quoted
            kind = _kind_of_place(evidence)
            if kind in text.kinds:
                verified[kind] += 1
            elif kind == "paragraph":
                fault = Finding(
                    "",
                    f"no line of {source}.txt begins with first_words, as paragraph 1 should",
                    "Write in first_words how paragraph 1 begins in the text",
                )
                raw.problems.append(raw.places[source].problem(fault))
            elif evidence.locator != "page":  # the page as a whole has no place in it
                unverified[kind] += 1
    lines = [
        f"verified against source texts: {_counted(verified)}",
        f"not verified: {_counted(unverified)}",
    ]
    missing = [
        resource.id
        for resource in raw.resources.values()
        if isinstance(resource, Source) and resource.id not in texts
    ]
    if missing:
        lines.append(f"texts not at hand: {', '.join(missing)}")
    return lines


def _kind_of_place(evidence: Evidence) -> str:
    kind, _, _ = evidence.locator.partition(" ")
    return kind


def _counted(kinds: Counter[str]) -> str:
    counts = [pluralize(number, kind) for kind, number in kinds.items() if number]
    return ", ".join(counts) or "nothing"


def _read_texts(folder: Path, raw: RawDataset) -> dict[str, SourceText]:
    """Return the texts in a folder and those below it, by the id of their source."""
    texts = {}
    for path in sorted(folder.rglob("*.txt")):
        source = raw.resources.get(path.stem)
        if isinstance(source, Source):
            try:
                texts[source.id] = SourceText(path.read_text("utf-8-sig"), source)
            except UnicodeDecodeError:
                problem = DataProblem(
                    path.name, 0, "", "is not UTF-8", "Save it as UTF-8"
                )
                raw.problems.append(problem)
    return texts
