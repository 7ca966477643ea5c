"""`eventsdb db`: make, change and check the tables of a database.

The commands import what they need when they run: SQLAlchemy and Alembic take long to start.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from eventsdb.storage.migrations import Migration

app = typer.Typer(name="db", help="Make, change and check the tables of a database.", no_args_is_help=True)

Database = Annotated[
    str | None,
    typer.Option("--db", metavar="PATH|URL", help="The database. Default: EVENTSDB_URL, else ./events.db."),
]


@app.command()
def create(db: Database = None) -> None:
    """Make a database with all its tables, on a PostgreSQL server too; do nothing where it is complete.

    Example: eventsdb db create --db postgresql://user@host/news
    """
    from eventsdb.storage import creating  # noqa: PLC0415
    from eventsdb.storage.engine import database_url, display_name  # noqa: PLC0415

    url = database_url(db)
    _report(display_name(url), creating.create(url))


@app.command()
def upgrade(
    revision: Annotated[str, typer.Argument(help="A revision that `eventsdb db history` lists.")] = "head",
    db: Database = None,
) -> None:
    """Bring a database up to the newest revision; make it when it does not exist.

    Example: eventsdb db upgrade --db events.db
    """
    from eventsdb.storage import migrations  # noqa: PLC0415
    from eventsdb.storage.engine import database_url, display_name  # noqa: PLC0415

    url = database_url(db)
    _report(display_name(url), migrations.upgrade(url, revision))


@app.command()
def downgrade(
    revision: Annotated[str, typer.Argument(help="A revision that `eventsdb db history` lists, or base.")],
    db: Database = None,
) -> None:
    """Take a database back to an older revision; what that has no place for is lost.

    Example: eventsdb db downgrade 0001 --db events.db
    """
    from eventsdb.storage import migrations  # noqa: PLC0415
    from eventsdb.storage.engine import database_url, display_name  # noqa: PLC0415

    url = database_url(db)
    _report(display_name(url), migrations.downgrade(url, revision))


@app.command()
def current(db: Database = None) -> None:
    """Print the revision a database is at.

    Example: eventsdb db current --db events.db
    """
    from eventsdb.storage import migrations  # noqa: PLC0415
    from eventsdb.storage.engine import database_url  # noqa: PLC0415

    typer.echo(migrations.current(database_url(db)) or "none")


@app.command()
def history() -> None:
    """List the revisions, oldest first.

    Example: eventsdb db history
    """
    from eventsdb.storage import migrations  # noqa: PLC0415

    for revision in migrations.history():
        typer.echo(f"{revision.id}  {revision.message}")


@app.command()
def check(db: Database = None) -> None:
    """Check that a database is at the newest revision and has the tables this version expects.

    Example: eventsdb db check --db events.db
    """
    from eventsdb.storage import migrations  # noqa: PLC0415
    from eventsdb.storage.engine import database_url, display_name  # noqa: PLC0415

    url = database_url(db)
    migrations.check(url)
    typer.echo(f"{display_name(url)} is up to date")


def _report(name: str, migration: Migration) -> None:
    if migration.before == migration.after:
        typer.echo(f"{name} is at revision {migration.after or 'none'} already")
        return
    typer.echo(f"{name}: {migration.before or 'none'} -> {migration.after or 'none'}")
    if migration.backup is not None:
        typer.echo(f"copy of the database before: {migration.backup}")
