"""Canned queries: one .sql file each, whose leading comments are its name, its help and its parameters.

::

    -- name: actor
    -- help: One actor: who that is, and everything it did.
    -- example: eventsdb query actor "Kim Jong-un" --since "juillet 2023"
    -- param name name: Any name or key of the actor.
    -- param since start-date?: Only what ended on or after this date.
    -- param top integer = 20: How many counterparts.
    SELECT ... WHERE a.name = :name
      AND e.date_end >= :since   -- if :since

A parameter without default is required, one marked ``?`` may be left out, one with ``=`` has a default.
A line that ends in ``-- if :since`` is left out when ``since`` is not given, and so are the lines between
``-- if :since`` on a line of its own and ``-- end if``; ``-- if :since or :until`` asks for either. A query
never pays for a condition it does not use, and reads the same on SQLite and PostgreSQL.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias, get_args

from eventsdb.errors import QueryError
from eventsdb.queries.placeholders import placeholders
from eventsdb.resolution.names import fold

ParameterType = Literal["text", "name", "integer", "number", "start-date", "end-date", "choice", "flag"]
Value: TypeAlias = str | int | float | bytes | None

RESERVED = frozenset({"db", "format", "output", "limit", "timeout", "explain", "show_sql", "help"})
"""Names of the options that every query has, which no parameter may take."""

COMMANDS = frozenset({"list", "sql"})
"""Commands beside the queries, whose names no query may take."""

BUILT_IN = Path(__file__).parent / "canned"
"""The folder of the queries that come with eventsdb."""

_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_PARAMETER = re.compile(
    r"(?P<name>[a-z][a-z0-9_]*)\s+(?P<type>[a-z-]+)"
    r"(\((?P<choices>[^)]*)\))?\s*(?P<optional>\?)?(\s*=\s*(?P<default>.+?))?\s*:\s+(?P<help>.+)"
)
_CONDITION = re.compile(r"--\s*if\s+(?P<names>:\w+(\s+or\s+:\w+)*)\s*$")
_END = re.compile(r"\s*--\s*end if\s*")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A typed parameter.

    `start-date` and `end-date` take a period and stand for its first or last day. A `name` is folded, to
    be compared with `actor_aliases.folded` or a key: capitals, accents and hyphens don't matter.
    """

    name: str
    type: ParameterType
    help: str
    required: bool
    default: Value = None
    choices: tuple[str, ...] = ()

    def value(self, given: Value) -> Value:
        """What to bind for the value given, or for none."""
        if given is None:
            return self.default
        return fold(given) if self.type == "name" and isinstance(given, str) else given


@dataclass(frozen=True, slots=True)
class CannedQuery:
    """One query of a .sql file; `sql` is its text without the header."""

    name: str
    help: str
    examples: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    sql: str
    path: Path

    def bind(self, values: Mapping[str, Value]) -> tuple[str, dict[str, Value]]:
        """The SQL without the lines whose condition does not hold, and the values it still uses.

        Raises QueryError for a value that no parameter takes, or a required one that is missing.
        """
        known = {parameter.name: parameter for parameter in self.parameters}
        if unknown := sorted(set(values) - set(known)):
            raise QueryError(f"query '{self.name}' has no parameter '{unknown[0]}'")
        given = {name: parameter.value(values.get(name)) for name, parameter in known.items()}
        for name, parameter in known.items():
            if parameter.required and given[name] is None:
                raise QueryError(f"query '{self.name}' needs a value for '{name}'")
        holds = {name for name, value in given.items() if value is not None and value is not False}
        sql = "\n".join(
            line for line, conditions in _conditions(self.sql) if all(map(holds.intersection, conditions))
        )
        return sql, {name: given[name] for name in placeholders(sql)}


def _conditions(sql: str) -> Iterator[tuple[str, tuple[frozenset[str], ...]]]:
    """Each line without its marks, and the conditions it stands under: of each, one parameter must be given.

    Raises QueryError when a block does not end.
    """
    block: tuple[frozenset[str], ...] = ()
    for line in sql.splitlines():
        mark = _CONDITION.search(line)
        if _END.fullmatch(line):
            block = ()
        elif mark is None:
            yield line, block
        else:
            condition = frozenset(re.findall(r":(\w+)", mark["names"]))
            if code := line[: mark.start()].rstrip():
                yield code, (*block, condition)
            elif block:
                raise QueryError(f"'{line.strip()}' stands in a block that '-- end if' has not ended")
            else:
                block = (condition,)
    if block:
        names = " or ".join(f":{name}" for name in sorted(block[0]))
        raise QueryError(f"'-- if {names}' has no '-- end if'")


def parse(text: str, path: Path) -> CannedQuery:
    """Read one .sql file. Raises QueryError naming the file and the line that is wrong."""
    name, help_lines, examples, parameters = "", [], [], []
    lines = text.splitlines()
    end = next((n for n, line in enumerate(lines) if line.strip() and not line.startswith("--")), len(lines))
    for position, line in enumerate(lines[:end]):
        content = line.removeprefix("--").strip()
        keyword, _, rest = content.partition(" ")
        match keyword:
            case "name:":
                name = rest.strip()
            case "help:":
                help_lines.append(rest.strip())
            case "example:":
                examples.append(rest.strip())
            case "param":
                parameters.append(_parameter(rest.strip(), f"{path}:{position + 1}"))
            case _:
                if help_lines and not parameters and not examples:
                    help_lines.append(content)
    sql = "\n".join(lines[end:]).strip().rstrip(";")
    query = CannedQuery(
        name, " ".join(filter(None, help_lines)), tuple(examples), tuple(parameters), sql, path
    )
    _check(query)
    return query


def _parameter(text: str, where: str) -> Parameter:
    match = _PARAMETER.fullmatch(text)
    if match is None:
        raise QueryError(
            f"{where}: a parameter reads '-- param NAME TYPE: help', "
            "with '?' after an optional type or ' = default'"
        )
    types: tuple[ParameterType, ...] = get_args(ParameterType)
    kind = next((kind for kind in types if kind == match["type"]), None)
    if kind is None:
        raise QueryError(f"{where}: unknown type '{match['type']}' (one of {', '.join(types)})")
    choices = tuple(choice.strip() for choice in (match["choices"] or "").split(",") if choice.strip())
    if (kind == "choice") != bool(choices):
        raise QueryError(f"{where}: 'choice(A, B)' lists its values, other types have none")
    return Parameter(
        name=match["name"],
        type=kind,
        help=match["help"].strip(),
        required=not (match["optional"] or match["default"] or kind == "flag"),
        default=_default(kind, match["default"], where),
        choices=choices,
    )


def _default(kind: str, text: str | None, where: str) -> Value:
    if text is None:
        return None
    try:
        match kind:
            case "integer":
                return int(text)
            case "number":
                return float(text)
            case _:
                return text
    except ValueError as error:
        raise QueryError(f"{where}: the default '{text}' is no {kind}") from error


def _check(query: CannedQuery) -> None:
    if not _NAME.fullmatch(query.name):
        raise QueryError(f"{query.path}: begin with '-- name: lower-case-name'")
    if query.name in COMMANDS:
        raise QueryError(f"{query.path}: '{query.name}' is a command of its own; take another name")
    if not query.help:
        raise QueryError(f"{query.path}: say what the query answers in a line '-- help: ...'")
    if not query.sql:
        raise QueryError(f"{query.path}: there is no SQL after the header")
    declared = {parameter.name for parameter in query.parameters}
    if taken := sorted(declared & RESERVED):
        raise QueryError(f"{query.path}: every query has an option '{taken[0]}'; rename the parameter")
    try:
        conditions = {name for _, each in _conditions(query.sql) for name in frozenset().union(*each)}
    except QueryError as error:
        raise QueryError(f"{query.path}: {error}") from error
    used = set(placeholders(query.sql)) | conditions
    if undeclared := sorted(used - declared):
        raise QueryError(f"{query.path}: ':{undeclared[0]}' is used but no '-- param' line declares it")
    if unused := sorted(declared - used):
        raise QueryError(f"{query.path}: parameter '{unused[0]}' is declared but never used")


def find(folders: Iterable[Path] = ()) -> dict[str, Path]:
    """The .sql files of the built-in folder and of `folders`, by stem; later folders win.

    Raises QueryError for a folder that does not exist.
    """
    found: dict[str, Path] = {}
    for folder in (BUILT_IN, *folders):
        if not folder.is_dir():
            raise QueryError(f"{folder} is no folder of queries")
        found |= {path.stem: path for path in sorted(folder.glob("*.sql"))}
    return dict(sorted(found.items()))


def read(path: Path) -> CannedQuery:
    """The query of one file, which must be named after it. Raises QueryError when it cannot be read."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"{path} cannot be read: {error}") from error
    query = parse(text, path)
    if query.name != path.stem:
        raise QueryError(f"{path}: the query is called '{query.name}', its file '{path.stem}.sql'")
    return query
