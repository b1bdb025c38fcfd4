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
        paragraphs = _paragraphs(text[start:])
        self.text = text[:start] + "\n".join(paragraphs)
        self.places: dict[str, str] = {}
        self.kinds: set[str] = set()
        """The kinds of places that are looked up: none without the first words."""
        if first:
            self.kinds = {"paragraph", "headline", "byline"}
            self.places = dict.fromkeys(("headline", "byline"), text[:start])
            for number, paragraph in enumerate(paragraphs, 1):
                self.places[f"paragraph {number}"] = paragraph
        self._sentences = {part.strip(_EDGES) for part in _SENTENCES.split(self.text)}
        for line in self.text.split("\n"):
            if line[-1:] not in _EDGES:  # a title
                self._sentences.discard(line.strip(_EDGES))

    def find_fault(self, evidence: Evidence) -> Finding | None:
        """Return what is wrong in an entry, by the field where it is; nothing if it is right."""
        quote = "" if evidence.quote is MISSING else _plain(evidence.quote)
        if quote not in self.text:
            message = f"the quote is not in the text of {evidence.source.id!r}"
            return Finding(
                "/quote",
                message + self._nearest(quote),
                "Quote a phrase of the passage, character by character",
            )
        if not re.search(_NOT_IN_A_WORD + re.escape(quote) + _NOT_IN_A_WORD, self.text):
            return Finding("/quote", "the quote cuts a word", "Quote whole words")
        if quote and quote.strip(_EDGES) in self._sentences:
            return Finding(
                "/quote",
                "the quote is a whole sentence",
                "Quote a phrase of it: that is enough",
            )
        kind, _, _ = evidence.locator.partition(" ")
        places = [place for place, words in self.places.items() if quote in words]
        if kind not in self.kinds or evidence.locator in places:
            return None
        message = f"the text has no {evidence.locator!r}"
        remedy = "Correct the place"
        if quote:
            message += " with these words"
            remedy = f"Write {' or '.join(places)}, where they are"
        return Finding("/locator", message, remedy)

    def _nearest(self, quote: str) -> str:
        """Return what to say of the words of the text that resemble a quote, if any do."""
        matcher = SequenceMatcher(
            None, self.text.casefold(), quote.casefold(), autojunk=False
        )
        match = matcher.find_longest_match()
        if match.size < len(quote) // 2:
            return ""
        line_begin = self.text.rfind("\n", 0, match.a) + 1
        begin = max(match.a - match.b, line_begin)
        words, _, _ = self.text[begin : begin + len(quote)].partition("\n")
        return f", which has {words!r}"


def _plain(text: str) -> str:
    """Return a line as it is read: accents and letters as one, and every space a plain one."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def _paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text, whose lines may be broken at a width."""
    lines = text.split("\n")
    width = max([1, *map(len, lines)])
    break_lines = TextWrapper(
        width, break_long_words=False, break_on_hyphens=False
    ).fill
    blocks = re.split("\n\n+", text.strip())
    if width <= _WIDEST and len(blocks) > 1 and blocks == [*map(break_lines, blocks)]:
        return [_plain(block) for block in blocks]
    return [line for line in lines if line]


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
            is_quoted = evidence.quote is not MISSING
            text = texts.get(source)
            if text is None:
                unverified["quote"] += is_quoted
                continue
            fault = text.find_fault(evidence)
            if fault:
                fault = replace(fault, pointer=f"/evidence/{index}{fault.pointer}")
                raw.problems.append(raw.places[resource.id].problem(fault))
                continue
            verified["quote"] += is_quoted
            kind, _, _ = evidence.locator.partition(" ")
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
    sources = [
        slug for slug, resource in raw.resources.items() if isinstance(resource, Source)
    ]
    missing = [slug for slug in sources if slug not in texts]
    if missing:
        lines.append(f"texts not at hand: {', '.join(missing)}")
    return lines


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
