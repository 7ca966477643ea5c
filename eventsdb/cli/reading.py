"""What a user states about the inputs of a load, and what would be read of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from eventsdb.cli.output import emit, row_limit
from eventsdb.errors import EventsdbError
from eventsdb.queries.dates import first_day
from eventsdb.queries.formats import Format
from eventsdb.queries.result import Cursor, Result, Row

if TYPE_CHECKING:
    from eventsdb.readers import Article, ReadOptions

_PANEL = "What to read"
_COLUMNS = ("uri", "title", "published", "basis", "language", "source")

MapOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--map",
        metavar="FIELD=COLUMN,...",
        help="Where a table or JSON keeps what: text=body,published=date,uri=link.",
        show_default=False,
        rich_help_panel=_PANEL,
    ),
]
SourceOption: TypeAlias = Annotated[
    str | None,
    typer.Option(help="The source of every article.", show_default=False, rich_help_panel=_PANEL),
]
PublishedOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        metavar="DATE",
        help="When every article was published: 2023-07-26, 2023-07, 2023 or 26 juillet 2023.",
        show_default=False,
        rich_help_panel=_PANEL,
    ),
]
LanguageOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        metavar="CODE",
        help="The language of every article, in two letters (default: told from the text).",
        show_default=False,
        rich_help_panel=_PANEL,
    ),
]
IncludeOption: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        metavar="PATTERN",
        help="Read only such files of folders: '*.html', '2023/*'. Repeatable.",
        show_default=False,
        rich_help_panel=_PANEL,
    ),
]
ExcludeOption: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        metavar="PATTERN",
        help="Leave out such files of folders. Repeatable.",
        show_default=False,
        rich_help_panel=_PANEL,
    ),
]
SinceOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        metavar="DATE",
        help="Only articles published since: 2023-07, 'juillet 2023', 'last week'.",
        show_default=False,
        rich_help_panel=_PANEL,
    ),
]
MostOption: TypeAlias = Annotated[
    int | None,
    typer.Option(
        "--limit",
        "-n",
        min=0,
        help="Articles (with --errors: rows) at the most, 0 for all.",
        show_default=False,
        rich_help_panel=_PANEL,
    ),
]


def read_options(
    *,
    mapping: str | None,
    source: str | None,
    published: str | None,
    language: str | None,
    include: Sequence[str] | None,
    exclude: Sequence[str] | None,
    since: str | None,
    limit: int | None,
) -> ReadOptions:
    """The options as the readers take them; what does not fit is a usage error."""
    from eventsdb.readers import ReadOptions, parse_mapping  # noqa: PLC0415 (a query needs no reader)

    try:
        return ReadOptions(
            mapping=parse_mapping(mapping) if mapping is not None else {},
            source=source,
            published=published,
            language=language,
            include=tuple(include or ()),
            exclude=tuple(exclude or ()),
            since=first_day(since, date.today()) if since else None,  # noqa: DTZ011 (the user's day)
            limit=limit or None,
        )
    except EventsdbError as error:
        raise typer.BadParameter(str(error)) from error


def preview(
    paths: Sequence[Path], options: ReadOptions, *, strict: bool, form: Format, file: Path | None
) -> int:
    """Write what would be read, one row an article; the number of inputs that fail."""
    from eventsdb.readers import ReadFailure, read_paths  # noqa: PLC0415 (see above)

    failed = 0

    def rows() -> Iterator[Row]:
        nonlocal failed
        for item in read_paths(paths, options):
            if isinstance(item, ReadFailure):
                failed += 1
                typer.echo(f"eventsdb: {item.uri}: {item.stage}: {item.reason}", err=True)
                if strict:
                    return
            else:
                yield _row(item)

    emit(Result(Cursor(_COLUMNS, rows()), row_limit(options.limit, form)), form, file)
    return failed


def _row(article: Article) -> Row:
    published = article.published
    return (
        article.uri,
        article.title,
        published.period.edtf if published else None,
        published.basis if published else None,
        article.language,
        article.source.name if article.source else None,
    )
