"""A result as a table on a terminal, or as records where the columns would not fit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import IO

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from eventsdb.queries.formats import display
from eventsdb.queries.result import Result, Row

_FILE_WIDTH = 160
_BETWEEN = 2  # blanks between two columns
_NARROWEST = (18, 10)  # how narrow a column may be made; the second where the first does not fit
_LONGEST_WORD = 18  # a longer one may be broken, so that a key never is


def write_table(result: Result, stream: IO[str]) -> None:
    """Write the rows. Keeps them in memory, to know how wide the columns are."""
    rows = list(result)
    width = None if stream.isatty() else _FILE_WIDTH
    console = Console(file=stream, width=width, highlight=False, markup=False, emoji=False)
    fitting = (_widths(result.columns, rows, console.width, narrowest) for narrowest in _NARROWEST)
    widths = next((widths for widths in fitting if widths is not None), None)
    if widths is not None:
        console.print(_grid(result.columns, rows, widths))
    else:
        for number, row in enumerate(rows, start=1):
            console.print(_record(result.columns, row, number))


def _widths(columns: Sequence[str], rows: Sequence[Row], available: int, narrowest: int) -> list[int] | None:
    """A width for each column: short ones whole, the rest shared by how much the others have to say.

    None when some column would be left with less than `narrowest`.
    """
    cells = [[name, *(display(row[position]) for row in rows)] for position, name in enumerate(columns)]
    widths = [max(map(cell_len, column)) for column in cells]
    least = [
        max(
            narrowest,
            min(_LONGEST_WORD, max((cell_len(word) for cell in column for word in cell.split()), default=0)),
        )
        for column in cells
    ]
    long = [position for position, width in enumerate(widths) if width > least[position]]
    room = available - _BETWEEN * len(columns) - sum(widths) + sum(widths[position] for position in long)
    # The square root keeps a column of long texts from squeezing the names beside it.
    weights = {position: sum(map(len, cells[position])) ** 0.5 for position in long}
    for position in sorted(long, key=lambda position: weights[position]):
        share = int(room * weights[position] / sum(weights.values()))
        widths[position] = min(widths[position], max(share, least[position]))
        room -= widths[position]
        del weights[position]
    return widths if room >= 0 else None


def _grid(columns: Sequence[str], rows: Sequence[Row], widths: Sequence[int]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, header_style="bold", pad_edge=False, collapse_padding=True)
    for position, name in enumerate(columns):
        numeric = any(isinstance(row[position], int | float) for row in rows)
        table.add_column(
            Text(name), justify="right" if numeric else "left", overflow="fold", width=widths[position]
        )
    for row in rows:
        table.add_row(*(Text(display(value)) for value in row))
    return table


def _record(columns: Sequence[str], row: Row, number: int) -> Table:
    table = Table(box=None, show_header=False, pad_edge=False, title=f"— {number} —", title_justify="left")
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in zip(columns, row, strict=True):
        if value is not None:
            table.add_row(Text(name), Text(display(value)))
    return table
