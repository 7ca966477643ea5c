"""What `eventsdb chart` and `eventsdb report` have in common: which events to show, and in which language."""

from __future__ import annotations

from typing import Annotated, TypeAlias

import typer

from eventsdb.cli.canned import actors_called, first_day, last_day
from eventsdb.pictures import Language

ActorOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--actor",
        metavar="NAME",
        help="Only events this actor takes part in (any of its names, or its key).",
        autocompletion=actors_called,
    ),
]
SinceOption: TypeAlias = Annotated[
    str | None,
    typer.Option(help="Only events that end on or after this date.", parser=first_day, metavar="DATE"),
]
UntilOption: TypeAlias = Annotated[
    str | None,
    typer.Option(help="Only events that begin on or before this date.", parser=last_day, metavar="DATE"),
]
LanguageOption: TypeAlias = Annotated[
    Language | None,
    typer.Option(
        "--lang", help="Language of titles and labels (default: the locale's, else en).", show_default=False
    ),
]
