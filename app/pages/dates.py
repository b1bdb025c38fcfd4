"""Dates in words, as precise as they are known and no more."""

import re
from collections.abc import Mapping
from types import MappingProxyType

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_SEASONS: Mapping[int, str] = MappingProxyType(
    {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
)
_QUALIFIED: Mapping[str, str] = MappingProxyType(
    {"": "{}", "?": "{} (uncertain)", "~": "about {}", "%": "about {} (uncertain)"}
)
_HTML = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)?")


def _one(date: str) -> str:
    plain = date.rstrip("?~%")
    parts = [int(part) for part in plain.split("-")]
    year = str(parts[0])
    months = [_SEASONS[part] if part in _SEASONS else _MONTHS[part - 1] for part in parts[1:2]]
    days = [str(part) for part in parts[2:]]
    return _QUALIFIED[date[len(plain) :]].format(" ".join([*days, *months, year]))


def in_words(date: str) -> str:
    """Return an EDTF date as people write it: `20 September 2018`, `May 2018`, `summer 2017`."""
    return " to ".join(_one(part) for part in date.split("/"))


def machine(date: str) -> str:
    """Return what HTML's `datetime` admits of an EDTF date: the date itself, or nothing."""
    return date if _HTML.fullmatch(date) else ""
