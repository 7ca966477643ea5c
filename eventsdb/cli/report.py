"""`eventsdb report`: all charts and their evidence in one page."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from eventsdb.cli.canned import of_this_version, suggest
from eventsdb.cli.narrowing import ActorOption, LanguageOption, SinceOption, UntilOption
from eventsdb.cli.output import DatabaseOption, writing
from eventsdb.pictures import EVENTS
from eventsdb.queries.limits import Limits


def report(
    *,
    file: Annotated[Path, typer.Argument(metavar="FILE.html", help="The page to write.", dir_okay=False)],
    actor: ActorOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    limit: Annotated[
        int,
        typer.Option(
            "--limit",
            "-n",
            min=0,
            help="Events whose evidence is listed at the most, beside one of each mark.",
        ),
    ] = EVENTS,
    lang: LanguageOption = None,
    db: DatabaseOption = None,
) -> None:
    """Write one page of charts whose marks lead to their evidence: to read on a phone, print or mail.

    Timeline, map, who acts on whom, and denials beside what they deny. It needs no network and no script.

    Example: eventsdb report report.html --actor "Corée du Nord" --since "juillet 2023"
    """
    from eventsdb import pictures  # noqa: PLC0415 - what reads the database is slow to import
    from eventsdb.pictures.data import Narrowing  # noqa: PLC0415
    from eventsdb.queries.run import reading  # noqa: PLC0415
    from eventsdb.storage.engine import database_url  # noqa: PLC0415

    url = database_url(db)
    with of_this_version(), reading(url, Limits(seconds=None)) as reader:
        suggest(db, [actor] if actor else [])
        name = Path(url.database or "").name
        page = pictures.report_page(reader, Narrowing(actor, since, until), name, lang, limit)
    with writing(file) as stream:
        stream.write(page)
