"""Quotes and places, verified against the texts they come from, where a text is at hand.

A text is a UTF-8 file named after its source's id, with `.txt`. Its paragraphs are the lines that
are not blank, or what stands between blank lines where the lines are broken at a width. They are
counted from the one that begins with the source's `first_words`; the lines before that one hold the
headline and the byline.
"""

import re
import unicodedata
from collections import Counter
from difflib import SequenceMatcher
from itertools import pairwise
from pathlib import Path

from pydantic import MISSING

from app.data.errors import Finding, problem_of_file
from app.data.loader import RawDataset
from app.data.text import near_matches, pluralize
from app.models import Source
from app.models.resource import Evidence

_EDGES = " .!?\u3002\uff01\uff1f\u201c\u201d\u2018\u2019\u300c\u300d\"'"
"""What may stand around a sentence and is no part of it."""
_SENTENCES = re.compile(
    r"(?<=[.!?])[\u201d\u2019\"']?\s+|(?<=[\u3002\uff01\uff1f])[\u201d\u2019\u300d]?\s*|\n"
)
_LETTER = "[0-9A-Za-z\u00c0-\u052f]"
"""A letter of a script that has spaces between words: Latin, Greek, Cyrillic."""
_WIDEST = 120
"""More characters than there are on a line of a text that is broken at a width."""
_ALIKE = 0.6
"""How much of a quote must be alike for words to be shown as the nearest."""
_HEAD = "headline or byline"


class SourceText:
    """The text of one source, by paragraphs and sentences."""

    def __init__(
        self,
        text: str,
        source: Source,
    ) -> None:
        """Find the first paragraph by the source's `first_words`."""
        lines = [_plain(line) for line in text.splitlines()]
        self.passages: dict[str, str] = {}
        """The lines before the first paragraph as one, then each paragraph; none without that."""
        start = _first_paragraph(lines, source)
        head = [line for line in lines[:start] if line]
        paragraphs = _paragraphs(lines[start:])
        if start is not None:
            self.passages[_HEAD] = "\n".join(head)
            for number, words in enumerate(paragraphs, 1):
                self.passages[f"paragraph {number}"] = words
        parts = [*head, *paragraphs] if start else paragraphs
        self.text = "\n".join(parts)
        self._titles = {part for part in parts if part[-1] not in _EDGES}
        self._sentences = {part.strip(_EDGES) for part in _SENTENCES.split(self.text)}

    def passage_at(
        self,
        locator: str,
    ) -> str | None:
        """Return what stands at a place, or nothing for one that is not there or not looked up."""
        if locator in {"headline", "byline"}:
            locator = _HEAD
        return self.passages.get(locator)

    def find_fault(
        self,
        evidence: Evidence,
    ) -> Finding | None:
        """Return what is wrong in an entry, by the field where it is; nothing if it is right."""
        quote = "" if evidence.quote is MISSING else _plain(evidence.quote)
        if quote not in self.text:
            message = f"the quote is not in the text of {evidence.source.id!r}"
            return Finding(
                "/quote",
                message + self._nearest(quote),
                "Quote a phrase of the passage, character by character",
            )
        if quote and not re.search(_whole_words(quote), self.text):
            return Finding(
                "/quote",
                "the quote cuts a word",
                "Quote whole words",
            )
        if quote and quote.strip(_EDGES) in self._sentences and quote not in self._titles:
            return Finding(
                "/quote",
                "the quote is a whole sentence",
                "Quote a phrase of it: that is enough",
            )
        passage = self.passage_at(evidence.locator)
        if passage is not None and quote not in passage:
            message = f"the quote is not in {evidence.locator!r}"
        elif passage is None and self.passages and evidence.locator.startswith("paragraph "):
            message = f"the text has {len(self.passages) - 1} paragraphs"
        else:
            return None
        places = [place for place, words in self.passages.items() if quote and quote in words]
        remedy = "Correct the place"
        if places:
            remedy = f"Write {' or '.join(places)}, where the words are"
        return Finding(
            "/locator",
            message,
            remedy,
        )

    def _nearest(self, quote: str) -> str:
        """Return what to say of the words of the text that resemble a quote, if any do."""
        wanted = quote.casefold()
        matcher = SequenceMatcher(None, self.text.casefold(), wanted, autojunk=False)
        match = matcher.find_longest_match()
        begin = max(match.a - match.b, 0)
        window = self.text[begin : begin + len(quote)]
        words, _, _ = window.partition("\n")
        likeness = SequenceMatcher(None, words.casefold(), wanted).ratio()
        if likeness < _ALIKE:
            return ""
        said = f", which has {words!r}"
        pairs = zip(words, quote, strict=False)
        difference = next((pair for pair in pairs if pair[0] != pair[1]), None)
        if difference is None or any(map(str.isalnum, difference)):
            return said
        # Apostrophes, hyphens and the like are hard to tell from each other.
        theirs, ours = map(_name, difference)
        return f"{said}, with {theirs} where the quote has {ours}"


def _name(mark: str) -> str:
    return unicodedata.name(mark, repr(mark)).lower()


def _plain(text: str) -> str:
    """Return a line as it is read: accents and letters as one, and every space a plain one."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def _first_paragraph(
    lines: list[str],
    source: Source,
) -> int | None:
    if source.first_words is not MISSING:
        for number in range(len(lines)):
            if " ".join(lines[number : number + 3]).startswith(_plain(source.first_words)):
                return number
    return None


def _paragraphs(lines: list[str]) -> list[str]:
    """Return the paragraphs of a text, whose lines may be broken at a width."""
    width = max(map(len, lines), default=0)
    is_broken = width <= _WIDEST
    finished = unfinished = 0
    for line, following in pairwise(lines):
        if not line or not following:
            continue
        if line[-1] in _EDGES:
            finished += 1
        else:
            unfinished += 1
        # A line is broken where the next word would not have had room.
        word, _, _ = following.partition(" ")
        if len(f"{line} {word}") <= width:
            is_broken = False
    if not is_broken or unfinished <= finished:
        return [line for line in lines if line]
    paragraphs = "\n".join(lines).split("\n\n")
    return [_plain(paragraph) for paragraph in paragraphs if paragraph.strip()]


def _whole_words(quote: str) -> str:
    """Return a pattern of a quote that neither begins nor ends within a word."""
    begin = f"(?<!{_LETTER})" if re.match(_LETTER, quote) else ""
    end = f"(?!{_LETTER})" if re.match(_LETTER, quote[-1]) else ""
    return begin + re.escape(quote) + end


def verify(
    raw: RawDataset,
    folder: Path | None,
) -> list[str]:
    """Look up every quote and place in the texts; what is wrong becomes problems of `raw`.

    Returns lines that say how many quotes, and places of each kind, were found, how many are of
    kinds that are not looked up, and of which sources the text is not at hand. Raises `OSError`
    when the folder cannot be read.
    """
    texts = {} if folder is None else _read_texts(folder, raw)
    verified = Counter[str]()
    unverified = Counter[str]()
    quotes_without_text = 0
    for resource in raw.resources.values():
        for index, evidence in enumerate(getattr(resource, "evidence", ())):
            source = evidence.source.id
            is_quoted = evidence.quote is not MISSING
            text = texts.get(source)
            if text is None:
                quotes_without_text += is_quoted
                continue
            fault = text.find_fault(evidence)
            if fault:
                pointer = f"/evidence/{index}{fault.pointer}"
                fault = Finding(
                    pointer,
                    fault.message,
                    fault.remedy,
                )
                raw.problems.append(raw.places[resource.id].problem(fault))
                continue
            verified["quote"] += is_quoted
            kind, _, number = evidence.locator.partition(" ")
            if not text.passages and kind == "paragraph":
                message = f"no line of {source}.txt begins with first_words, as paragraph 1 should"
                remedy = "Write in first_words how paragraph 1 begins in the text"
                raw.problems.append(
                    raw.places[source].problem(
                        Finding(
                            "",
                            message,
                            remedy,
                        )
                    )
                )
            elif text.passage_at(evidence.locator) is not None:
                verified[kind] += 1
            elif number or kind != "page":  # the page as a whole has no place in it
                unverified[kind] += 1
    lines = [f"verified against source texts: {_counted(verified) or 'nothing'}"]
    if unverified:
        lines.append(f"not verified: the places of {_counted(unverified)}")
    sources = [slug for slug, resource in raw.resources.items() if isinstance(resource, Source)]
    missing = [slug for slug in sources if slug not in texts]
    if missing:
        rest = f"{pluralize(quotes_without_text, 'quote')}, of sources whose text is not at hand"
        lines.append(f"not verified: {rest}: {', '.join(missing)}")
    return lines


def _counted(kinds: Counter[str]) -> str:
    return ", ".join(pluralize(number, kind) for kind, number in kinds.items() if number)


def _read_texts(
    folder: Path,
    raw: RawDataset,
) -> dict[str, SourceText]:
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
            text = path.read_text("utf-8-sig")
        except UnicodeDecodeError:
            problem = problem_of_file(
                path.name,
                "is not UTF-8",
                "Save it as UTF-8",
            )
            raw.problems.append(problem)
            continue
        if isinstance(source, Source):
            texts[source.id] = SourceText(text, source)
        elif path.stem not in sources and path.parent == folder:
            near = near_matches(path.stem, sources)
            remedy = f"Did you mean {near[0]}.txt?" if near else "Name it SOURCE-ID.txt"
            message = "is the text of no source in this dataset"
            raw.problems.append(
                problem_of_file(
                    path.name,
                    message,
                    remedy,
                )
            )
    return texts
