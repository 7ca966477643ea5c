"""How commands give rows: one set of options, one way of writing; data to stdout, the rest to stderr."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Annotated, TypeAlias

import typer

from eventsdb.queries.formats import SUFFIXES, Format, write
from eventsdb.queries.parquet import write_parquet
from eventsdb.queries.result import Result

_PANEL = "Output"
_TABLE_ROWS = 1000

DatabaseOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--db",
        metavar="PATH|URL",
        help="Database: a SQLite file or postgresql://... (default: EVENTSDB_URL, else ./events.db).",
        show_default=False,
    ),
]
FormatOption: TypeAlias = Annotated[
    Format | None,
    typer.Option(
        "--format",
        "-f",
        help="How to write the rows (default: by the suffix of -o; else table on a terminal, csv in a pipe).",
        case_sensitive=False,
        show_default=False,
        rich_help_panel=_PANEL,
    ),
]
FileOption: TypeAlias = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write to a file.", rich_help_panel=_PANEL),
]
LimitOption: TypeAlias = Annotated[
    int | None,
    typer.Option(
        "--limit",
        "-n",
        min=0,
        help=f"Rows at the most, 0 for all (default: {_TABLE_ROWS} in a table, else all).",
        show_default=False,
        rich_help_panel=_PANEL,
    ),
]


def chosen_format(form: Format | None, file: Path | None) -> Format:
    """The format asked for, else that of the file's suffix, else a table on a terminal and csv in a pipe."""
    if form is not None:
        return form
    if file is not None:
        return SUFFIXES.get(file.suffix.lower(), Format.CSV)
    return Format.TABLE if sys.stdout.isatty() else Format.CSV


def row_limit(limit: int | None, form: Format) -> int | None:
    """The rows to give at the most, None for all: people read a table, programs want everything."""
    if limit is None:
        return _TABLE_ROWS if form is Format.TABLE else None
    return limit or None


def emit(result: Result, form: Format, file: Path | None) -> None:
    """Write the rows to the file or to stdout, and say on stderr when there were more, or none."""
    if form is Format.PARQUET and file is not None:
        with replacing(file) as path:
            write_parquet(result, path)
    else:
        with writing(file) as stream:
            write(result, form, stream)
    if result.truncated:
        typer.echo(f"eventsdb: only the first {result.limit} rows; --limit 0 gives all", err=True)
    elif result.count == 0:
        typer.echo("eventsdb: no rows", err=True)


@contextmanager
def writing(file: Path | None) -> Iterator[IO[str]]:
    """Standard output, or the file, which takes its new content only when all was written."""
    if file is None:
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
        yield sys.stdout
    else:
        with replacing(file) as path, path.open("w", encoding="utf-8", newline="") as stream:
            yield stream


@contextmanager
def replacing(file: Path) -> Iterator[Path]:
    """A file to write to, which takes the place of `file` only when all was written."""
    if file.exists() and not file.is_file():  # a pipe or a device: nothing to replace
        yield file
        return
    try:
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
        os.close(handle)
        temporary = Path(name)
        try:
            yield temporary
            temporary.chmod(0o666 & ~_umask())
            temporary.replace(file)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise typer.BadParameter(
            f"{file} cannot be written: {error.strerror}", param_hint="--output"
        ) from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
