"""`eventsdb snapshot`: a copy of the database to publish."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from eventsdb.cli.output import DatabaseOption


def snapshot(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The copy to make.", dir_okay=False)],
    force: Annotated[bool, typer.Option("--force", help="Overwrite FILE.")] = False,
    db: DatabaseOption = None,
) -> None:
    """Publish a compact, checked copy of a SQLite database, for others or for a BI tool.

    Example: eventsdb snapshot published.db --db events.db
    """
    if file.exists() and not force:
        raise typer.BadParameter(f"{file} exists; --force overwrites it", param_hint="FILE")
    from eventsdb.storage.engine import database_url  # noqa: PLC0415 - SQLAlchemy is slow to import
    from eventsdb.storage.snapshot import snapshot as publish  # noqa: PLC0415

    publish(database_url(db), file)
