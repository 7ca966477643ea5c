"""How every chart looks: sizes, colours, and the one way in which a mark tells what is asserted.

Colours are Okabe and Ito's (2008, "Color Universal Design"): oranges for conflict, blues for cooperation,
grey between. Factuality is told by form: a dashed ring for all events, a filled disk for the asserted ones.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

import altair as alt

from eventsdb.pictures.labels import Words
from eventsdb.pictures.marks import Mark

CLASS_COLOURS = {1: "#56B4E9", 2: "#0072B2", 3: "#E69F00", 4: "#D55E00"}
"""Verbal and material cooperation in blues, verbal and material conflict in oranges."""

INK = "#333333"
RULE = "#dddddd"

SCORE_COLOURS = {
    -10: CLASS_COLOURS[4],
    -5: CLASS_COLOURS[3],
    0: "#A0A0A0",
    5: CLASS_COLOURS[1],
    10: CLASS_COLOURS[2],
}
"""From conflict to cooperation: PLOVER's mean scores, and their colours."""

LINK_BASE = "https://page.invalid/#"
"""Stands before anchors in a chart: Vega makes every link an absolute one. `drawing` takes it off."""

_FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
_SMALLEST_AREA = 16  # square pixels: less can hardly be seen
_LOWEST, _HIGHEST = min(SCORE_COLOURS), max(SCORE_COLOURS)

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Canvas:
    """What a chart is drawn on: pixels across, and whether it is part of a page.

    In a page marks are links and the page explains them; a chart of its own has a title and legends.
    """

    width: int
    in_page: bool = False

    @property
    def is_narrow(self) -> bool:
        """Whether it is for a phone."""
        return self.width < 600

    @property
    def font_size(self) -> int:
        """Of labels, in pixels."""
        return 10 if self.is_narrow else 12


PICTURE = Canvas(960)
WIDE = Canvas(920, in_page=True)
NARROW = Canvas(350, in_page=True)


def disks(mark: Mark, row: Mapping[str, Any], words: Words) -> list[Row]:
    """The rows that draw a mark: its ring, and what of it is filled."""
    shared = dict(row) | {"link": LINK_BASE + mark.target, "says": says(mark, str(row["label"]), words)}
    ring = {"told": "all", "events": len(mark.events)}
    filled = {"told": "asserted", "events": mark.asserted}
    return [shared | ring] + ([shared | filled] if mark.asserted else [])


def says(mark: Mark, label: str, words: Words) -> str:
    """What a mark stands for, in words: for screen readers and for whoever points at it."""
    counts: dict[str, int] = {}
    for event in mark.events:
        counts[event.factuality] = counts.get(event.factuality, 0) + 1
    told = ", ".join(f"{n} {words.one_of('factuality', kind)}" for kind, n in sorted(counts.items()))
    return f"{label} : {told}" if words.language == "fr" else f"{label}: {told}"


def table(rows: Sequence[Row]) -> alt.InlineData:
    """Rows as the data of a chart: as a string, which Altair neither copies nor checks value by value."""
    return alt.InlineData(values=json.dumps(rows, ensure_ascii=False), format=alt.JsonDataFormat(type="json"))


def layer_of_disks(
    rows: Iterable[Row],
    canvas: Canvas,
    words: Words,
    *,
    largest: float,
    opacity: float = 0.9,
    **where: Any,  # noqa: ANN401 - channels
) -> alt.Chart:
    """Rings and what is filled of them, at `where`; `largest` is the area of the largest in square pixels.

    Less `opacity` lets those show that lie under others.
    """
    values = list(rows)
    told = ["all", "asserted"]
    most = max(row["events"] for row in values)
    channels: dict[str, Any] = {
        "size": alt.Size(
            "events:Q",
            title=words.text("area"),
            scale=alt.Scale(
                domain=[0, most],
                range=[_SMALLEST_AREA, max(largest, _SMALLEST_AREA * 2)],
            ),
            legend=legend(
                canvas,
                symbolFillColor="#ffffff",
                symbolStrokeColor=INK,
                symbolType="circle",
                values=sorted({1, max(most // 4, 1), most}),
                format="d",
            ),
        ),
        "fillOpacity": alt.FillOpacity(
            "told:N", scale=alt.Scale(domain=told, range=[0.1, opacity]), legend=None
        ),
        "strokeDash": alt.StrokeDash(
            "told:N", scale=alt.Scale(domain=told, range=[[2, 2], [1, 0]]), legend=None
        ),
        "strokeWidth": alt.StrokeWidth("told:N", scale=alt.Scale(domain=told, range=[0.7, 1]), legend=None),
        "order": alt.Order("events:Q", sort="descending"),
    }
    made = alt.Chart(table(values)).mark_point(filled=True, stroke=INK, strokeWidth=1, opacity=1)
    drawn: alt.Chart = made.encode(**channels, **linked(canvas), **where)
    return drawn


def linked(canvas: Canvas) -> dict[str, Any]:
    """Channels for what a mark says, from the field `says`, and in a page for where it leads, from `link`."""
    said: dict[str, Any] = {"description": alt.Description("says:N")}
    return said | {"href": alt.Href("link:N")} if canvas.in_page else said


def score_colour(canvas: Canvas, words: Words) -> alt.Color:
    """The colour of a mark by its mean score."""
    low, high = words.text("conflict"), words.text("cooperation")
    ends = f"datum.value < 0 ? '−{-_LOWEST} {low}' : datum.value > 0 ? '{_HIGHEST} {high}' : '0'"
    return alt.Color(
        "score:Q",
        title=words.text("mean_score"),
        scale=alt.Scale(domain=list(SCORE_COLOURS), range=list(SCORE_COLOURS.values())),
        legend=legend(
            canvas, type="gradient", gradientLength=220, values=[_LOWEST, 0, _HIGHEST], labelExpr=ends
        ),
    )


def legend(canvas: Canvas, **options: Any) -> alt.Legend | None:  # noqa: ANN401 - options of Vega-Lite
    """A legend below a chart of its own, none in a page."""
    return None if canvas.in_page else alt.Legend(orient="bottom", **options)


def finished(chart: Any, canvas: Canvas, title: str, notes: Iterable[str]) -> Any:  # noqa: ANN401 - any chart
    """The chart with its fonts, and outside a page with its title and notes."""
    if not canvas.in_page:
        lines = [line for note in notes for line in wrap(note, canvas.width // 8)]
        chart = chart.properties(title=alt.TitleParams(title, subtitle=lines))
    size = canvas.font_size
    return (
        chart.configure(font=_FONT, background="#ffffff", padding=2 if canvas.in_page else 16)
        .configure_view(stroke=None)
        .configure_axis(labelFontSize=size, titleFontSize=size, labelColor=INK, titleColor=INK)
        .configure_legend(labelFontSize=size, titleFontSize=size, labelLimit=400, titleLimit=400)
        .configure_title(anchor="start", fontSize=18, subtitleFontSize=12, subtitleColor="#555555", offset=12)
    )


def note_of_actors(actors: int, all_actors: int, dyads: int, all_dyads: int, words: Words) -> list[str]:
    """How many of the actors and of the dyads are drawn, unless all are."""
    if (actors, dyads) == (all_actors, all_dyads):
        return []
    return [words.text("note_actors", n=actors, all=all_actors, pairs=dyads, all_pairs=all_dyads)]


def shortened(name: str, characters: int) -> str:
    """The name, cut with an ellipsis where it is longer."""
    return name if len(name) <= characters else f"{name[: characters - 1].rstrip()}…"


def distinct(names: Iterable[str], characters: int) -> list[str]:
    """The names, each shortened, and numbered where that leaves two alike."""
    taken: dict[str, int] = {}
    found = []
    for name in names:
        short = shortened(name, characters)
        taken[short] = taken.get(short, 0) + 1
        found.append(short if taken[short] == 1 else f"{short} ({taken[short]})")
    return found
