"""Named parameters (``:name``) in SQL text, told apart from strings, comments and casts."""

from __future__ import annotations

import re
from collections.abc import Callable

_TOKEN = re.compile(
    r"""
      '(?:[^']|'')*'                          # a string
    | "(?:[^"]|"")*"                          # a quoted name
    | --[^\n]*                                # a comment to the end of the line
    | /\*.*?\*/                               # a comment between marks
    | (?P<dollar>\$(?:[A-Za-z_]\w*)?\$).*?(?P=dollar)   # PostgreSQL's dollar quotes
    | ::                                      # a cast
    | :(?P<name>[A-Za-z_]\w*)                 # a parameter
    """,
    re.VERBOSE | re.DOTALL,
)


def placeholders(sql: str) -> tuple[str, ...]:
    """The names of the parameters of `sql`, in order of first use, each once."""
    return tuple(dict.fromkeys(token["name"] for token in _TOKEN.finditer(sql) if token["name"]))


def to_pyformat(sql: str) -> str:
    """`sql` with ``%(name)s`` for ``:name``, as psycopg wants it, and every other ``%`` doubled."""
    parts, end = [], 0
    for token in _TOKEN.finditer(sql):
        if token["name"]:
            parts += [sql[end : token.start()].replace("%", "%%"), f"%({token['name']})s"]
            end = token.end()
    return "".join((*parts, sql[end:].replace("%", "%%")))


def replace_placeholders(sql: str, by: Callable[[str], str]) -> str:
    """`sql` with what `by` makes of the name in place of each parameter."""
    return _TOKEN.sub(lambda token: by(token["name"]) if token["name"] else token[0], sql)


def without_strings(sql: str) -> str:
    """`sql` with its strings and comments blanked, so that what is left is names and operators."""
    return _TOKEN.sub(lambda token: " " if token[0][0] in "'-/$" else token[0], sql)
