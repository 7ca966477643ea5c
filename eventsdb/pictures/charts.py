"""The four charts by name: from events and dyads to what is drawn, and what is to be said with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from eventsdb.errors import PictureError
from eventsdb.pictures import Kind, marks, matrix, network, style, timeline, world_map
from eventsdb.pictures.data import Event, Narrowing, drawable, events, pairs
from eventsdb.pictures.labels import Words
from eventsdb.pictures.marks import Dyad, Mark
from eventsdb.pictures.style import Canvas
from eventsdb.queries.run import Reader


@dataclass(frozen=True, slots=True)
class Drawing:
    """An Altair chart, the marks on it, and notes on what it leaves out."""

    chart: Any
    marks: Sequence[Mark]
    notes: list[str]


def picture(kind: Kind, reader: Reader, narrowing: Narrowing, words: Words) -> Any:  # noqa: ANN401 - any chart
    """A chart of its own. Raises PictureError when there is nothing to show, QueryError and DatabaseError."""
    found = events(reader, narrowing)
    dyads = marks.dyads(found, pairs(reader, narrowing)) if kind in ("network", "dyads") else []
    drawing = draw(kind, found, dyads, style.PICTURE, words)
    notes = drawing.notes if kind == "network" else [*drawing.notes, words.text("read_size")]
    title = " ".join([words.text(kind), *scope(narrowing, words)])
    return style.finished(drawing.chart, style.PICTURE, title, notes)


def draw(kind: Kind, found: Sequence[Event], dyads: Sequence[Dyad], canvas: Canvas, words: Words) -> Drawing:
    """One chart. Raises PictureError, in `words`, when there is nothing to show."""
    if not found:
        raise PictureError(words.text("no_events"))
    match kind:
        case "timeline":
            by_month = marks.timeline(found)
            notes = timeline.notes(by_month, words)
            return Drawing(timeline.chart(by_month, canvas, words), by_month.cells, notes)
        case "map":
            by_place = marks.places(found)
            if not by_place.spots:
                raise PictureError(words.text("no_map"))
            notes = world_map.notes(by_place, words)
            return Drawing(world_map.chart(by_place, canvas, words), by_place.spots, notes)
        case _ if not dyads:
            raise PictureError(words.text("no_dyads"))
        case "dyads":
            square = marks.matrix(dyads, matrix.size(canvas))
            return Drawing(matrix.chart(square, canvas, words), square.dyads, matrix.notes(square, words))
        case "network":
            circle = marks.network(dyads, network.size(canvas))
            return Drawing(network.chart(circle, canvas, words), circle.dyads, network.notes(circle, words))


def scope(narrowing: Narrowing, words: Words) -> list[str]:
    """What the events are narrowed to, in words."""
    return [
        words.text(f"subtitle_{name}", **{key: value})
        for name, key, value in (
            ("actor", "actor", narrowing.actor and drawable(narrowing.actor)),
            ("since", "day", narrowing.since and words.day(date.fromisoformat(narrowing.since))),
            ("until", "day", narrowing.until and words.day(date.fromisoformat(narrowing.until))),
        )
        if value
    ]
