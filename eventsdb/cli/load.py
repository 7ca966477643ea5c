"""``eventsdb load``: articles into the database."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from eventsdb.cli.exits import Exit
from eventsdb.cli.output import DatabaseOption

if TYPE_CHECKING:
    from eventsdb.summary import Summary

_MOST_FAILURES = 20  # lines about inputs that failed; the rest are in load_errors


def load(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="PATH...", help="Files and folders of articles.")
    ] = None,
    db: DatabaseOption = None,
    reprocess: Annotated[
        bool, typer.Option("--reprocess", help="Extract the stored articles again, before any PATH.")
    ] = False,
) -> None:
    """Load articles: read, extract, resolve, store.

    The database is made when it does not exist. Loading the same articles again changes nothing. Inputs
    that fail are listed, kept in the table load_errors, and make the exit code 1.
    """
    if not paths and not reprocess:
        raise typer.BadParameter("name the files or folders to load", param_hint="PATH...")
    from eventsdb import load as loading  # noqa: PLC0415 (a query must start without alembic)

    console = Console(stderr=True)
    with _progress(console) as progress:
        task = progress.add_task("Loading", total=None, articles=0, failed=0)

        def show(summary: Summary) -> None:
            progress.update(task, articles=summary.read, failed=len(summary.failures))

        summaries = []
        if reprocess:
            summaries.append(loading.reprocess(db=db, on_progress=show))
        if paths:
            summaries.append(loading.load(paths, db=db, on_progress=show))
    for summary in summaries:
        _tell(summary)
    if any(summary.failures for summary in summaries):
        sys.exit(Exit.FAILED)


def _tell(summary: Summary) -> None:
    for failure in summary.failures[:_MOST_FAILURES]:
        typer.echo(f"eventsdb: {failure.uri}: {failure.stage}: {failure.reason}", err=True)
    if len(summary.failures) > _MOST_FAILURES:
        typer.echo(f"eventsdb: {len(summary.failures) - _MOST_FAILURES} more: see load_errors", err=True)
    if summary.lost:
        typer.echo(f"eventsdb: {summary.lost} corrections without target: eventsdb correct list", err=True)
    typer.echo("\n".join(_lines(summary)))


def _progress(console: Console) -> Progress:
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}: {task.fields[articles]} articles, {task.fields[failed]} failed"),
        TimeElapsedColumn(),
        console=console,
        disable=not console.is_terminal,
        transient=True,
    )


def _lines(summary: Summary) -> list[str]:
    if summary.changes:
        lines = [f"articles    {summary.read} extracted again: {summary.reprocessed} say something else"]
    else:
        lines = [_articles(summary)]
    if summary.without_extractor:
        languages = ", ".join(f"{name} {count}" for name, count in summary.without_extractor.most_common())
        lines.append(f"            stored in languages that have no extractor: {languages}")
    for name, changes in summary.changes.items():
        lines.append(
            f"{name:<11} {changes.added} added, {changes.removed} removed, {changes.altered} altered"
        )
    lines += [
        f"{name:<11} {total} ({summary.added[name]:+} in this load)" for name, total in summary.total.items()
    ]
    return [*lines, f"{'seconds':<11} {summary.seconds:.1f}"]


def _articles(summary: Summary) -> str:
    return (
        f"articles    {summary.read} read: {summary.new} new, {summary.unchanged} seen before, "
        f"{summary.duplicates} duplicates, {len(summary.failures)} inputs failed"
    )
