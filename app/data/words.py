"""Words: what a text is found by, whatever its language, script, spelling and form of dates."""

import re
import unicodedata
from decimal import Decimal
from itertools import pairwise

from opencc import OpenCC

_TO_SIMPLIFIED = OpenCC("t2s")
_ACCENT = re.compile("[\u0300-\u036f\u064b-\u065f]")
_RUN = re.compile(
    # Thai and Lao, Burmese, Khmer, kana, and Chinese characters.
    "([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff]+)"
)
"""Text in a script that puts no spaces between words."""

_DATE = r"[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?|-[0-9]{2}-[0-9]{2}"
_WORD = re.compile(rf"(?:{_DATE})(?![\w-])|[^\W_]+(?:[-'.&][^\W_]+)*")
_IS_DATE = re.compile(_DATE)
_HYPHEN = re.compile("[-'.&]")

_DAY = r"([0-9]{1,2})(?:st|nd|rd|th)?"
_MONTH = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec"
_IN_ENGLISH = re.compile(
    rf"(?:\b{_DAY} (?:of )?)?\b{_MONTH}(?: {_DAY}\b)?(?:,?(?: of)? ([0-9]{{4}})\b)?"
)
# With the character for day, or where an interval or the text ends without it
_DAY_IN_CHINESE = "(?P<day>[0-9]{1,2})(?: ?[\u65e5\u53f7]|(?=[\u81f3\u5230-]|$))"
_IN_NUMBERS = (
    # 20/09/2018
    re.compile(
        r"(?<![0-9a-z./-])(?P<day>0?[1-9]|[12][0-9]|3[01])([./-])"
        r"(?P<month>0?[1-9]|1[0-2])\2(?P<year>[0-9]{4})(?![0-9a-z/-])"
    ),
    # 09/20/2018, where the second number is no month
    re.compile(
        r"(?<![0-9a-z./-])(?P<month>0?[1-9]|1[0-2])([./-])"
        r"(?P<day>1[3-9]|2[0-9]|3[01])\2(?P<year>[0-9]{4})(?![0-9a-z/-])"
    ),
    # 2018-09-20, 2018/9
    re.compile(
        r"(?<![0-9a-z])(?P<year>[0-9]{4})[./-](?P<month>[0-9]{1,2})(?![0-9])"
        r"(?:[./-](?P<day>[0-9]{1,2})(?![0-9]))?"
    ),
    # With the characters for year, month and day, or for month and day alone
    re.compile(
        "(?<![0-9])(?P<year>[0-9]{4}) ?\u5e74 ?(?P<month>[0-9]{1,2}) ?\u6708"
        f"(?: ?{_DAY_IN_CHINESE})?"
    ),
    re.compile(
        f"(?<![0-9.])(?P<year>)(?P<month>[0-9]{{1,2}}) ?\u6708 ?{_DAY_IN_CHINESE}"
    ),
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


def words_of(text: str) -> list[str]:
    """Return the words of a text in their order: folded, dates as EDTF, sums in digits.

    Folded is without case, width, accents and the difference of Chinese scripts. `31 May 1999` is
    `1999-05-31`, without a year `-05-31`; `US$1.6 billion` is `1600000000`. A run of a script
    without spaces is one word.
    """
    is_ascii = text.isascii()
    if not is_ascii:
        text = _ACCENT.sub("", unicodedata.normalize("NFKD", text))
        text = _TO_SIMPLIFIED.convert(text).replace("\u2019", "'")
    text = text.casefold()
    if re.search("[0-9]", text):
        text = _IN_ENGLISH.sub(_english_date, text)
        for form in _IN_NUMBERS:
            text = form.sub(_numeric_date, text)
        text = _SUM.sub(_digits, text)
    if not is_ascii:
        text = " ".join(_RUN.split(text))
    return _WORD.findall(text)


def _english_date(match: re.Match[str]) -> str:
    day_before, month, day_after, year = match.groups("")
    day = day_before or day_after
    if not day and not year:
        return match[0]  # it may be no month: “may”
    number = _MONTHS.index(month[:3]) // 3 + 1
    return _edtf(year, str(number), day)


def _numeric_date(match: re.Match[str]) -> str:
    return _edtf(match["year"], match["month"], match["day"] or "")


def _edtf(year: str, month: str, day: str) -> str:
    date = f" {year}-{month:0>2}"
    return f"{date}-{day:0>2} " if day else f"{date} "


def _digits(match: re.Match[str]) -> str:
    digits, unit = match.groups()
    number = Decimal(digits.replace(",", ""))
    if unit is None:
        return f" {number}"
    return f" {number.scaleb(_ZEROS[unit]):f} "


def is_run(word: str) -> bool:
    """Return whether a word is a run of a script without spaces."""
    return _RUN.match(word) is not None


def keys_of(word: str) -> list[str]:
    """Return what a word of a text is found by: the word as a whole first, then its parts.

    A word is found without its English ending; `co-operation` as one word and as two; a date by
    its year and month; a run of a script without spaces by each two of its characters.
    """
    if is_run(word):
        return list(map("".join, pairwise(word))) or [word]
    if _IS_DATE.match(word):
        return [word, word[:4], word[:7], word[4:]]
    parts = _HYPHEN.split(word)
    whole = "".join(parts)
    distinct = dict.fromkeys([whole, *parts])
    return list(map(_stem, distinct))


def _stem(word: str) -> str:
    return _ENDING.sub("", word, count=1)
