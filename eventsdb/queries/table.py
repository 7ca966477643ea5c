"""A result as a table on a terminal, or as records where the columns would not fit."""

from __future__ import annotations

from typing import IO

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from eventsdb.queries.formats import display
from eventsdb.queries.result import Result, Row

_NARROWEST = 9
_FILE_WIDTH = 160


def write_table(result: Result, stream: IO[str]) -> None:
    """Write the rows. Keeps them in memory, to know how wide the columns are."""
    rows = list(result)
    width = None if stream.isatty() else _FILE_WIDTH
    console = Console(file=stream, width=width, highlight=False, markup=False, emoji=False)
    if _fits(result.columns, rows, console.width):
        console.print(_grid(result.columns, rows))
    else:
        for number, row in enumerate(rows, start=1):
            console.print(_record(result.columns, row, number))


def _fits(columns: tuple[str, ...], rows: list[Row], width: int) -> bool:
    """Whether every column can have a readable share of the width."""
    needed = 1
    for position, name in enumerate(columns):
        widest = max((len(display(row[position])) for row in rows), default=0)
        words = max((len(word) for row in rows for word in display(row[position]).split()), default=0)
        needed += 3 + max(len(name), min(widest, max(words, _NARROWEST)))
    return needed <= width


def _grid(columns: tuple[str, ...], rows: list[Row]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, header_style="bold", pad_edge=False)
    for position, name in enumerate(columns):
        numeric = any(isinstance(row[position], int | float) for row in rows)
        table.add_column(Text(name), justify="right" if numeric else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(display(value)) for value in row))
    return table


def _record(columns: tuple[str, ...], row: Row, number: int) -> Table:
    table = Table(box=None, show_header=False, pad_edge=False, title=f"— {number} —", title_justify="left")
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in zip(columns, row, strict=True):
        if value is not None:
            table.add_row(Text(name), Text(display(value)))
    return table
