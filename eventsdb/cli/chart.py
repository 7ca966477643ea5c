"""`eventsdb chart`: one chart as a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from eventsdb.cli.canned import of_this_version, suggest
from eventsdb.cli.narrowing import ActorOption, LanguageOption, SinceOption, UntilOption
from eventsdb.cli.output import DatabaseOption, replacing
from eventsdb.pictures import FORMS, Form, Kind
from eventsdb.queries.limits import Limits


def chart(
    *,
    kind: Annotated[
        Kind,
        typer.Argument(
            metavar="timeline|map|dyads|network",
            help="Events by type and month, events by place, or who acts on whom as a matrix or a network.",
            case_sensitive=False,
        ),
    ],
    file: Annotated[
        Path,
        typer.Option(
            "--output", "-o", metavar="FILE", help="The picture: .png, .svg, .pdf or .json (Vega-Lite)."
        ),
    ],
    actor: ActorOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    lang: LanguageOption = None,
    db: DatabaseOption = None,
) -> None:
    """Draw one chart of the events.

    Example: eventsdb chart timeline -o timeline.png --actor "Corée du Nord" --since 2023
    """
    form = _form(file)
    from eventsdb import pictures  # noqa: PLC0415 - what reads the database is slow to import
    from eventsdb.pictures.data import Narrowing  # noqa: PLC0415
    from eventsdb.queries.run import reading  # noqa: PLC0415
    from eventsdb.storage.engine import database_url  # noqa: PLC0415

    with of_this_version(), reading(database_url(db), Limits(seconds=None)) as reader:
        suggest(db, [actor] if actor else [])
        drawn = pictures.chart_file(reader, kind, Narrowing(actor, since, until), form, lang)
    with replacing(file) as path:
        path.write_bytes(drawn)


def _form(file: Path) -> Form:
    """The form that the file's suffix stands for. A usage error when there is none."""
    for form in FORMS:
        if file.suffix.lower() == f".{form}":
            return form
    known = ", ".join(f".{form}" for form in FORMS)
    raise typer.BadParameter(f"{file} must end in one of {known}", param_hint="--output")
