"""``eventsdb export``: the database in the forms that other programs read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from eventsdb.cli.output import DatabaseOption, FileOption, writing
from eventsdb.queries.limits import Limits

app = typer.Typer(
    name="export",
    help="Write the database in the forms that other programs read.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def _export() -> None:
    """Write the database in the forms that other programs read."""


@app.command()
def plover(db: DatabaseOption = None, file: FileOption = None) -> None:
    """Write every event as one line of PLOVER's JSON record form.

    Example: eventsdb export plover -o events.jsonl
    """
    from eventsdb.queries.plover import records  # noqa: PLC0415 - SQLAlchemy is slow to import
    from eventsdb.queries.run import reading  # noqa: PLC0415
    from eventsdb.storage.engine import database_url  # noqa: PLC0415

    with reading(database_url(db), Limits(seconds=None)) as reader, writing(file) as stream:
        for record in records(reader):
            stream.write(f"{json.dumps(record, ensure_ascii=False)}\n")


@app.command()
def parquet(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make.")],
    db: DatabaseOption = None,
) -> None:
    """Write every table and view as a Parquet dataset, partitioned by month where it has dates.

    Example: eventsdb export parquet news/
    """
    from eventsdb.storage.engine import database_url  # noqa: PLC0415 - SQLAlchemy is slow to import
    from eventsdb.storage.parquet import export_parquet  # noqa: PLC0415

    for name, rows in export_parquet(database_url(db), folder).items():
        typer.echo(f"{name:<24} {rows:>12,}")
