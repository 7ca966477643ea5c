"""`eventsdb copy`: a whole database to another file or server."""

from __future__ import annotations

from typing import Annotated

import typer


def copy(
    source: Annotated[
        str,
        typer.Option("--from", metavar="PATH|URL", help="The database to copy: a file or postgresql://..."),
    ],
    target: Annotated[
        str, typer.Option("--to", metavar="PATH|URL", help="Where to: an empty database, or one to be made.")
    ],
) -> None:
    """Copy a whole database, from SQLite to PostgreSQL or back; keys and row numbers stay.

    Example: eventsdb copy --from events.db --to postgresql://me@server/news
    """
    from eventsdb.storage.copying import copy_database  # noqa: PLC0415 - SQLAlchemy is slow to import
    from eventsdb.storage.engine import database_url, display_name  # noqa: PLC0415

    url = database_url(target)
    for table, rows in copy_database(database_url(source), url).items():
        if rows:
            typer.echo(f"{table:<20} {rows:>12,}")
    typer.echo(f"copied to {display_name(url)}", err=True)
