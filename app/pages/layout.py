"""Where the boxes of the diagram stand: side by side where there is room, else stacked."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from app.pages.names import english
from app.pages.shapes import KICKER, Drawing, Label, Panel, Wire, labels, panel, wire
from app.pages.structure import Box, Structure

GAP = 12.0
_SPINE = 30.0


@dataclass(frozen=True, slots=True)
class Plan:
    """How much room there is, and how it is divided."""

    name: str
    width: float
    right: float
    """The width of the column for those entrusted; none if all is in one column."""
    columns: int
    """How many areas stand side by side."""


PLANS = (Plan("wide", 1120, 340, 3), Plan("medium", 720, 240, 2), Plan("narrow", 328, 0, 1))


@dataclass(slots=True)
class Canvas:
    """What was drawn so far."""

    panels: list[Panel] = field(default_factory=list)
    frames: list[Panel] = field(default_factory=list)
    wires: list[Wire] = field(default_factory=list)
    captions: list[Label] = field(default_factory=list)

    def row(self, boxes: Sequence[Box], x: float, y: float, each: float) -> float:
        """Draw boxes of the same height side by side; return where they end."""
        made = [panel(one, x + n * (each + GAP), y, each) for n, one in enumerate(boxes)]
        height = max(one.height for one in made)
        self.panels += [replace(one, height=height) for one in made]
        return y + height

    def column(self, boxes: Sequence[Box], x: float, y: float, width: float) -> float:
        """Draw boxes one below another; return where they end."""
        for one in boxes:
            made = panel(one, x, y, width)
            self.panels.append(made)
            y = made.bottom + GAP
        return y - GAP if boxes else y

    def caption(self, words: str, x: float, y: float) -> None:
        """Write a word beside a wire."""
        made, _ = labels(english(words), x, y, 400, KICKER)
        self.captions += made

    def main(self, structure: Structure, y: float, width: float, columns: int) -> float:
        """Draw the agreement with its areas in it; return where it ends."""
        head = panel(structure.main, 0, y, width, 18)
        bottom = head.bottom
        columns = max(1, min(columns, len(structure.areas)))
        each = (width - GAP * (columns + 1)) / columns
        for first in range(0, len(structure.areas), columns):
            bottom = self.row(structure.areas[first : first + columns], GAP, bottom, each) + GAP
        self.frames.append(replace(head, height=bottom - y))
        return bottom

    def ladder(self, structure: Structure, x: float, y: float, width: float) -> float:
        """Draw those entrusted, in their order; return where they end."""
        y = self.column(structure.entrusted, x, y, width)
        if structure.unattributed:
            words = "BEFORE IT · " if structure.come_before else ""
            made, y = labels(english(f"{words}NO SOURCE SAYS BY WHOM"), x, y + 24, width, KICKER)
            self.captions += made
            y = self.column(structure.unattributed, x, y + 10, width)
        return y

    def others(self, structure: Structure, y: float, width: float, *, beside: bool) -> float:
        """Draw the other agreements along a spine, their schemes beside or below them."""
        top = y
        for boxes in (*((one,) for one in structure.main_schemes), *structure.others):
            y = self._branch(boxes, y + 22, width, top, beside=beside)
        return y

    def _branch(
        self, boxes: Sequence[Box], y: float, width: float, top: float, *, beside: bool
    ) -> float:
        start, room = len(self.panels), width - _SPINE
        two = beside and len(boxes) > 1
        first = (room - 44) * 0.56 if two else room
        end = self.column(boxes[:1], _SPINE, y, first)
        hub = self.panels[start]
        level = min(hub.y + 30, hub.y + hub.height / 2)
        self.wires.append(wire((12, top), (12, level), (_SPINE, level)))
        if two:
            x = _SPINE + first + 44
            end = max(end, self.column(boxes[1:], x, y, room - first - 44))
        else:
            end = self.column(boxes[1:], _SPINE + 22, end + 26, room - 22) if boxes[1:] else end
        for one in self.panels[start + 1 :]:
            level = min(one.y + 30, hub.bottom - 12)
            turn = (hub.x + hub.width, level), (one.x, level)
            down = (one.x + 24, one.y - 26 if one is self.panels[start + 1] else one.y - GAP)
            self.wires.append(wire(*turn) if two else wire(down, (one.x + 24, one.y)))
        return end

    def finished(self, plan: Plan, height: float) -> Drawing:
        """Return the drawing."""
        return Drawing(
            plan.name,
            plan.width,
            round(height + 2),
            tuple(self.frames),
            tuple(self.panels),
            tuple(self.wires),
            tuple(self.captions),
        )
