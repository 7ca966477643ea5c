"""``eventsdb query``: canned queries, each a subcommand made from its .sql file, and SQL of one's own."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer
from typer.core import TyperGroup

from eventsdb.cli.answering import Question, answering
from eventsdb.cli.canned import canned_command
from eventsdb.cli.output import FileOption, FormatOption, chosen_format, emit
from eventsdb.errors import QueryError
from eventsdb.queries import library
from eventsdb.queries.library import CannedQuery, Parameter, Value
from eventsdb.queries.placeholders import placeholders
from eventsdb.queries.result import Cursor, Result

if TYPE_CHECKING:
    from typer._click.core import Command, Context

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
        return None if path is None else canned_command(cmd_name, path)

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


QueriesOption: TypeAlias = Annotated[
    list[Path] | None,
    typer.Option(
        "--queries-dir",
        metavar="FOLDER",
        help="A folder of .sql files of your own; also EVENTSDB_QUERIES and ~/.config/eventsdb/queries.",
        is_eager=True,  # read before --help, which lists what the folder holds
        show_default=False,
    ),
]


@app.callback()
def _queries(queries_dir: QueriesOption = None) -> None:
    """Ask: canned queries, or SQL of your own.

    Dates are ISO (2023-07-26, 2023-07, 2023) or words: "juillet 2023", "fin 2024", "last week".
    """


def query_folders(stated: Iterable[Path] | None) -> list[Path]:
    """Folders of the user's queries, the most particular last, so that it wins."""
    config = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "eventsdb" / "queries"
    environment = [Path(part) for part in os.environ.get("EVENTSDB_QUERIES", "").split(os.pathsep) if part]
    return [*([config] if config.is_dir() else []), *environment, *(stated or ())]


def readable(folders: Iterable[Path]) -> Iterator[CannedQuery]:
    """The canned queries and those of the folders; of one that cannot be read, stderr is told why."""
    for path in library.find(folders).values():
        try:
            yield library.read(path)
        except QueryError as error:
            typer.echo(f"eventsdb: {error}", err=True)


def _folders(ctx: Context) -> list[Path]:
    return query_folders(ctx.params.get("queries_dir"))


@app.command("list")
def _list(
    ctx: typer.Context,
    form: FormatOption = None,
    file: FileOption = None,
) -> None:
    """List the canned queries, what they answer and their parameters.

    Example: eventsdb query list --format markdown
    """
    rows: list[tuple[Value, ...]] = [
        (query.name, " ".join(map(_usage, query.parameters)), query.help)
        for query in readable(_folders(ctx.parent or ctx))
    ]
    result = Result(Cursor(("query", "parameters", "what it answers"), iter(rows)))
    emit(result, chosen_format(form, file), file)


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
