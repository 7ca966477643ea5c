"""``eventsdb correct``: what people decide about actors, places and events."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

import typer

from eventsdb.cli.output import DatabaseOption

if TYPE_CHECKING:
    from sqlalchemy import Connection


Key: TypeAlias = Annotated[str, typer.Argument(metavar="KEY", help="Key of what is corrected.")]
By: TypeAlias = Annotated[
    str, typer.Option("--by", default_factory=getpass.getuser, help="Who decides.", show_default="your login")
]
Why: TypeAlias = Annotated[str | None, typer.Option("--reason", help="Why.", show_default=False)]

app = typer.Typer(
    name="correct",
    help="Decide what the program got wrong; it outlives every reload.",
    no_args_is_help=True,
)
actor = typer.Typer(help="Correct who is who.", no_args_is_help=True)
location = typer.Typer(help="Correct what is where.", no_args_is_help=True)
event = typer.Typer(help="Correct what happened.", no_args_is_help=True)
app.add_typer(actor, name="actor")
app.add_typer(location, name="location")
app.add_typer(event, name="event")


@actor.command("merge")
def actor_merge(
    key: Key,
    other: Annotated[str, typer.Argument(metavar="OTHER", help="Key of the actor that is the same one.")],
    by: By,
    reason: Why = None,
    db: DatabaseOption = None,
) -> None:
    """Two actors are one: OTHER becomes KEY.

    Example: eventsdb correct actor merge a3bqx7kz2mfud ae5wnr4ty6hjc --reason "same person"
    """
    _correct(db, kind="actor", action="merge", target=key, made_by=by, reason=reason, value=other)


@actor.command("split")
def actor_split(
    key: Key,
    names: Annotated[list[str], typer.Argument(metavar="NAME...", help="Full names of the other actor.")],
    by: By,
    reason: Why = None,
    db: DatabaseOption = None,
) -> None:
    """One actor is two: those whom articles call by NAME are someone else.

    Example: eventsdb correct actor split a3bqx7kz2mfud "Paul Martin" --reason "a namesake"
    """
    _correct(db, kind="actor", action="split", target=key, made_by=by, reason=reason, parts=tuple(names))


@actor.command("rename")
def actor_rename(
    key: Key,
    name: Annotated[str, typer.Argument(metavar="NAME", help="The right name.")],
    by: By,
    reason: Why = None,
    db: DatabaseOption = None,
) -> None:
    """Show an actor under another name.

    Example: eventsdb correct actor rename a3bqx7kz2mfud "Marie Dupont"
    """
    _correct(db, kind="actor", action="rename", target=key, made_by=by, reason=reason, value=name)


@actor.command("retype")
def actor_retype(
    key: Key,
    kind: Annotated[str, typer.Argument(help="person, organization, government, armed_group, media, group.")],
    by: By,
    reason: Why = None,
    db: DatabaseOption = None,
) -> None:
    """Change the kind of an actor.

    Example: eventsdb correct actor retype a3bqx7kz2mfud organization
    """
    _correct(db, kind="actor", action="retype", target=key, made_by=by, reason=reason, value=kind)


@location.command("merge")
def location_merge(
    key: Key,
    other: Annotated[str, typer.Argument(metavar="OTHER", help="Key of the place that is the same one.")],
    by: By,
    reason: Why = None,
    db: DatabaseOption = None,
) -> None:
    """Two places are one: OTHER becomes KEY.

    Example: eventsdb correct location merge l2zc5vnq7rtyk lb4hs6jx3pmwe
    """
    _correct(db, kind="location", action="merge", target=key, made_by=by, reason=reason, value=other)


@location.command("rename")
def location_rename(
    key: Key,
    name: Annotated[str, typer.Argument(metavar="NAME", help="The right name.")],
    by: By,
    reason: Why = None,
    db: DatabaseOption = None,
) -> None:
    """Show a place under another name.

    Example: eventsdb correct location rename l2zc5vnq7rtyk "Port-Louis"
    """
    _correct(db, kind="location", action="rename", target=key, made_by=by, reason=reason, value=name)


@location.command("retype")
def location_retype(
    key: Key,
    kind: Annotated[str, typer.Argument(help="country, region, city, site, water.")],
    by: By,
    reason: Why = None,
    db: DatabaseOption = None,
) -> None:
    """Change the kind of a place.

    Example: eventsdb correct location retype l2zc5vnq7rtyk site
    """
    _correct(db, kind="location", action="retype", target=key, made_by=by, reason=reason, value=kind)


@event.command("merge")
def event_merge(
    key: Key,
    other: Annotated[str, typer.Argument(metavar="OTHER", help="Key of the event that is the same one.")],
    by: By,
    reason: Why = None,
    db: DatabaseOption = None,
) -> None:
    """Two events are one: OTHER becomes KEY.

    Example: eventsdb correct event merge e5qv3k2hpr7wd ek7tm2x4bz6sn
    """
    _correct(db, kind="event", action="merge", target=key, made_by=by, reason=reason, value=other)


@event.command("split")
def event_split(
    key: Key,
    articles: Annotated[list[str], typer.Argument(metavar="URI...", help="Articles that tell of another.")],
    by: By,
    reason: Why = None,
    db: DatabaseOption = None,
) -> None:
    """One event is two: what these articles tell is another one.

    Example: eventsdb correct event split e5qv3k2hpr7wd news/monday.txt
    """
    _correct(db, kind="event", action="split", target=key, made_by=by, reason=reason, parts=tuple(articles))


@event.command("retype")
def event_retype(  # noqa: PLR0917 (options, by name)
    key: Key,
    type_: Annotated[str, typer.Argument(metavar="TYPE", help="PLOVER type, such as CONSULT.")],
    by: By,
    mode: Annotated[str | None, typer.Option(help="PLOVER mode, such as visit.", show_default=False)] = None,
    reason: Why = None,
    db: DatabaseOption = None,
) -> None:
    """Change the type of an event.

    Example: eventsdb correct event retype e5qv3k2hpr7wd CONSULT --mode visit
    """
    _correct(db, kind="event", action="retype", target=key, made_by=by, reason=reason, value=type_, mode=mode)


@event.command("reject")
def event_reject(key: Key, by: By, reason: Why = None, db: DatabaseOption = None) -> None:
    """Nothing of the kind is told: take the event out.

    Example: eventsdb correct event reject e5qv3k2hpr7wd --reason "a film, not a coup"
    """
    _correct(db, kind="event", action="reject", target=key, made_by=by, reason=reason)


@app.command("list")
def list_corrections(db: DatabaseOption = None) -> None:
    """List all corrections, with what became of them.

    Example: eventsdb correct list --db events.db
    """
    from sqlalchemy import select  # noqa: PLC0415 (queries start without it)

    from eventsdb.storage import correcting, tables  # noqa: PLC0415

    with _connected(db) as connection:
        correcting.check(connection)
        for row in connection.execute(select(tables.CORRECTIONS).order_by(tables.CORRECTIONS.c.id)):
            cells = (
                row.id,
                row.kind,
                row.action,
                row.target_key,
                row.value,
                row.made_by,
                row.status,
                row.reason,
            )
            typer.echo("\t".join("" if cell is None else str(cell) for cell in cells))


@app.command()
def undo(
    number: Annotated[
        int, typer.Argument(help="Number of the correction, as `eventsdb correct list` has it.")
    ],
    by: By,
    db: DatabaseOption = None,
) -> None:
    """Undo a correction.

    Example: eventsdb correct undo 3
    """
    from eventsdb.storage import correcting  # noqa: PLC0415

    with _connected(db) as connection:
        correcting.undo(connection, number, by)
    typer.echo(f"correction {number} undone", err=True)


def _correct(db: str | None, **decision: Any) -> None:  # noqa: ANN401 (the fields of a Decision)
    from eventsdb.storage import correcting  # noqa: PLC0415

    with _connected(db) as connection:
        number = correcting.correct(connection, correcting.Decision(**decision))
    typer.echo(f"correction {number} applied", err=True)


@contextmanager
def _connected(db: str | None) -> Iterator[Connection]:
    """One transaction on an existing database of the current version."""
    from eventsdb.storage import engine as engines  # noqa: PLC0415
    from eventsdb.storage.migrations import ensure_current  # noqa: PLC0415

    url = engines.database_url(db)
    ensure_current(url)
    engine = engines.create_database_engine(url)
    try:
        with engines.database_errors(url), engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()
