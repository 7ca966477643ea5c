"""``eventsdb load``: articles into the database."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from eventsdb.cli.exits import Exit
from eventsdb.cli.output import DatabaseOption, FileOption, FormatOption, chosen_format, emit, row_limit
from eventsdb.cli.reading import (
    ExcludeOption,
    IncludeOption,
    LanguageOption,
    MapOption,
    MostOption,
    PublishedOption,
    SinceOption,
    SourceOption,
    preview,
    read_options,
)
from eventsdb.cli.summaries import SummaryFormat, write_summary
from eventsdb.queries.formats import Format

if TYPE_CHECKING:
    from eventsdb.readers import ReadOptions
    from eventsdb.summary import Summary

_FAILURES = "Failures (exit code 1)"  # the panel of the options that deal with them
_ERRORS = """
SELECT e.uri, e.stage, e.error, r.started_at AS last_tried
FROM load_errors AS e
JOIN runs AS r ON r.id = e.run_id
ORDER BY e.uri, e.stage
"""


def load(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="PATH...", help="Files, folders and patterns of articles; - reads standard input."
        ),
    ] = None,
    *,
    db: DatabaseOption = None,
    mapping: MapOption = None,
    source: SourceOption = None,
    published: PublishedOption = None,
    language: LanguageOption = None,
    include: IncludeOption = None,
    exclude: ExcludeOption = None,
    since: SinceOption = None,
    limit: MostOption = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="List what would be read, with its dates; write nothing.")
    ] = False,
    no_extract: Annotated[
        bool,
        typer.Option("--no-extract", help="Only store the articles; load them again to extract them."),
    ] = False,
    reprocess: Annotated[
        bool, typer.Option("--reprocess", help="Extract the stored articles again, before any PATH.")
    ] = False,
    workers: Annotated[
        int | None,
        typer.Option(
            "--workers", min=1, help="Processes that extract.", show_default="as many as there are cores"
        ),
    ] = None,
    dask: Annotated[
        str | None,
        typer.Option(
            "--dask",
            metavar="ADDRESS",
            help="Read and extract on the workers of this Dask scheduler (tcp://host:8786).",
        ),
    ] = None,
    summary: Annotated[
        SummaryFormat, typer.Option("--summary", help="How to write what was done.", case_sensitive=False)
    ] = SummaryFormat.TEXT,
    strict: Annotated[
        bool,
        typer.Option("--strict", help="Stop at the first input that fails.", rich_help_panel=_FAILURES),
    ] = False,
    errors: Annotated[
        bool,
        typer.Option("--errors", help="List the inputs that failed so far.", rich_help_panel=_FAILURES),
    ] = False,
    retry_errors: Annotated[
        bool,
        typer.Option(
            "--retry-errors", help="Try these inputs again, before any PATH.", rich_help_panel=_FAILURES
        ),
    ] = False,
    form: FormatOption = None,
    file: FileOption = None,
) -> None:
    """Load articles: read, extract, resolve, store.

    Text, Markdown, HTML, RSS and Atom, JSON, JSON Lines, CSV, Parquet and WARC, also in .gz, .bz2, .zst
    and .zip. The database is made when it does not exist. Loading the same articles again changes nothing.
    Inputs that fail are listed, kept in the table load_errors, and make the exit code 1.

    Examples:
    eventsdb load news/ --since 2023-07

    eventsdb load export.csv --map text=body,published=date --source "Le Monde"

    zcat dump.jsonl.gz | eventsdb load - --no-extract --summary json

    eventsdb load news/ --dry-run --limit 20
    """
    options = read_options(
        mapping=mapping,
        source=source,
        published=published,
        language=language,
        include=include,
        exclude=exclude,
        since=since,
        limit=limit,
    )
    paths = paths or []
    if (form or file) and not (errors or dry_run):
        raise typer.BadParameter("--format and --output go with --dry-run and --errors")
    if errors:
        _list_errors(db, limit, chosen_format(form, file), file)
        return
    if not (paths or reprocess or retry_errors) or (dry_run and not paths):
        raise typer.BadParameter("name the files or folders to load", param_hint="PATH...")
    if dry_run:
        failed = preview(paths, options, strict=strict, form=chosen_format(form, file), file=file)
    else:
        who = _who(workers, dask)
        done = _reprocess(db, who) if reprocess else []
        if retry_errors:
            paths = [*_failed_files(db), *paths]
        if paths:
            done.append(_load(paths, db, options, who, extract=not no_extract, strict=strict))
        for each in done:
            write_summary(each, summary)
        failed = sum(len(each.failures) for each in done)
    if failed:
        sys.exit(Exit.FAILED)


@dataclass(frozen=True, slots=True)
class _Who:
    """Who extracts."""

    workers: int
    cluster: str | None


def _who(workers: int | None, dask: str | None) -> _Who:
    from eventsdb.parallel.processes import available_cores  # noqa: PLC0415 (a query extracts nothing)

    if workers and dask:
        raise typer.BadParameter("--workers are of this machine: leave it out with --dask")
    return _Who(workers or available_cores(), dask)


def _load(
    paths: list[Path],
    db: str | None,
    options: ReadOptions,
    who: _Who,
    *,
    extract: bool,
    strict: bool,
) -> Summary:
    from rich.console import Console  # noqa: PLC0415 (slow, as the bar, to import: a query needs none)

    from eventsdb import load as loading  # noqa: PLC0415 (a query must start without alembic)
    from eventsdb.cli.progress import progress  # noqa: PLC0415
    from eventsdb.readers import STANDARD_INPUT, files_of  # noqa: PLC0415 (a query needs no reader)

    console = Console(stderr=True)
    countable = console.is_terminal and STANDARD_INPUT not in paths
    files = sum(1 for _ in files_of(paths, options)) if countable else None
    with progress(console, "Loading", files) as show:
        return loading.load(
            paths,
            db=db,
            options=options,
            extract=extract,
            strict=strict,
            workers=who.workers,
            cluster=who.cluster,
            on_progress=show,
        )


def _reprocess(db: str | None, who: _Who) -> list[Summary]:
    from rich.console import Console  # noqa: PLC0415 (see above)

    from eventsdb.cli.progress import progress  # noqa: PLC0415 (see above)
    from eventsdb.reprocess import reprocess  # noqa: PLC0415 (see above)

    with progress(Console(stderr=True), "Extracting", None) as show:
        return [reprocess(db=db, workers=who.workers, cluster=who.cluster, on_progress=show)]


def _failed_files(db: str | None) -> list[Path]:
    from eventsdb.retries import failed_inputs  # noqa: PLC0415 (see above)

    inputs = failed_inputs(db)
    if inputs.elsewhere:
        typer.echo(
            f"eventsdb: {len(inputs.elsewhere)} cannot be found again (from standard input, or named by a "
            "web address inside a larger file): load what held them",
            err=True,
        )
    if not inputs.files:
        typer.echo("eventsdb: nothing to try again", err=True)
    return inputs.files


def _list_errors(db: str | None, limit: int | None, form: Format, file: Path | None) -> None:
    from eventsdb.queries.limits import Limits  # noqa: PLC0415 (SQLAlchemy is slow to import)
    from eventsdb.queries.run import run  # noqa: PLC0415
    from eventsdb.storage.engine import database_url  # noqa: PLC0415

    with run(database_url(db), _ERRORS, {}, Limits(row_limit(limit, form), None)) as result:
        emit(result, form, file)
