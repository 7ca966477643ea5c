"""Commands made from .sql files: the header is the help, its parameters are arguments and options."""

from __future__ import annotations

import functools
import inspect
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from eventsdb.cli.answering import Question, answering
from eventsdb.errors import DatabaseError, EventsdbError, QueryError
from eventsdb.queries import dates, library
from eventsdb.queries.library import CannedQuery, Parameter, Value
from eventsdb.queries.limits import Limits
from eventsdb.resolution.names import fold

if TYPE_CHECKING:
    from typer._click.core import Command

_MISSING = re.compile(r"no such (table|column)|(relation|column) .* does not exist")


def canned_command(name: str, path: Path) -> Command:
    """The subcommand of one .sql file; of one that cannot be read, a command that says so."""
    single = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    try:
        query = library.read(path)
    except QueryError as error:
        single.command(name, help=f"Cannot be read: {error}")(_failing(error))
    else:
        names = [parameter.name for parameter in query.parameters if parameter.type == "name"]
        command = _helpful(answering(_asking(query)), names)
        examples = "".join(f"\n\nExample: {example}" for example in query.examples)
        single.command(name, help=query.help + examples)(command)
    made = typer.main.get_command(single)
    made.context_settings = {"help_option_names": ["-h", "--help"]}
    made.name = name
    return made


def _helpful(answer: Callable[..., int], names: Collection[str]) -> Callable[..., None]:
    """Say what may be wrong: a database of another schema, or a name that no actor has."""

    @functools.wraps(answer)
    def command(**options: Any) -> None:  # noqa: ANN401
        with of_this_version():
            if not answer(**options):
                suggest(options["db"], [options[name] for name in names if options[name]])

    return command


@contextmanager
def of_this_version() -> Iterator[None]:
    """Say what is wrong where a query of our own finds no such table or column."""
    try:
        yield
    except QueryError as error:
        if _MISSING.search(str(error)):
            hint = "not a database of this version, see 'eventsdb db check'"
            raise DatabaseError(f"{error}: {hint}") from error
        raise


def suggest(db: str | None, names: Sequence[str]) -> None:
    """Say on stderr which of these names no actor has, and whom it may mean."""
    if not names:
        return
    from eventsdb.queries.names import is_known, nearest  # noqa: PLC0415 - SQLAlchemy is slow to import
    from eventsdb.queries.run import reading  # noqa: PLC0415
    from eventsdb.storage.engine import database_url  # noqa: PLC0415

    with reading(database_url(db), Limits()) as reader:
        for name in names:
            if not is_known(reader, name):
                near = nearest(reader, name)
                hint = f"; perhaps {' or '.join(near)}" if near else ""
                typer.echo(f"eventsdb: no actor is called '{name}'{hint}", err=True)


def _failing(error: QueryError) -> Callable[[], None]:
    def command() -> None:
        raise error

    return command


def _asking(query: CannedQuery) -> Callable[..., Question]:
    """A function with the query's parameters as its signature, for Typer to read."""

    def ask(**values: Value) -> Question:
        return query.bind(values)

    ask.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [
            inspect.Parameter(
                parameter.name,
                inspect.Parameter.KEYWORD_ONLY,
                annotation=_annotation(parameter),
                default=_default(parameter),
            )
            for parameter in query.parameters
        ]
    )
    return ask


def _annotation(parameter: Parameter) -> Any:  # noqa: ANN401 - a type, made here
    kind: Any = {"integer": int, "number": float, "flag": bool}.get(parameter.type, str)
    settings: dict[str, Any] = {"help": parameter.help}
    if parameter.type == "choice":
        kind, settings["case_sensitive"] = Literal[parameter.choices], False
    if parameter.type == "name":
        settings["autocompletion"] = actors_called
    if parameter.type in ("start-date", "end-date"):
        settings |= {"parser": first_day if parameter.type == "start-date" else last_day, "metavar": "DATE"}
    if parameter.required:
        return Annotated[kind, typer.Argument(**{"metavar": parameter.name.upper()} | settings)]
    option = f"--{parameter.name.replace('_', '-')}"
    if parameter.type == "flag":
        return Annotated[bool, typer.Option(option, **settings)]
    return Annotated[kind | None, typer.Option(option, **settings)]


def actors_called(ctx: typer.Context, incomplete: str) -> list[str]:
    """Names of actors that begin so, for a shell to complete; none where there is no database to ask."""
    from eventsdb.queries.names import beginning  # noqa: PLC0415 - SQLAlchemy is slow to import
    from eventsdb.queries.run import reading  # noqa: PLC0415
    from eventsdb.storage.engine import database_url  # noqa: PLC0415

    try:
        with reading(database_url(ctx.params.get("db")), Limits(seconds=2)) as reader:
            names = beginning(reader, incomplete)
    except EventsdbError:
        return []
    # What does not begin as typed is dropped; a folded name finds its actor too.
    return [name if name.startswith(incomplete) else fold(name) for name in names]


def _default(parameter: Parameter) -> Any:  # noqa: ANN401 - a value, or inspect's mark for none
    if parameter.required:
        return inspect.Parameter.empty
    return bool(parameter.default) if parameter.type == "flag" else parameter.default


def first_day(text: str) -> str:
    """The first day of the period an option names, in ISO form. A usage error when it names none."""
    return _day(dates.first_day, text)


def last_day(text: str) -> str:
    """The last day of the period an option names, in ISO form. A usage error when it names none."""
    return _day(dates.last_day, text)


def _day(read: Callable[[str, date], date], text: str) -> str:
    try:
        return read(text, datetime.now().astimezone().date()).isoformat()
    except QueryError as error:
        raise typer.BadParameter(str(error)) from error
