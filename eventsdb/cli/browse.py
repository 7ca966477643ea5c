"""`eventsdb browse`: the database in a browser."""

from __future__ import annotations

import webbrowser
from typing import Annotated

import typer

from eventsdb.cli.canned import of_this_version
from eventsdb.cli.output import DatabaseOption
from eventsdb.cli.query import QueriesOption, query_folders, readable


def browse(
    host: Annotated[
        str, typer.Option("--host", help="Address to listen on; 0.0.0.0 lets other machines in.")
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", "-p", min=0, max=65535, help="Port to listen on; 0 takes a free one.")
    ] = 8001,
    open_: Annotated[bool, typer.Option("--open/--no-open", help="Open a browser.")] = False,
    queries_dir: QueriesOption = None,
    db: DatabaseOption = None,
) -> None:
    """Look at a SQLite database in a browser, with Datasette (pip install 'eventsdb[web]'); Ctrl-C ends it.

    Tables and views with descriptions, labels and facets, the canned queries as forms, and for every event
    the sentences that tell of it, with the words it was read from marked. Nothing is written; what later
    loads add is seen at once.

    Example: eventsdb browse --db events.db --open
    """
    from eventsdb.browsing.serving import serve  # noqa: PLC0415 - slow to import
    from eventsdb.storage.engine import database_url  # noqa: PLC0415

    def ready(address: str) -> None:
        typer.echo(f"eventsdb: {address} (Ctrl-C ends it)", err=True)
        if open_:
            webbrowser.open(address)

    with of_this_version():
        serve(database_url(db), tuple(readable(query_folders(queries_dir))), host, port, ready)
