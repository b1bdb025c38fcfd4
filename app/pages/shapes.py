"""What the diagram is drawn with: panels of wrapped words, and wires between them."""

from dataclasses import dataclass

from app.pages.names import Names, english
from app.pages.structure import Box
from app.pages.wrapping import wrap

_LEADING = 1.32
_BADGE = 38.0
_JSON = 34.0
_LEAST = 58.0
_BETWEEN = 3.0


@dataclass(frozen=True, slots=True)
class Font:
    """How words are set, as the stylesheet does it."""

    css: str
    size: float
    bold: bool = False


KICKER = Font("kicker", 11.5, bold=True)
META = Font("meta", 13)
TITLES = {
    "main": Font("title large", 21, bold=True),
    "party": Font("title", 17, bold=True),
    "area": Font("title", 14.5, bold=True),
}
TITLE = Font("title", 15.5, bold=True)


@dataclass(frozen=True, slots=True)
class Label:
    """Words in one language, broken into lines, each with the baseline that it stands on."""

    css: str
    lang: str
    x: float
    lines: tuple[tuple[float, str], ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """A box, placed."""

    box: Box
    x: float
    y: float
    width: float
    height: float
    labels: tuple[Label, ...]

    @property
    def bottom(self) -> float:
        """The y of its lower edge."""
        return self.y + self.height

    @property
    def json(self) -> tuple[float, float]:
        """Where the link to the JSON stands: below the number, or else in the corner."""
        if self.box.badge:
            return self.x + 10, self.y + 28
        return self.x + self.width - 46, self.y + 1

    @property
    def middle(self) -> float:
        """The x of its middle."""
        return self.x + self.width / 2


@dataclass(frozen=True, slots=True)
class Wire:
    """A line with an arrow head at its end."""

    path: str
    head: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A finished diagram."""

    name: str
    width: float
    height: float
    frames: tuple[Panel, ...]
    panels: tuple[Panel, ...]
    wires: tuple[Wire, ...]
    captions: tuple[Label, ...] = ()


def wire(*points: tuple[float, float]) -> Wire:
    """Return a wire through these points."""
    path = "M" + "L".join(f"{x:g} {y:g}" for x, y in points)
    (x0, y0), (x, y) = points[-2:]
    dx, dy = (x > x0) - (x < x0), (y > y0) - (y < y0)
    back = (x - 8 * dx, y - 8 * dy)
    side = (4.5 * dy, 4.5 * dx)
    corners = (
        (x, y),
        (back[0] + side[0], back[1] + side[1]),
        (back[0] - side[0], back[1] - side[1]),
    )
    return Wire(path, "M" + "L".join(f"{a:g} {b:g}" for a, b in corners) + "Z")


def labels(
    names: Names, x: float, y: float, room: float, font: Font
) -> tuple[tuple[Label, ...], float]:
    """Return words set from a top edge down, in each language, and where the longest ends."""
    leading = font.size * _LEADING
    made, end = [], y
    for variant in names:
        lines = wrap(variant.words, room, font.size, bold=font.bold)
        placed = tuple((round(y + leading * n + font.size, 1), one) for n, one in enumerate(lines))
        made.append(Label(f"{font.css} {variant.css}", variant.lang, x, placed))
        end = max(end, y + leading * len(lines))
    return tuple(made), end


def panel(box: Box, x: float, y: float, width: float, padding: float = 14) -> Panel:
    """Return a box with its words set, as high as they need."""
    made: list[Label] = []
    left, room, end = x + padding, width - 2 * padding, y + padding - 3
    if box.badge:
        badge, _ = labels(english(box.badge), left, end, room, Font("badge", 20, bold=True))
        made += badge
        left, room = left + _BADGE, room - _BADGE
    corner = 0 if box.badge else _JSON
    kicker = english(box.kicker.upper()) if box.kicker else ()
    title = TITLES.get(box.css, TITLE)
    first = kicker or box.title
    for names, font in ((kicker, KICKER), (box.title, title), (box.meta, META)):
        some, end = labels(names, left, end, room - (corner if names is first else 0), font)
        made += some
        end += _BETWEEN if names else 0
    end -= _BETWEEN
    height = max(end + padding - y, _LEAST if box.badge else 0)
    return Panel(box, x, y, width, round(height, 1), tuple(made))
