"""The timeline: a circle for the events of each type in each month, or year."""

from __future__ import annotations

from datetime import date
from typing import Any

import altair as alt

from eventsdb.pictures import marks, style
from eventsdb.pictures.labels import Words
from eventsdb.pictures.style import Canvas

_LABELS = 110  # pixels for the names of the types
_WIDEST_STEP = 46


def chart(timeline: marks.Timeline, canvas: Canvas, words: Words) -> Any:  # noqa: ANN401 - any Altair chart
    """Types from top to bottom by class, time from left to right."""
    kinds = sorted({(cell.quad_class, cell.type) for cell in timeline.cells})
    step = min((canvas.width - _LABELS) / len(timeline.columns), _WIDEST_STEP)
    height = max(min(step, 30), 20)
    names = {column: column_name(timeline, column, words) for column in timeline.columns}
    rows = [
        row
        for cell in timeline.cells
        for row in style.disks(
            cell,
            {
                "column": names[cell.column],
                "type": words.one_of("types", cell.type),
                "class": words.one_of("classes", cell.quad_class),
                "label": f"{words.one_of('types', cell.type)}, {names[cell.column]}",
            },
            words,
        )
    ]
    classes = list(style.CLASS_COLOURS)
    disks = style.layer_of_disks(
        rows,
        canvas,
        words,
        largest=(min(step, height) * 0.95) ** 2 * 0.785,
        x=alt.X(
            "column:O",
            title=None,
            sort=list(names.values()),
            scale=alt.Scale(domain=list(names.values())),
            axis=alt.Axis(
                labelAngle=-60 if step > 24 else -90, orient="bottom", grid=True, gridColor="#f0f0f0"
            ),
        ),
        y=alt.Y(
            "type:N",
            title=None,
            sort=[words.one_of("types", kind) for _, kind in kinds],
            axis=alt.Axis(grid=True, gridColor=style.RULE, labelLimit=_LABELS, domain=False, ticks=False),
        ),
        color=alt.Color(
            "class:N",
            title=None,
            scale=alt.Scale(
                domain=[words.one_of("classes", number) for number in classes],
                range=list(style.CLASS_COLOURS.values()),
            ),
            legend=style.legend(canvas, symbolType="circle", columns=2),
        ),
    )
    return disks.properties(width=alt.Step(step), height=alt.Step(height))


def column_name(timeline: marks.Timeline, column: str, words: Words) -> str:
    """The name of a column of the timeline."""
    if column == marks.UNKNOWN:
        return words.text(f"unknown_{timeline.unit}")
    if column in (marks.EARLIER, marks.LATER):
        return words.text(column)
    return words.month(date.fromisoformat(f"{column}-01")) if timeline.unit == "month" else column


def notes(timeline: marks.Timeline, words: Words) -> list[str]:
    """What the chart leaves out or puts together."""
    found = []
    if {marks.EARLIER, marks.LATER} & set(timeline.columns):
        found.append(words.text(f"note_{timeline.unit}", n=marks.COLUMNS))
    if marks.UNKNOWN in timeline.columns:
        found.append(words.text(f"note_unknown_{timeline.unit}"))
    return found
