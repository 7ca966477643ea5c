"""The map: a circle, or a square for a country or region, where events took place.

The outline is Natural Earth's 1:110m countries (public domain, naturalearthdata.com) as TopoJSON from the
npm package world-atlas 2.0.2 (countries-110m.json, unchanged; ISC licence in world.LICENSE).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

import altair as alt

from eventsdb.pictures import marks, style
from eventsdb.pictures.labels import Words
from eventsdb.pictures.marks import Spot
from eventsdb.pictures.style import Canvas, Row

_POINTS = {"city", "site"}  # kinds of places that a point stands for; others are areas
_SOUTH, _NORTH = -56.0, 80.0  # of a map of the world: no news is lost without the poles
_REGION = (100.0, 50.0)  # degrees from west to east and south to north: what spans less is shown nearer
_MARGIN = 8.0  # degrees around the places of a region, at the least
_EDGE = 5.0  # pixels drawn beyond each side, so that where the outline is cut off is not to be seen
_LARGEST = 1100.0  # square pixels


class _Box(NamedTuple):
    """Pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: _Box) -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def nearest(self, x: float, y: float) -> tuple[float, float]:
        return min(max(x, self.left), self.right), min(max(y, self.top), self.bottom)

    def lies_in(self, view: Projection) -> bool:
        return self.left >= 0 and self.right <= view.width and self.top >= 0 and self.bottom <= view.height


@dataclass(frozen=True, slots=True)
class Projection:
    """Degrees to pixels, as Vega's projection of that name does it."""

    type: Literal["naturalEarth1", "mercator"]
    scale: float
    across: float
    down: float
    width: float
    height: float

    def __call__(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Pixels from the left and from the top."""
        raw = _natural_earth if self.type == "naturalEarth1" else _mercator
        x, y = raw(math.radians(longitude), math.radians(latitude))
        return self.across + self.scale * x, self.down - self.scale * y


def projection(spots: Sequence[Spot], width: float) -> Projection:
    """The world, or the part of it that the spots lie in where that is a region."""
    west, east = min(s.longitude for s in spots), max(s.longitude for s in spots)
    south, north = min(s.latitude for s in spots), max(s.latitude for s in spots)
    if east - west > _REGION[0] or north - south > _REGION[1] or max(-south, north) > 75:
        scale = width / (2 * _natural_earth(math.pi, 0)[0])
        top, bottom = (_natural_earth(0, math.radians(edge))[1] for edge in (_NORTH, _SOUTH))
        return Projection("naturalEarth1", scale, width / 2, scale * top, width, scale * (top - bottom))
    margin = max(_MARGIN, (east - west) * 0.15, (north - south) * 0.15)
    left, top = _mercator(math.radians(west - margin), math.radians(min(north + margin, 82)))
    right, bottom = _mercator(math.radians(east + margin), math.radians(max(south - margin, -82)))
    height = width * min(max((top - bottom) / (right - left), 0.45), 0.65)
    scale = min(width / (right - left), height / (top - bottom))
    across = width / 2 - scale * (left + right) / 2
    return Projection("mercator", scale, across, height / 2 + scale * (top + bottom) / 2, width, height)


def _mercator(longitude: float, latitude: float) -> tuple[float, float]:
    return longitude, math.log(math.tan(math.pi / 4 + latitude / 2))


def _natural_earth(longitude: float, latitude: float) -> tuple[float, float]:
    """Natural Earth projection (Šavrič, Jenny, Patterson, Petrovič and Hurni 2011), radius 1."""
    a, b = latitude**2, latitude**4
    x = 0.8707 - 0.131979 * a + b * (-0.013791 + b * (0.003971 * a - 0.001529 * b))
    y = 1.007226 + a * (0.015085 + b * (-0.044475 + 0.028874 * a - 0.005916 * b))
    return longitude * x, latitude * y


def chart(places: marks.Map, canvas: Canvas, words: Words) -> Any:  # noqa: ANN401 - any Altair chart
    """The outline with its spots, and the names of as many as have room."""
    view = projection(places.spots, canvas.width)
    rows = [
        row
        for spot in places.spots
        for row in style.disks(
            spot,
            {
                "longitude": spot.longitude,
                "latitude": spot.latitude,
                "score": spot.score,
                "kind": words.text("point" if spot.place.kind in _POINTS else "area_place"),
                "label": spot.place.name,
            },
            words,
        )
    ]
    largest = _LARGEST * (0.35 if canvas.is_narrow else 1)
    disks = style.layer_of_disks(
        rows,
        canvas,
        words,
        largest=largest,
        opacity=0.65,
        longitude="longitude:Q",
        latitude="latitude:Q",
        color=style.score_colour(canvas, words),
        shape=alt.Shape(
            "kind:N",
            title=None,
            scale=alt.Scale(
                domain=[words.text("point"), words.text("area_place")], range=["circle", "square"]
            ),
            legend=style.legend(canvas, symbolFillColor="#ffffff", symbolStrokeColor=style.INK, columns=1),
        ),
    )
    world = alt.InlineData(values=_world(), format=alt.TopoDataFormat(type="topojson", feature="countries"))
    outline = alt.Chart(world).mark_geoshape(
        fill="#f2f0eb", stroke="#bbb7ad", strokeWidth=0.6, clip=True, aria=False
    )
    layers = [outline, disks, *_names(places.spots, view, largest, canvas)]
    return (
        alt.layer(*layers)
        .project(
            type=view.type,
            scale=view.scale,
            translate=[view.across, view.down],
            clipExtent=[[-_EDGE, -_EDGE], [view.width + _EDGE, view.height + _EDGE]],
        )
        .properties(width=view.width, height=view.height)
    )


def _names(spots: Sequence[Spot], view: Projection, largest: float, canvas: Canvas) -> list[alt.Chart]:
    """Names of the most eventful spots, each where it lies on nothing else, with a line where it is apart."""
    most = len(spots[0].events)
    radii = [math.sqrt(max(largest * len(spot.events) / most, 16) / math.pi) + 2 for spot in spots]
    points = [view(spot.longitude, spot.latitude) for spot in spots]
    taken = [
        _Box(x - radius, y - radius, x + radius, y + radius)
        for (x, y), radius in zip(points, radii, strict=True)
    ]
    names: list[_Box] = []
    rows: list[Row] = []
    for spot, (x, y), radius in list(zip(spots, points, radii, strict=True))[: 6 if canvas.is_narrow else 16]:
        name = style.shortened(spot.place.name, 24)
        width, height = len(name) * canvas.font_size * 0.58, canvas.font_size + 2
        free = (
            (away, box)
            for away, box in _beside(x, y, radius, width, height)
            if box.lies_in(view)
            and not any(box.meets(other) for other in taken)
            and not any(dot.meets(other) for dot in _dots((x, y), box) for other in names)
        )
        if found := next(free, None):
            away, box = found
            names.append(box)
            taken += [box, *(_dots((x, y), box) if away else ())]
            middle = (box.left + box.right) / 2, (box.top + box.bottom) / 2
            near = box.nearest(x, y)
            rows.append(
                {"name": name, "x": middle[0], "y": middle[1]}
                | ({"from_x": x, "from_y": y, "to_x": near[0], "to_y": near[1]} if away else {})
            )
    return [*_lines([row for row in rows if "to_x" in row], view), *_texts(rows, view, canvas)]


def _dots(point: tuple[float, float], box: _Box) -> list[_Box]:
    """Small boxes along the line from a point to a name."""
    end = box.nearest(*point)
    steps = [share / 12 for share in range(12)]
    line = [
        (point[0] + (end[0] - point[0]) * share, point[1] + (end[1] - point[1]) * share) for share in steps
    ]
    return [_Box(x - 1, y - 1, x + 1, y + 1) for x, y in line]


def _texts(rows: list[Row], view: Projection, canvas: Canvas) -> list[alt.Chart]:
    if not rows:
        return []
    base = alt.Chart(style.table(rows)).encode(**_at(view, x="x", y="y"), text="name:N")
    halo = base.mark_text(
        aria=False,
        fontSize=canvas.font_size,
        stroke="#ffffff",
        strokeWidth=3,
        strokeOpacity=0.85,
        strokeJoin="round",
    )
    return [halo, base.mark_text(fontSize=canvas.font_size, color=style.INK)]


def _lines(rows: list[Row], view: Projection) -> list[alt.Chart]:
    if not rows:
        return []
    ends = _at(view, x="from_x", y="from_y") | {"x2": alt.X2("to_x"), "y2": alt.Y2("to_y")}
    return [alt.Chart(style.table(rows)).mark_rule(color=style.INK, strokeWidth=0.8).encode(**ends)]


def _at(view: Projection, *, x: str, y: str) -> dict[str, Any]:
    """Channels for pixels from the left and from the top."""
    return {
        "x": alt.X(x, type="quantitative", axis=None, scale=alt.Scale(domain=[0, view.width], nice=False)),
        "y": alt.Y(y, type="quantitative", axis=None, scale=alt.Scale(domain=[view.height, 0], nice=False)),
    }


def _beside(x: float, y: float, radius: float, width: float, height: float) -> Iterator[tuple[int, _Box]]:
    """Where a name can stand, the best first: to the right, left, below or above, close by or apart."""
    for away in (0, 24, 44, 70):
        for across, down in ((1, 0), (-1, 0), (0, 1), (0, -1), (1, -1), (-1, 1), (-1, -1), (1, 1)):
            if across and down and not away:
                continue
            middle = x + across * (radius + away + width / 2), y + down * (radius + away + height / 2)
            yield (
                away,
                _Box(
                    middle[0] - width / 2,
                    middle[1] - height / 2,
                    middle[0] + width / 2,
                    middle[1] + height / 2,
                ),
            )


@cache
def _world() -> str:
    return (Path(__file__).parent / "world.json").read_text(encoding="utf-8")


def notes(places: marks.Map, words: Words) -> list[str]:
    """What the chart leaves out, and where its outline is from."""
    found = []
    if places.places_left_out:
        found.append(words.text("note_places_left_out", n=len(places.spots), m=places.places_left_out))
    if places.events_without_point:
        found.append(words.count("note_without_point", places.events_without_point))
    return [*found, words.text("note_borders")]
