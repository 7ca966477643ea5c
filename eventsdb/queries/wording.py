"""What people search for, and how SQLite (FTS5) and PostgreSQL (tsquery) write it.

::

    essai missile            both words
    "essai de missile"       the words in this order, next to each other
    essai OR tir             either
    essai NOT nucléaire      the first without the second
    essai NEAR missile       at most ten words between them; NEAR/3: at most three
    miss*                    words that begin so
    (tir OR essai) missile   brackets

Operators are written in capitals; capitals and accents of the words do not count.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

from eventsdb.errors import QueryError
from eventsdb.storage.fulltext import CONFIGURATION

NEAR = 10
"""Words that NEAR allows between two others, as in FTS5."""

FARTHEST = 50
"""Words that NEAR/N may allow: PostgreSQL is asked about every distance."""

_TOKEN = re.compile(
    r"""\s*(?:
      "(?P<phrase>[^"]*)"
    | (?P<bracket>[()])
    | (?P<operator>AND|OR|NOT|NEAR(?:/(?P<distance>\d+))?)(?=[\s()"]|$)
    | (?P<prefix>\w+)\*
    | (?P<word>[^\s()"]+)
    )""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Words:
    """Words next to each other; the only one may be the beginning of a word."""

    text: str
    is_prefix: bool = False


@dataclass(frozen=True, slots=True)
class Near:
    """Two runs of words with at most `distance` words between them, in either order."""

    left: Words
    right: Words
    distance: int


@dataclass(frozen=True, slots=True)
class Both:
    """Two conditions: both hold, one of them holds, or the first and not the second."""

    operator: Literal["AND", "OR", "NOT"]
    left: Wording
    right: Wording


Wording: TypeAlias = Words | Near | Both


def parse(text: str) -> Wording:
    """Read what someone searches for. Raises QueryError saying what is wrong with it."""
    return _Parser(text).parse()


def to_fts5(wording: Wording) -> str:
    """The operand of MATCH."""
    match wording:
        case Words(text, is_prefix):
            return f'"{text}"{" *" if is_prefix else ""}'
        case Near(left, right, distance):
            return f"NEAR({to_fts5(left)} {to_fts5(right)}, {distance})"
        case Both(operator, one, other):
            return f"({to_fts5(one)} {operator} {to_fts5(other)})"


def to_tsquery(wording: Wording) -> tuple[str, dict[str, str]]:
    """An SQL expression of type tsquery, and the values of its parameters."""
    values: dict[str, str] = {}
    return _tsquery(wording, values), values


def _tsquery(wording: Wording, values: dict[str, str]) -> str:
    match wording:
        case Words(text, is_prefix):
            name = f"words{len(values)}"
            values[name] = f"{text}:*" if is_prefix else text
            return f"{'' if is_prefix else 'phrase'}to_tsquery('{CONFIGURATION}', :{name})"
        case Near(left, right, distance):
            # tsquery knows only exact distances: next to each other is 1.
            one, other = _tsquery(left, values), _tsquery(right, values)
            orders = ((one, other), (other, one))
            steps = (f"tsquery_phrase({a}, {b}, {n + 1})" for n in range(distance + 1) for a, b in orders)
            return f"({' || '.join(steps)})"
        case Both("NOT", left, right):
            return f"({_tsquery(left, values)} && !!{_tsquery(right, values)})"
        case Both(operator, left, right):
            sign = "&&" if operator == "AND" else "||"
            return f"({_tsquery(left, values)} {sign} {_tsquery(right, values)})"


class _Parser:
    """OR binds least, then AND (written or not) and NOT, then NEAR."""

    def __init__(self, text: str) -> None:
        self._tokens: list[re.Match[str]] = []
        text = text.strip()
        end = 0
        while end < len(text):
            token = _TOKEN.match(text, end)
            if token is None:
                raise QueryError("a quotation mark is not closed")
            self._tokens.append(token)
            end = token.end()
        self._position = 0

    def parse(self) -> Wording:
        if not self._tokens:
            raise QueryError("there is nothing to search for")
        wording = self._either()
        if self._position < len(self._tokens):
            raise QueryError("a bracket is closed that was not opened")
        return wording

    def _either(self) -> Wording:
        wording = self._all()
        while self._take("OR"):
            wording = Both("OR", wording, self._all())
        return wording

    def _all(self) -> Wording:
        wording = self._near()
        while self._peek() not in (None, "OR", ")"):
            negated = self._take("NOT") or (self._take("AND") and self._take("NOT"))
            wording = Both("NOT" if negated else "AND", wording, self._near())
        return wording

    def _near(self) -> Wording:
        left = self._term()
        wording = left
        while token := self._take("NEAR"):
            right = self._term()
            if not isinstance(left, Words) or not isinstance(right, Words):
                raise QueryError("NEAR stands between words or phrases, not brackets")
            distance = int(token["distance"] or NEAR)
            if distance > FARTHEST:
                raise QueryError(f"NEAR/{distance} is too far: NEAR/{FARTHEST} at the most")
            near = Near(left, right, distance)
            wording = near if wording is left else Both("AND", wording, near)
            left = right
        return wording

    def _term(self) -> Wording:
        if self._take("("):
            wording = self._either()
            if not self._take(")"):
                raise QueryError("a bracket is not closed")
            return wording
        if self._position == len(self._tokens):
            raise QueryError("something to search for is missing at the end")
        token = self._tokens[self._position]
        if token["operator"] or token["bracket"]:
            raise QueryError(f"something to search for is missing before '{token[0].strip()}'")
        self._position += 1
        text = token["phrase"] or token["prefix"] or token["word"] or ""
        if not re.search(r"\w", text):
            raise QueryError(f"'{token[0].strip()}' is no word to search for")
        return Words(text, token["prefix"] is not None)

    def _peek(self) -> str | None:
        if self._position == len(self._tokens):
            return None
        token = self._tokens[self._position]
        name = token["operator"] or token["bracket"] or ""
        return "NEAR" if name.startswith("NEAR") else name

    def _take(self, name: str) -> re.Match[str] | None:
        if self._peek() != name:
            return None
        self._position += 1
        return self._tokens[self._position - 1]
