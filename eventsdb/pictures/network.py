"""The network: actors on a circle, an arrow from who acts to whom it is done to."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import altair as alt

from eventsdb.pictures import marks, style
from eventsdb.pictures.data import Actor
from eventsdb.pictures.labels import Words
from eventsdb.pictures.style import Canvas, Row

_WIDEST = 760.0  # pixels
_CURVE = 0.16  # how far an arrow bends aside, so that the one back does not lie on it
_POINTS = 48  # of each curve
_GAP = 9.0  # pixels between an arrow and the middle of a dot
_LETTER = 0.56  # mean width of a letter for its height


class _Point(NamedTuple):
    """Pixels from the middle of the circle, to the right and up."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where actors stand, with their names as they are written, and the stretch that all that takes."""

    places: dict[Actor, _Point]
    names: dict[Actor, str]
    low: _Point
    high: _Point

    def at(self, x: str = "x", y: str = "y") -> dict[str, Any]:
        """Channels for points of the layout."""
        across = alt.Scale(domain=[self.low.x, self.high.x], nice=False, zero=False)
        up = alt.Scale(domain=[self.low.y, self.high.y], nice=False, zero=False)
        return {
            "x": alt.X(x, type="quantitative", axis=None, scale=across),
            "y": alt.Y(y, type="quantitative", axis=None, scale=up),
        }


def size(canvas: Canvas) -> int:
    """How many actors there is room for."""
    return 14 if canvas.is_narrow else 28


def chart(network: marks.Network, canvas: Canvas, words: Words) -> Any:  # noqa: ANN401 - any Altair chart
    """Arrows as wide as events are many, in the colour of their score, dashed where none is asserted."""
    layout = _layout(network.actors, canvas)
    arrows = [_arrow(dyad, layout.places, words) for dyad in network.dyads]
    most = max(len(dyad.events) for dyad in network.dyads)
    made = alt.layer(
        _lines([row for curve, _ in arrows for row in curve], most, layout, canvas, words),
        _heads([head for _, head in arrows], most, layout, canvas, words),
        *_actors(layout, canvas),
    )
    return made.resolve_scale(size="independent").properties(
        width=layout.high.x - layout.low.x, height=layout.high.y - layout.low.y
    )


def _layout(actors: Sequence[Actor], canvas: Canvas) -> _Layout:
    """Actors on a circle, as large as the canvas and the longest name leave room for."""
    characters = 16 if canvas.is_narrow else 28
    names = dict(zip(actors, style.distinct((actor.name for actor in actors), characters), strict=True))
    letter = canvas.font_size * _LETTER
    half = min(canvas.width, _WIDEST) / 2
    radius = half - max(map(len, names.values())) * letter - 14
    places, ends = {}, []
    for number, actor in enumerate(actors):
        turn = 2 * math.pi * (number + 0.5) / len(actors)
        places[actor] = _Point(radius * math.sin(turn), radius * math.cos(turn))
        end = radius + 14 + len(names[actor]) * letter
        ends.append(_Point(end * math.sin(turn), end * math.cos(turn)))
    line = canvas.font_size
    low = _Point(-half, min(end.y for end in ends) - line)
    return _Layout(places, names, low, _Point(half, max(end.y for end in ends) + line))


def _arrow(dyad: marks.Dyad, places: dict[Actor, _Point], words: Words) -> tuple[list[Row], Row]:
    """The points of the curve of a dyad, and its head."""
    start, end = places[dyad.actor], places[dyad.recipient]
    curve = [_on_curve(start, end, step / _POINTS) for step in range(_POINTS + 1)]
    apart = [point for point in curve if math.dist(point, end) > _GAP and math.dist(point, start) > _GAP]
    inside = apart if len(apart) > 1 else [start, end]
    behind, tip = inside[-2:]
    row: Row = {
        "arrow": dyad.anchor,
        "events": len(dyad.events),
        "score": dyad.score,
        "told": words.text("line_solid" if dyad.asserted else "line_dashed"),
        "link": style.LINK_BASE + dyad.target,
        "says": style.says(dyad, f"{dyad.actor.name} → {dyad.recipient.name}", words),
    }
    points = [row | {"x": point.x, "y": point.y, "step": step} for step, point in enumerate(inside)]
    angle = math.degrees(math.atan2(tip.x - behind.x, tip.y - behind.y))
    return points, row | {"x": tip.x, "y": tip.y, "angle": angle}


def _on_curve(start: _Point, end: _Point, share: float) -> _Point:
    """A quadratic Bézier curve that bends toward the middle of the circle, and a little aside."""
    first, middle, last = (1 - share) ** 2, 2 * share * (1 - share), share**2
    x = (start.x + end.x) / 4 - _CURVE * (end.y - start.y)
    y = (start.y + end.y) / 4 + _CURVE * (end.x - start.x)
    return _Point(
        first * start.x + middle * x + last * end.x,
        first * start.y + middle * y + last * end.y,
    )


def _lines(rows: list[Row], most: int, layout: _Layout, canvas: Canvas, words: Words) -> alt.Chart:
    told = [words.text("line_solid"), words.text("line_dashed")]
    stroke: dict[str, Any] = {
        "symbolType": "stroke",
        "symbolSize": 400,
        "symbolStrokeColor": style.INK,
    }
    drawn: alt.Chart = (
        alt.Chart(style.table(rows))
        .mark_line(strokeCap="butt", opacity=0.9)
        .encode(
            order=alt.Order("step:Q"),
            detail="arrow:N",
            color=style.score_colour(canvas, words),
            strokeWidth=alt.StrokeWidth(
                "events:Q",
                title=words.text("number"),
                scale=alt.Scale(domain=[1, max(most, 2)], range=[1.5, 5 if canvas.is_narrow else 8]),
                legend=style.legend(canvas, values=sorted({1, most}), format="d", **stroke),
            ),
            strokeDash=alt.StrokeDash(
                "told:N",
                title=words.text("told"),
                scale=alt.Scale(domain=told, range=[[1, 0], [4, 3]]),
                legend=style.legend(canvas, columns=1, **stroke),
            ),
            **layout.at(),
            **style.linked(canvas),
        )
    )
    return drawn


def _heads(rows: list[Row], most: int, layout: _Layout, canvas: Canvas, words: Words) -> alt.Chart:
    sizes = [30, 80] if canvas.is_narrow else [60, 200]
    drawn: alt.Chart = (
        alt.Chart(style.table(rows))
        .mark_point(shape="triangle", filled=True, stroke=style.INK, strokeWidth=0.5, opacity=1)
        .encode(
            angle=alt.Angle("angle:Q", scale=None),
            size=alt.Size("events:Q", scale=alt.Scale(domain=[1, max(most, 2)], range=sizes), legend=None),
            color=style.score_colour(canvas, words),
            **layout.at(),
            **style.linked(canvas),
        )
    )
    return drawn


def _actors(layout: _Layout, canvas: Canvas) -> list[alt.Chart]:
    """Dots, and names that point away from the middle so that none lies on another."""
    rows: list[Row] = []
    for actor, place in layout.places.items():
        turn = math.degrees(math.atan2(-place.y, place.x))
        out = 1 + 10 / math.hypot(*place)
        right = place.x >= 0
        rows.append(
            {
                "x": place.x,
                "y": place.y,
                "name_x": place.x * out,
                "name_y": place.y * out,
                "name": layout.names[actor],
                "says": actor.name,
                "angle": turn if right else turn + 180,
                "right": right,
                "link": f"{style.LINK_BASE}{marks.actor_anchor(actor)}",
            }
        )
    dots = (
        alt.Chart(style.table(rows))
        .mark_point(filled=True, color=style.INK, opacity=1, size=50)
        .encode(**layout.at(), **style.linked(canvas))
    )
    names = [
        alt.Chart(style.table([row for row in rows if row["right"] is right]))
        .mark_text(align="left" if right else "right", baseline="middle", fontSize=canvas.font_size)
        .encode(
            text="name:N",
            angle=alt.Angle("angle:Q", scale=None),
            **layout.at("name_x", "name_y"),
            **style.linked(canvas),
        )
        for right in (True, False)
        if any(row["right"] is right for row in rows)
    ]
    return [dots, *names]


def notes(network: marks.Network, words: Words) -> list[str]:
    """What the chart leaves out."""
    drawn = len(network.actors), network.all_actors, len(network.dyads), network.all_dyads
    return [*style.note_of_actors(*drawn, words), words.text("note_arrows")]
