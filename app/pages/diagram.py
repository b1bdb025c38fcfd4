"""The diagram, drawn for three widths: of a desk, of a tablet and of a telephone."""

from collections.abc import Sequence
from itertools import chain

from app.data.dataset import Dataset
from app.pages.layout import GAP, PLANS, Canvas, Plan
from app.pages.shapes import Drawing, Panel, wire
from app.pages.structure import Box, Structure, structure

_DROP = 56.0
_NARROWEST = 140.0
_ROOMY = 600.0


def diagrams(dataset: Dataset) -> tuple[Drawing, ...]:
    """Return the diagram of a dataset for each width; none when it has no agreement."""
    shown = structure(dataset)
    if shown is None:
        return ()
    return tuple(
        side_by_side(shown, plan) if plan.right else _stacked(shown, plan) for plan in PLANS
    )


def _columns(sides: Sequence[tuple[Box, ...]], width: float) -> list[tuple[Box, ...]]:
    """Return the sides in as many columns as there is room for."""
    most = max(1, min(len(sides), int((width + GAP) / (_NARROWEST + GAP))))
    return [tuple(chain.from_iterable(sides[n::most])) for n in range(most)] if sides else []


def _parties(
    canvas: Canvas, sides: Sequence[tuple[Box, ...]], width: float
) -> tuple[list[Panel], float]:
    """Draw the parties in columns; return the last of each column, and where they end."""
    columns = _columns(sides, width)
    each = (width - GAP * (len(columns) - 1)) / max(1, len(columns))
    lowest: list[Panel] = []
    for number, boxes in enumerate(columns):
        canvas.column(boxes, number * (each + GAP), 0, each)
        lowest.append(canvas.panels[-1])
    return lowest, max((one.bottom for one in lowest), default=0)


def side_by_side(shown: Structure, plan: Plan) -> Drawing:
    """Return the diagram with those entrusted in a column of their own, to the right."""
    canvas, gap = Canvas(), plan.width / 28
    has_right = bool(shown.entrusted or shown.unattributed)
    left = plan.width - plan.right - gap if has_right else plan.width
    above_right = shown.party_entrusts
    on_left = shown.sides[:-1] if above_right else shown.sides
    lowest, end = _parties(canvas, on_left, left)
    above = shown.sides[-1] if above_right else shown.entrusting
    right_end = canvas.column(above, left + gap, 0, plan.right)
    top = max(end, right_end) + _DROP if lowest or above else 0
    for one in lowest:
        canvas.wires.append(wire((one.middle, one.bottom), (one.middle, top)))
        canvas.caption("SIGNS", one.middle + 10, top - _DROP / 2 - 10)
    if above_right:
        half, x = top - _DROP / 2, left + gap + 30
        canvas.wires.append(wire((x, right_end), (x, half), (left - 40, half), (left - 40, top)))
        canvas.caption("SIGNS", left - 40 - 58, half + 4)
    if above:
        x = left + gap + plan.right / 2 + 20
        canvas.wires.append(wire((x, right_end), (x, top)))
        canvas.caption("ENTRUSTS", x + 10, top - _DROP / 2 - 10)
    bottom = canvas.main(shown, top, left, plan.columns)
    bottom = canvas.others(shown, bottom, left, beside=left > _ROOMY)
    return canvas.finished(plan, max(bottom, canvas.ladder(shown, left + gap, top, plan.right)))


def _stacked(shown: Structure, plan: Plan) -> Drawing:
    canvas = Canvas()
    joins = shown.party_entrusts
    width = plan.width - 20 if joins else plan.width
    lowest, end = _parties(canvas, shown.sides, width)
    top = end + 40 if lowest else 0
    for one in lowest:
        canvas.wires.append(wire((one.middle, one.bottom), (one.middle, top)))
        canvas.caption("SIGNS", one.middle + 8, (one.bottom + top) / 2 - 10)
    bottom = canvas.main(shown, top, width, plan.columns)
    bottom = canvas.others(shown, bottom, width, beside=False)
    if shown.entrusted or shown.unattributed:
        start = (
            canvas.column(shown.entrusting, 0, bottom + 34, width) if shown.entrusting else bottom
        )
        bottom = canvas.ladder(shown, 0, start + 34, width)
    if joins and lowest:
        edge, level = plan.width - 6, lowest[-1].y + 30
        first = next(one for one in canvas.panels if one.box.css.startswith("rung"))
        foot = first.y + 30
        right = lowest[-1].x + lowest[-1].width
        canvas.wires.append(wire((right, level), (edge, level), (edge, foot), (width, foot)))
        canvas.caption("ENTRUSTS", width - 84, first.y - 24)
    return canvas.finished(plan, bottom)
