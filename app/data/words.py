"""Words: what a text is found by, whatever its language, script, spelling and form of dates."""

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache

from opencc import OpenCC

_TO_SIMPLIFIED = OpenCC("t2s")
_ACCENT = re.compile("[\u0300-\u036f\u064b-\u065f]")
_RUN = re.compile(
    # Thai and Lao, Burmese, Khmer, kana, and Chinese characters.
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff]+"
)
"""Text in a script that puts no spaces between words."""

_DATE = r"[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?|-[0-9]{2}-[0-9]{2}"
_WORD = re.compile(rf"(?:{_DATE})(?![\w-])|[^\W_]+(?:[-'.&][^\W_]+)*")
_IS_DATE = re.compile(_DATE)
HYPHEN = re.compile("[-'.&]")

_DAY = r"([0-9]{1,2})(?:st|nd|rd|th)?"
_MONTH = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec"
_IN_ENGLISH = re.compile(
    rf"(?:\b{_DAY} (?:of )?)?\b{_MONTH}(?: {_DAY}\b)?(?:,?(?: of)? ([0-9]{{4}})\b)?"
)
_IN_NUMBERS = re.compile(
    # With hyphens, slashes or dots, or with the characters for year, month and day.
    r"\b([0-9]{4})[-/.\u5e74]([0-9]{1,2})(?![0-9])(?:[-/.\u6708]([0-9]{1,2})(?![0-9]))?"
    "[\u6708\u65e5]?"
)

_ZEROS = {
    "thousand": 3,
    "million": 6,
    "mn": 6,
    "m": 6,
    "billion": 9,
    "bn": 9,
    "trillion": 12,
    "\u4e07": 4,  # ten thousand, in simplified script
    "\u4ebf": 8,  # a hundred million
}
_SUM = re.compile(
    r"(?:[a-z]{0,3}[$\u20ac\u00a3\u00a5] ?)?(?<![\w.-])"  # with or without a currency
    rf"([0-9]+(?:,[0-9]{{3}})*(?:\.[0-9]+)?)(?:[ -]?({'|'.join(_ZEROS)})(?![a-z]))?"
)

_ENDING = re.compile(
    r"((?<=\w{4})(i[sz]ation|[ai]tional|[ai]tion|ating|ative|ated|ator|ical|ate|ion|ing|e?ment"
    r"|[ae]nce|able|ive|ed|er|or|al|ly|y|ie|e))?((?<=\w{3})(?<![suiw])s)?$"
)


def fold(text: str) -> str:
    """Return text without case, width, accents and the difference of Chinese scripts."""
    if text.isascii():
        return text.casefold()
    text = _ACCENT.sub("", unicodedata.normalize("NFKD", text))
    if _RUN.search(text):
        text = str(_TO_SIMPLIFIED.convert(text))
    return text.replace("\u2019", "'").casefold()


def words_of(text: str) -> list[str]:
    """Return the words of a text in their order: folded, dates as EDTF, sums in digits.

    `31 May 1999` is `1999-05-31`, without a year `-05-31`; `US$1.6 billion` is
    `1600000000`. A run of a script without spaces is one word.
    """
    text = fold(text)
    if re.search("[0-9]", text):
        text = _IN_ENGLISH.sub(_english_date, text)
        text = _IN_NUMBERS.sub(_numeric_date, text)
        text = _SUM.sub(_digits, text)
    return _WORD.findall(_RUN.sub(r" \g<0> ", text))


def _english_date(match: re.Match[str]) -> str:
    day_before, month, day_after, year = match.groups(default="")
    day = day_before or day_after
    if not day and not year:
        return match[0]  # it may be no month: “may”
    number = _MONTHS.index(month[:3]) // 3 + 1
    date = f" {year}-{number:02}"
    return f"{date}-{day:0>2} " if day else f"{date} "


def _numeric_date(match: re.Match[str]) -> str:
    numbers = filter(None, match.groups())
    date = "-".join(f"{number:0>2}" for number in numbers)
    return f" {date} "


def _digits(match: re.Match[str]) -> str:
    digits, unit = match.groups()
    number = Decimal(digits.replace(",", ""))
    if unit is None:
        return f" {number}"
    return f" {number.scaleb(_ZEROS[unit]):f} "


def is_run(word: str) -> bool:
    """Return whether a word is a run of a script without spaces."""
    return _RUN.match(word) is not None


def keys_of(word: str) -> tuple[str, ...]:
    """Return what a word of a text is found by: the word as a whole first, then its parts.

    A word is found without its English ending; `co-operation` as one word and as two; a date by
    its year and month; a run of a script without spaces by each two of its characters.
    """
    if is_run(word):
        return tuple(word[start : start + 2] for start in range(len(word) - 1)) or (word,)
    if _IS_DATE.match(word):
        return word, word[:4], word[:7], word[4:]
    parts = HYPHEN.split(word)
    whole = _stem("".join(parts))
    return (whole, *map(_stem, parts)) if len(parts) > 1 else (whole,)


def _stem(word: str) -> str:
    return _ENDING.sub("", word, count=1)


@lru_cache(maxsize=10_000)
def keys_in(text: str) -> frozenset[str]:
    """Return what a text is found by: the keys of all its words."""
    return frozenset(key for word in words_of(text) for key in keys_of(word))
