"""The grammar of time expressions of a language, compiled from its lexicon (`times.toml`)."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, cast

from eventsdb import periods
from eventsdb.errors import DateError
from eventsdb.extraction.lexicon import Entry, Lexicon, load_lexicon
from eventsdb.records import Period

Kind = Literal["calendar", "weekday", "deictic", "narrative", "named", "range", "vague"]
Granularity = Literal[
    "day", "week", "weekend", "month", "quarter", "half", "season", "year", "decade", "century"
]
Relation = Literal["at", "since", "by", "until", "from", "before", "after"]
Capital = Literal["any", "sentence", "never"]

_KINDS = ("calendar", "weekday", "deictic", "narrative", "vague", "none")
_GRANULARITIES = ("day", "week", "weekend", "month", "quarter", "half", "season", "year", "decade", "century")
_RELATIONS = ("at", "since", "by", "until", "from", "before", "after")
_CAPITALS = ("any", "sentence", "never")
_CONSTANTS = ("shift", "month", "day", "approximate")  # components a rule may give outright
_TRIGGER_TABLES = ("month", "weekday", "season", "unit")
_FRAGMENT = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern and what it finds; `kind` is None where it takes words out of play."""

    pattern: re.Pattern[str]
    kind: Kind | None
    granularity: Granularity | None
    relation: Relation
    capital: Capital
    constants: dict[str, int]
    named: Period | None = None


@dataclass(frozen=True, slots=True)
class RangeRule:
    """What stands before the first end (nothing when `open` is None) and between the two."""

    open: re.Pattern[str] | None
    join: re.Pattern[str]
    first: Relation
    night: bool


@dataclass(frozen=True, slots=True)
class Rules:
    """A language's grammar: `rules` by trigger, `triggers` by word, `words` by component and word."""

    words: dict[str, dict[str, Any]]
    triggers: dict[str, tuple[str, ...]]
    rules: dict[str, tuple[Rule, ...]]
    relations: tuple[tuple[re.Pattern[str], Relation], ...]
    prospects: tuple[re.Pattern[str], ...]
    ranges: tuple[RangeRule, ...]
    short_ranges: tuple[re.Pattern[str], ...]


@cache
def load_rules(language: str) -> Rules:
    """The grammar of a language (ISO 639-1).

    Raises:
        LexiconError: its lexicon is missing or malformed.
    """
    lexicon = load_lexicon("times.toml", f"eventsdb.extraction.{language}")
    words = {
        name: {word_key(word): value for word, value in table.items()}
        for name, table in lexicon.section("words").values.items()
    }
    fragments = _fragments(lexicon, words)
    rules: dict[str, list[Rule]] = {}
    for entry in lexicon.entries("rule"):
        rule = _rule(entry, fragments)
        for trigger in entry.texts("on"):
            rules.setdefault(trigger, []).append(rule)
    return Rules(
        words,
        _triggers(lexicon, words),
        {trigger: tuple(found) for trigger, found in rules.items()},
        tuple((_before(entry), _relation(entry, "name")) for entry in lexicon.entries("relation")),
        tuple(_before(entry) for entry in lexicon.entries("prospect")),
        tuple(_range(entry) for entry in lexicon.entries("range")),
        tuple(_short_range(entry, fragments) for entry in lexicon.entries("short_range")),
    )


def word_key(word: str) -> str:
    """A word as the tables have it: lower case, one kind of space and of apostrophe."""
    return " ".join(word.lower().replace("'", "’").split())


def _rule(entry: Entry, fragments: dict[str, str]) -> Rule:
    entry.only("name", "on", "pattern", "kind", "granularity", "relation", "capital", "edtf", *_CONSTANTS)
    pattern = entry.text("pattern")
    while found := _FRAGMENT.search(pattern):
        if found[1] not in fragments:
            entry.fail(f"unknown fragment {{{found[1]}}}")
        pattern = pattern[: found.start()] + fragments[found[1]] + pattern[found.end() :]
    edtf = entry.optional_text("edtf")
    try:
        named = periods.parse_edtf(edtf) if edtf else None
    except DateError as error:
        entry.fail(str(error))
    kind = "named" if named else entry.text("kind", _KINDS)
    granularity = named.precision if named else entry.optional_text("granularity", _GRANULARITIES)
    return Rule(
        _compiled(entry, rf"(?<!\w)(?:{_plain(_with_unique_groups(pattern))})(?!\w)"),
        None if kind == "none" else cast("Kind", kind),
        cast("Granularity | None", granularity),
        _relation(entry, "relation"),
        cast("Capital", entry.optional_text("capital", _CAPITALS) or "any"),
        {
            str(key): entry.flag(key) if key == "approximate" else int(entry.number(key))
            for key in _CONSTANTS
            if key in entry.values
        },
        named,
    )


def _range(entry: Entry) -> RangeRule:
    entry.only("open", "join", "first", "night")
    opening = entry.optional_text("open")
    return RangeRule(
        _compiled(entry, rf"\b(?:{_plain(opening)})\s*$") if opening else None,
        _compiled(entry, rf"\s*(?:{_plain(entry.text('join'))})\s*"),
        _relation(entry, "first"),
        entry.flag("night"),
    )


def _short_range(entry: Entry, fragments: dict[str, str]) -> re.Pattern[str]:
    entry.only("open", "join")
    opening, join = _plain(entry.text("open")), _plain(entry.text("join"))
    day = rf"(?:{fragments['weekday']}\s+)?{_plain(fragments['day'])}(?:\s*,\s*\d{{1,2}})*"
    return _compiled(entry, rf"\b(?:{opening})\s+{day}\s*(?:{join})\s*$")


def _before(entry: Entry) -> re.Pattern[str]:
    entry.only("name", "before")
    return _compiled(entry, rf"\b(?:{_plain(entry.text('before'))})\s*$")


def _relation(entry: Entry, key: str) -> Relation:
    return cast("Relation", entry.optional_text(key, _RELATIONS) or "at")


def _fragments(lexicon: Lexicon, words: dict[str, dict[str, Any]]) -> dict[str, str]:
    section = lexicon.section("fragments")
    fragments = {name: section.text(name) for name in section.values}
    for name, table in words.items():
        longest_first = sorted(table, key=len, reverse=True)
        alternatives = "|".join(re.escape(word).replace(r"\ ", " ") for word in longest_first)
        fragments[name] = rf"(?P<{name}>{alternatives})(?!\w)"
    return fragments


def _triggers(lexicon: Lexicon, words: dict[str, dict[str, Any]]) -> dict[str, tuple[str, ...]]:
    triggers: dict[str, tuple[str, ...]] = {
        word.rstrip("."): (table,) for table in _TRIGGER_TABLES for word in words[table]
    }
    for word in lexicon.section("triggers").texts("words"):
        triggers[word] = (*triggers.get(word, ()), word)
    return triggers


def _with_unique_groups(pattern: str) -> str:
    """Number the groups that occur in several branches ("unit", "unit__2"): a name may stand only once."""
    seen: Counter[str] = Counter()

    def numbered(found: re.Match[str]) -> str:
        seen[found[1]] += 1
        return f"(?P<{found[1]}__{seen[found[1]]}>" if seen[found[1]] > 1 else found[0]

    return re.sub(r"\(\?P<(\w+)>", numbered, pattern)


def _plain(pattern: str) -> str:
    """A lexicon's pattern as a regular expression: a space is any white space, ’ either apostrophe."""
    return pattern.replace(" ?", r"\s*").replace(" ", r"\s+").replace("’", "['’]")


def _compiled(entry: Entry, pattern: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern, re.IGNORECASE)
    except re.error as error:
        entry.fail(f"not a regular expression: {error}")
