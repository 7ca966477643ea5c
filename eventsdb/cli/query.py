"""``eventsdb query``: canned queries, each a subcommand made from its .sql file, and SQL of one's own."""

from __future__ import annotations

import functools
import inspect
import os
import re
import sys
from collections.abc import Callable, Mapping
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer
from typer.core import TyperGroup

from eventsdb.cli.output import (
    DatabaseOption,
    FileOption,
    FormatOption,
    LimitOption,
    chosen_format,
    emit,
    row_limit,
)
from eventsdb.errors import DatabaseError, QueryError
from eventsdb.queries import dates, library
from eventsdb.queries.library import CannedQuery, Parameter, Value
from eventsdb.queries.limits import Limits
from eventsdb.queries.placeholders import placeholders
from eventsdb.queries.result import Cursor, Result

if TYPE_CHECKING:
    from typer._click.core import Command, Context

Question = tuple[str, Mapping[str, Value]]
"""SQL and the values of its parameters."""

_MISSING = re.compile(r"no such (table|column)|(relation|column) .* does not exist")
_NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?")


class QueryGroup(TyperGroup):
    """The subcommands written in Python, then one for each .sql file of the query folders."""

    def list_commands(self, ctx: Context) -> list[str]:
        """Names, those written in Python first."""
        return [*super().list_commands(ctx), *library.find(_folders(ctx))]

    def get_command(self, ctx: Context, cmd_name: str) -> Command | None:
        """The command, or None when there is no such query."""
        if command := super().get_command(ctx, cmd_name):
            return command
        path = library.find(_folders(ctx)).get(cmd_name)
        return None if path is None else _canned_command(cmd_name, path)

    def resolve_command(self, ctx: Context, args: list[str]) -> tuple[str | None, Command | None, list[str]]:
        """Find the command that `args` begin with; suggest the nearest when there is none."""
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-") and not ctx.resilient_parsing:
            near = get_close_matches(name, self.list_commands(ctx), n=1)
            hint = f"did you mean '{near[0]}'?" if near else "see 'eventsdb query list'"
            ctx.fail(f"there is no query '{name}'; {hint}")
        return super().resolve_command(ctx, args)


app = typer.Typer(
    name="query",
    cls=QueryGroup,
    help="Ask: canned queries, or SQL of your own.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def _queries(
    queries_dir: Annotated[
        list[Path] | None,
        typer.Option(
            "--queries-dir",
            metavar="FOLDER",
            help="A folder of .sql files of your own; also EVENTSDB_QUERIES and ~/.config/eventsdb/queries.",
            is_eager=True,  # read before --help, which lists what the folder holds
            show_default=False,
        ),
    ] = None,
) -> None:
    """Ask: canned queries, or SQL of your own.

    Dates are ISO (2023-07-26, 2023-07, 2023) or words: "juillet 2023", "fin 2024", "last week".
    """


def _folders(ctx: Context) -> list[Path]:
    """Folders of the user's queries, the most particular last, so that it wins."""
    config = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "eventsdb" / "queries"
    stated = [Path(part) for part in os.environ.get("EVENTSDB_QUERIES", "").split(os.pathsep) if part]
    return [*([config] if config.is_dir() else []), *stated, *(ctx.params.get("queries_dir") or ())]


def answering(ask: Callable[..., Question]) -> Callable[..., None]:
    """Make a command of a function that gives a question: add the options of `_answer`, and answer it."""
    own = inspect.signature(ask, eval_str=True).parameters
    shared = {
        name: parameter
        for name, parameter in inspect.signature(_answer, eval_str=True).parameters.items()
        if parameter.kind is parameter.KEYWORD_ONLY
    }

    def command(**options: Any) -> None:  # noqa: ANN401 - whatever Typer has read
        asked = ask(**{name: options[name] for name in own})
        _answer(asked, **{name: options[name] for name in shared})

    parameters = [*own.values(), *shared.values()]
    command.__doc__ = ask.__doc__
    command.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in parameters]
    )
    command.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return command


def _answer(
    question: Question,
    *,
    db: DatabaseOption = None,
    form: FormatOption = None,
    file: FileOption = None,
    limit: LimitOption = None,
    timeout: Annotated[
        float,
        typer.Option("--timeout", min=0, help="Seconds at the most, 0 for no limit.", metavar="SECONDS"),
    ] = 60.0,
    plan: Annotated[bool, typer.Option("--explain", help="Show how the database would answer.")] = False,
    show_sql: Annotated[bool, typer.Option("--show-sql", help="Show the SQL instead of running it.")] = False,
) -> None:
    sql, values = question
    if show_sql:
        notes = "".join(f"-- :{name} = {value!r}\n" for name, value in values.items())
        typer.echo(f"{notes}{sql};")
        return
    form = chosen_format(form, file)
    limits = Limits(row_limit(limit, form), timeout or None)
    from eventsdb.queries.run import explain, run  # noqa: PLC0415 - SQLAlchemy is slow to import
    from eventsdb.storage.engine import database_url  # noqa: PLC0415

    with (explain if plan else run)(database_url(db), sql, values, limits) as result:
        emit(result, form, file)


@app.command("list")
def _list(
    ctx: typer.Context,
    form: FormatOption = None,
    file: FileOption = None,
) -> None:
    """List the canned queries, what they answer and their parameters."""
    rows: list[tuple[Value, ...]] = []
    for name, path in library.find(_folders(ctx.parent or ctx)).items():
        try:
            query = library.read(path)
        except QueryError as error:
            typer.echo(f"eventsdb: {error}", err=True)
            continue
        rows.append((name, " ".join(map(_usage, query.parameters)), query.help))
    emit(
        Result(Cursor(("query", "parameters", "what it answers"), iter(rows))),
        chosen_format(form, file),
        file,
    )


def _usage(parameter: Parameter) -> str:
    name = parameter.name.replace("_", "-")
    return name.upper() if parameter.required else f"[--{name}]"


@app.command("sql")
@answering
def _sql(
    text: Annotated[str, typer.Argument(metavar="SQL", help="One SELECT; - reads it from standard input.")],
    parameters: Annotated[
        list[str] | None,
        typer.Option("--param", "-p", metavar="NAME=VALUE", help="Value of a parameter :name. Repeatable."),
    ] = None,
) -> Question:
    """Run one SELECT of your own. Nothing it says can change the database.

    Example: eventsdb query sql "SELECT * FROM v_events WHERE event_type = :type" -p type=CONSULT
    """
    sql = (sys.stdin.read() if text == "-" else text).strip().rstrip(";")
    values = dict(map(_assignment, parameters or ()))
    if missing := [name for name in placeholders(sql) if name not in values]:
        raise typer.BadParameter(f"the query uses ':{missing[0]}'", param_hint=f"-p {missing[0]}=VALUE")
    return sql, values


def _assignment(text: str) -> tuple[str, Value]:
    name, sign, value = text.partition("=")
    if not sign or not name:
        raise typer.BadParameter(f"'{text}' is not NAME=VALUE", param_hint="-p")
    if _NUMBER.fullmatch(value):
        return name, float(value) if "." in value else int(value)
    return name, value


def _canned_command(name: str, path: Path) -> Command:
    """The subcommand of one .sql file; of one that cannot be read, a command that says so."""
    single = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    try:
        query = library.read(path)
    except QueryError as error:
        single.command(name, help=f"Cannot be read: {error}")(_failing(error))
    else:
        examples = "".join(f"\n\nExample: {example}" for example in query.examples)
        single.command(name, help=query.help + examples)(_of_this_version(answering(_asking(query))))
    command = typer.main.get_command(single)
    command.context_settings = {"help_option_names": ["-h", "--help"]}
    command.name = name
    return command


def _of_this_version(answer: Callable[..., None]) -> Callable[..., None]:
    """Say of a canned query that fails for want of a table that the database has another schema."""

    @functools.wraps(answer)
    def command(**options: Any) -> None:  # noqa: ANN401
        try:
            answer(**options)
        except QueryError as error:
            if _MISSING.search(str(error)):
                raise DatabaseError(
                    f"{error}: not a database of this version, see 'eventsdb db check'"
                ) from error
            raise

    return command


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
    if parameter.type in ("start-date", "end-date"):
        settings |= {"parser": _first_day if parameter.type == "start-date" else _last_day, "metavar": "DATE"}
    if parameter.required:
        return Annotated[kind, typer.Argument(**{"metavar": parameter.name.upper()} | settings)]
    option = f"--{parameter.name.replace('_', '-')}"
    if parameter.type == "flag":
        return Annotated[bool, typer.Option(option, **settings)]
    return Annotated[kind | None, typer.Option(option, **settings)]


def _default(parameter: Parameter) -> Any:  # noqa: ANN401 - a value, or inspect's mark for none
    if parameter.required:
        return inspect.Parameter.empty
    return bool(parameter.default) if parameter.type == "flag" else parameter.default


def _first_day(text: str) -> str:
    return _day(dates.first_day, text)


def _last_day(text: str) -> str:
    return _day(dates.last_day, text)


def _day(read: Callable[[str, date], date], text: str) -> str:
    try:
        return read(text, datetime.now().astimezone().date()).isoformat()
    except QueryError as error:
        raise typer.BadParameter(str(error)) from error
