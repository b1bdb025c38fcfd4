"""Breaking words into lines where nothing can measure them: by how wide glyphs roughly are."""

import unicodedata
from collections.abc import Iterator

_NARROW = frozenset("iljtfrI.,:;'\u2019!|()[]{}/\\-· ")
_BROAD = frozenset("mwMW@%—…")
_NEVER_FIRST = frozenset("，。、；：！？）》」』】〉\u201d\u2019")  # noqa: RUF001 -- Chinese punctuation
_WIDTHS = {"W": 1.0, "F": 1.0}
_NO_WIDTH = ("Mn", "Me", "Cf", "Cc")
_BOLD = 1.08
_TURNS = dict.fromkeys((0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)), "")


def _glyph(character: str) -> float:
    if unicodedata.category(character) in _NO_WIDTH:
        return 0.0
    wide = _WIDTHS.get(unicodedata.east_asian_width(character))
    if wide is not None:
        return wide
    if character in _NARROW:
        return 0.36
    if character in _BROAD:
        return 0.95
    return 0.72 if character.isupper() else 0.6


def width(words: str, size: float, *, bold: bool = False) -> float:
    """Return how wide words are at most, in a sans serif of this size."""
    return sum(map(_glyph, words)) * size * (_BOLD if bold else 1)


def _is_cjk(character: str) -> bool:
    return unicodedata.east_asian_width(character) in _WIDTHS


def _tokens(words: str) -> Iterator[str]:
    """Yield what must stay together: a word with the space after it, or one CJK character."""
    token = ""
    for character in words:
        if _is_cjk(character) and character not in _NEVER_FIRST:
            if token:
                yield token
            token = character
        elif (
            token
            and (token[-1] == " " or _is_cjk(token[-1]))
            and not (character == " " or character in _NEVER_FIRST)
        ):
            yield token
            token = character
        else:
            token += character
    yield token


def _parts(token: str, room: float, size: float, *, bold: bool) -> Iterator[str]:
    """Yield a word in parts that fit: whole if it does, in pieces if it is too long for a line."""
    part = ""
    for character in token:
        if part and width((part + character).rstrip(), size, bold=bold) > room:
            yield part
            part = ""
        part += character
    yield part


def wrap(words: str, room: float, size: float, *, bold: bool = False) -> tuple[str, ...]:
    """Return words as lines that fit into `room`, without marks that turn what follows them."""
    lines = [""]
    for token in _tokens(" ".join(words.translate(_TURNS).split())):
        for part in _parts(token, room, size, bold=bold):
            if lines[-1] and width((lines[-1] + part).rstrip(), size, bold=bold) > room:
                lines.append("")
            lines[-1] += part
    return tuple(line.rstrip() for line in lines)
