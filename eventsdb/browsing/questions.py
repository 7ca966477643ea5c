"""Canned queries as Datasette asks them: values come as text from a form, and an empty one is none."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from html import escape
from sqlite3 import Connection
from typing import Any

from eventsdb.errors import QueryError
from eventsdb.queries import dates
from eventsdb.queries.library import CannedQuery, Parameter, Value
from eventsdb.queries.placeholders import replace_placeholders
from eventsdb.queries.sqlite import lower
from eventsdb.resolution.names import fold

_READ = {"name": "fold(:{0})", "integer": "CAST(:{0} AS INTEGER)", "number": "CAST(:{0} AS REAL)"}
_DAY = {"start-date": dates.first_day, "end-date": dates.last_day}
_NO_DATE = 'SELECT :{0} AS "This is no date: write 2023-07-26, 2023-07, 2023 or words such as juillet 2023"'


def register_functions(connection: Connection) -> None:
    """Give a connection the SQL function `fold`, and a `lower` that knows accents."""
    connection.create_function("fold", 1, fold, deterministic=True)
    connection.create_function("lower", 1, lower, deterministic=True)


def questions(
    queries: Iterable[CannedQuery], taken: Collection[str], form: Mapping[str, str]
) -> dict[str, dict[str, Any]]:
    """Datasette's definitions of the canned queries, by name.

    Args:
        queries: the queries.
        taken: names of tables and views; Datasette would show a query of that name in their place, so it is
            called `NAME-query`.
        form: the values that came with the request. They decide which conditions the SQL has; dates are read
            here, and all else the SQL takes from its parameters, so that none of it is ever part of the SQL.
    """
    return {
        f"{query.name}-query" if query.name in taken else query.name: {
            "title": f"{query.name}: {_sentences(query)[0].rstrip('.')}",
            "description_html": _description(query),
            "sql": _sql(query, form),
            "params": [parameter.name for parameter in query.parameters],
            "hide_sql": True,
        }
        for query in queries
    }


def _sql(query: CannedQuery, form: Mapping[str, str]) -> str:
    given = {p.name: form[p.name] for p in query.parameters if form.get(p.name, "").strip()}
    sql, _ = query.bind(
        {p.name: given.get(p.name, "") for p in query.parameters if p.name in given or p.required}
    )
    values = {}
    for parameter in query.parameters:
        try:
            values[parameter.name] = _value(parameter, given.get(parameter.name))
        except QueryError:
            return _NO_DATE.format(parameter.name)
    return replace_placeholders(sql, values.__getitem__)


def _value(parameter: Parameter, given: str | None) -> str:
    """SQL for the value of a parameter. QueryError for a date that cannot be read."""
    if given is None:
        return _literal(parameter.default)
    if read := _DAY.get(parameter.type):
        return _literal(read(given, datetime.now().astimezone().date()).isoformat())
    return _READ.get(parameter.type, ":{0}").format(parameter.name)


def _literal(value: Value) -> str:
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    return "NULL" if value is None else str(value)


def _description(query: CannedQuery) -> str:
    lines = "".join(
        f"<li><strong>{escape(p.name)}</strong>{' (needed)' if p.required else ''}: {escape(_hint(p))}</li>"
        for p in query.parameters
    )
    return f"<p>{escape(_sentences(query)[1])}</p><ul>{lines}</ul>"


def _sentences(query: CannedQuery) -> tuple[str, str]:
    """The first sentence of the help, and the others."""
    first, _, others = query.help.partition(". ")
    return first, others


def _hint(parameter: Parameter) -> str:
    hints = [re.sub(r"\.$", "", parameter.help)]
    if parameter.choices:
        hints.append(f"one of {', '.join(parameter.choices)}")
    if parameter.type in ("start-date", "end-date"):
        hints.append("2023-07-26, 2023-07, 2023 or words such as juillet 2023")
    if parameter.type == "flag":
        hints.append("anything but nothing means yes")
    if parameter.default is not None and parameter.type != "flag":
        hints.append(f"{parameter.default!s} if empty")
    return "; ".join(hints) + "."
