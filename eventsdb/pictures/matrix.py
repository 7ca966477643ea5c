"""The matrix of dyads: who acts (rows) on whom (columns)."""

from __future__ import annotations

from typing import Any

import altair as alt

from eventsdb.pictures import marks, style
from eventsdb.pictures.labels import Words
from eventsdb.pictures.style import Canvas

_STEP = 34


def size(canvas: Canvas) -> int:
    """How many actors there is room for on each side."""
    return 10 if canvas.is_narrow else 18


def chart(matrix: marks.Matrix, canvas: Canvas, words: Words) -> Any:  # noqa: ANN401 - any Altair chart
    """A circle where somebody acts on somebody."""
    characters = 15 if canvas.is_narrow else 26
    acting = dict(
        zip(matrix.actors, style.distinct((a.name for a in matrix.actors), characters), strict=True)
    )
    acted_on = dict(
        zip(matrix.recipients, style.distinct((a.name for a in matrix.recipients), characters), strict=True)
    )
    room = canvas.width - characters * canvas.font_size * 0.85
    step = min(room / len(acted_on), _STEP)
    rows = [
        row
        for dyad in matrix.dyads
        for row in style.disks(
            dyad,
            {
                "actor": acting[dyad.actor],
                "recipient": acted_on[dyad.recipient],
                "score": dyad.score,
                "label": f"{dyad.actor.name} → {dyad.recipient.name}",
            },
            words,
        )
    ]
    disks = style.layer_of_disks(
        rows,
        canvas,
        words,
        largest=(step * 0.92) ** 2 * 0.785,
        x=alt.X(
            "recipient:N",
            title=words.text("recipient_axis"),
            sort=list(acted_on.values()),
            axis=alt.Axis(orient="top", labelAngle=-60, grid=True, gridColor=style.RULE, labelLimit=300),
        ),
        y=alt.Y(
            "actor:N",
            title=words.text("actor_axis"),
            sort=list(acting.values()),
            axis=alt.Axis(grid=True, gridColor=style.RULE, labelLimit=300),
        ),
        color=style.score_colour(canvas, words),
    )
    return disks.properties(width=alt.Step(step), height=alt.Step(step))


def notes(matrix: marks.Matrix, words: Words) -> list[str]:
    """What the chart leaves out."""
    actors = {*matrix.actors, *matrix.recipients}
    return style.note_of_actors(len(actors), matrix.all_actors, len(matrix.dyads), matrix.all_dyads, words)
