"""What every command that asks the database has in common: its options, and how it answers."""

from __future__ import annotations

import inspect
import os
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Annotated, Any

import typer

from eventsdb.cli.exits import Exit
from eventsdb.cli.output import (
    DatabaseOption,
    FileOption,
    FormatOption,
    LimitOption,
    chosen_format,
    emit,
    row_limit,
)
from eventsdb.queries.library import Value
from eventsdb.queries.limits import Limits, Stopwatch

_PATIENCE = 2.0  # seconds past the limit after which a query is stuck

Question = tuple[str, Mapping[str, Value]]
"""SQL and the values of its parameters."""


def answering(ask: Callable[..., Question]) -> Callable[..., int]:
    """Make a command of a function that gives a question: add the options of `_answer`, and answer it.

    The function may ask for some of these options itself, such as `db`. The command returns how many rows
    it gave.
    """
    own = inspect.signature(ask, eval_str=True).parameters
    shared = {
        name: parameter
        for name, parameter in inspect.signature(_answer, eval_str=True).parameters.items()
        if parameter.kind is parameter.KEYWORD_ONLY
    }

    def command(**options: Any) -> int:  # noqa: ANN401 - whatever Typer has read
        asked = ask(**{name: options[name] for name in own})
        return _answer(asked, **{name: options[name] for name in shared})

    parameters = list((dict(own) | shared).values())
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
) -> int:
    sql, values = question
    if show_sql:
        notes = "".join(f"-- :{name} = {value!r}\n" for name, value in values.items())
        typer.echo(f"{notes}{sql};")
        return sql.count("\n") + 1
    form = chosen_format(form, file)
    limits = Limits(row_limit(limit, form), timeout or None)
    from eventsdb.queries.run import explain, run  # noqa: PLC0415 - SQLAlchemy is slow to import
    from eventsdb.storage.engine import database_url  # noqa: PLC0415

    watch = Stopwatch(limits.seconds)
    with (
        _leaving_when_stuck(watch),
        (explain if plan else run)(database_url(db), sql, values, limits, watch) as result,
    ):
        emit(result, form, file)
        return result.count


@contextmanager
def _leaving_when_stuck(watch: Stopwatch) -> Iterator[None]:
    """End the process when the database no longer listens.

    SQLite cannot be stopped inside one call of a function, and `instr` of two long texts takes hours.
    """
    done = threading.Event()

    def look() -> None:
        while not done.wait(_PATIENCE / 4):
            if watch.is_running() and watch.overrun() > _PATIENCE:
                typer.echo(f"eventsdb: {watch.error()}", err=True)
                os._exit(Exit.TIMEOUT)

    threading.Thread(target=look, daemon=True).start()
    try:
        yield
    finally:
        done.set()
