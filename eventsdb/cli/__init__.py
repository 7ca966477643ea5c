"""The command line: parse options, call the library, print."""

from __future__ import annotations

import sys
from typing import Annotated

import typer
from typer.exceptions import TyperException

from eventsdb import __version__
from eventsdb.cli import (
    browse,
    chart,
    copy,
    correct,
    db,
    evaluate,
    export,
    load,
    query,
    report,
    search,
    snapshot,
)
from eventsdb.cli.exits import Exit, exit_code, usage_line
from eventsdb.errors import EventsdbError

app = typer.Typer(
    name="eventsdb",
    help="An event database for news: load articles, ask in SQL.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(query.app)
app.command("search")(search.search)
app.add_typer(export.app)
app.add_typer(db.app)
app.command()(load.load)
app.command()(search.index)
app.command()(browse.browse)
app.command()(report.report)
app.command()(chart.chart)
app.command()(snapshot.snapshot)
app.command()(copy.copy)
app.add_typer(correct.app)
app.command()(evaluate.evaluate)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"eventsdb {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit."),
    ] = False,
) -> None:
    """An event database for news: load articles, ask in SQL."""


def main() -> None:
    """Run the command line and turn every expected failure into one line on stderr and an exit code."""
    try:
        if app(standalone_mode=False) == Exit.INTERRUPTED:  # Typer makes Ctrl-C a code that it returns
            raise KeyboardInterrupt
    except TyperException as error:
        if line := usage_line(error):
            typer.echo(line, err=True)
        sys.exit(Exit.USAGE)
    except EventsdbError as error:
        typer.echo(f"eventsdb: {error}", err=True)
        sys.exit(exit_code(error))
    except (KeyboardInterrupt, typer.Abort):
        typer.echo("eventsdb: interrupted", err=True)
        sys.exit(Exit.INTERRUPTED)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(Exit.DONE)
