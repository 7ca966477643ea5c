"""Finding time expressions in plain text with the grammar of a language (`times.toml`).

The grammar finds words and reads them into components; what day they mean is the business of `times`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
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

KINDS = ("calendar", "weekday", "deictic", "narrative", "vague", "none")
GRANULARITIES = ("day", "week", "weekend", "month", "quarter", "half", "season", "year", "decade", "century")
RELATIONS = ("at", "since", "by", "until", "from", "before", "after")
CAPITALS = ("any", "sentence", "never")

_CONSTANTS = ("shift", "month", "day")  # components a rule may give outright
_REACH = 56  # characters either side of a trigger word that a rule may use
_BINDING = 32  # characters before an expression in which the words that bind it stand
_WORD = re.compile(r"\w+")
_ROMAN = {"I": 1, "V": 5, "X": 10}
_FIGURES = re.compile(r"\d+[/.-]\d+[/.-]\d+")
_SENTENCE_START = re.compile(r"(?:^|[.!?:\n«\"“(–—-]\s*|[|>]\s*)$")


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words that tell a time: `text` is the article's text from `start` to `end`.

    `relation` is how the words are bound to their clause ("depuis" gives since, "d'ici à" by). The other
    fields are what the words say, each None when they do not say it: `year`, `month`, `day` of the month,
    `weekday` (Monday is 0), `number` (of a quarter, half-year or century), `last_year` of "2012-2017",
    `season`; `shift` counts units of `granularity` from publication or from the story's last day
    (for a date: -1 "dernier", 0 "ce", 1 "prochain"). `year_shift` is the same for the year alone.
    `written` is a whole date as written; `prospect` says that the words
    before put it ahead ("prévu pour"). A range has two ends, `first` and `last`, and is `listed` when
    they are only named side by side ("en 2012 et 2017"); `night` is one from a day to the next.
    """

    start: int
    end: int
    text: str
    kind: Kind
    granularity: Granularity
    relation: Relation = "at"
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    number: int | None = None
    last_year: int | None = None
    season: periods.Season | None = None
    shift: int | None = None
    year_shift: int | None = None
    part: Literal["start", "middle", "end"] | None = None
    approximate: bool = False
    written: str | None = None
    named: Period | None = None
    night: bool = False
    prospect: bool = False
    listed: bool = False
    first: TimeExpression | None = None
    last: TimeExpression | None = None


def find_times(text: str, language: str = "fr") -> tuple[TimeExpression, ...]:
    """All time expressions of a text, in reading order; they do not overlap."""
    return _grammar(language).find(text)


@cache
def _grammar(language: str) -> _Grammar:
    return _Grammar(load_lexicon("times.toml", f"eventsdb.extraction.{language}"))


@dataclass(frozen=True, slots=True)
class _Rule:
    pattern: re.Pattern[str]
    kind: str
    granularity: Granularity | None
    relation: Relation
    capital: Capital
    constants: dict[str, int]


@dataclass(frozen=True, slots=True)
class _Match:
    """A rule's match; `expression` is None where the rule takes words out of play."""

    start: int
    end: int
    expression: TimeExpression | None


class _Grammar:
    """A language's rules, compiled once."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._words = _read_words(lexicon)
        self._fragments = _read_fragments(lexicon, self._words)
        self._triggers = _read_triggers(lexicon, self._words)
        self._rules: dict[str, list[_Rule]] = {}
        for entry in lexicon.entries("rule"):
            rule = self._rule(entry)
            for trigger in entry.texts("on"):
                self._rules.setdefault(trigger, []).append(rule)
        self._named = [self._named_rule(entry) for entry in lexicon.entries("named")]
        self._relations = [
            (
                re.compile(rf"\b(?:{_plain(entry.text('before'))})\s*$", re.I),
                _relation(entry.text("name", RELATIONS)),
            )
            for entry in lexicon.entries("relation")
        ]
        self._prospects = [
            re.compile(rf"\b(?:{_plain(entry.text('before'))})\s*$", re.I)
            for entry in lexicon.entries("prospect")
        ]
        self._ranges = [self._range(entry) for entry in lexicon.entries("range")]
        self._short_ranges = [self._short_range(entry) for entry in lexicon.entries("short_range")]

    # -- reading the lexicon

    def _rule(self, entry: Entry) -> _Rule:
        entry.only(
            "name", "on", "kind", "granularity", "relation", "capital", "pattern", "shift", "month", "day"
        )
        kind = entry.text("kind", KINDS)
        granularity = entry.optional_text("granularity", GRANULARITIES)
        constants: dict[str, int] = {key: int(entry.number(key)) for key in _CONSTANTS if key in entry.values}
        return _Rule(
            self._compile(entry),
            kind,
            cast("Granularity | None", granularity),
            _relation(entry.optional_text("relation", RELATIONS) or "at"),
            cast("Capital", entry.optional_text("capital", CAPITALS) or "any"),
            constants,
        )

    def _compile(self, entry: Entry) -> re.Pattern[str]:
        return _compile(entry, self._expand(entry, entry.text("pattern")))

    def _expand(self, entry: Entry, pattern: str) -> str:
        def piece(found: re.Match[str]) -> str:
            if found[1] not in self._fragments:
                entry.fail(f"unknown fragment {{{found[1]}}}")
            return self._fragments[found[1]]

        while _FRAGMENT.search(pattern):
            pattern = _FRAGMENT.sub(piece, pattern)
        return rf"(?<!\w)(?:{_plain(_with_unique_groups(pattern))})(?!\w)"

    def _named_rule(self, entry: Entry) -> tuple[re.Pattern[str], Period]:
        entry.only("pattern", "edtf", "capital")
        flags = 0 if entry.flag("capital") else re.I
        try:
            return re.compile(self._expand(entry, entry.text("pattern")), flags), periods.parse_edtf(
                entry.text("edtf")
            )
        except (re.error, DateError) as error:
            entry.fail(str(error))

    def _range(self, entry: Entry) -> tuple[re.Pattern[str] | None, re.Pattern[str]]:
        opening = entry.optional_text("open")
        return (
            re.compile(rf"\b(?:{_plain(opening)})\s*$", re.I) if opening else None,
            re.compile(rf"\s*(?:{_plain(entry.text('join'))})\s*", re.I),
        )

    def _short_range(self, entry: Entry) -> re.Pattern[str]:
        day = self._fragments["day"]
        weekday = self._fragments["weekday"]
        opening, join = _plain(entry.text("open")), _plain(entry.text("join"))
        pattern = rf"\b(?:{opening})\s+(?:{weekday}\s+)?{_plain(day)}(?:\s*,\s*\d{{1,2}})*\s*(?:{join})\s*$"
        return re.compile(pattern, re.I)

    # -- finding

    def find(self, text: str) -> tuple[TimeExpression, ...]:
        found = [match.expression for match in _longest(self._matches(text)) if match.expression]
        joined = self._joined(text, [self._lengthened(text, expression) for expression in found])
        return tuple(self._with_prospect(text, expression) for expression in joined)

    def _matches(self, text: str) -> Iterator[_Match]:
        seen: set[tuple[int, int, int]] = set()  # several triggers lead to one match
        for trigger, start, end in self._trigger_words(text):
            low, high = max(0, start - _REACH), min(len(text), end + _REACH)
            for rule in self._rules.get(trigger, ()):
                for found in rule.pattern.finditer(text, low, high):
                    match = (id(rule), *found.span())
                    if found.start() <= start and end <= found.end() and match not in seen:
                        seen.add(match)
                        yield from self._read(text, rule, found)
            if trigger in {"month", "year", "septembre"}:
                for pattern, period in self._named:
                    for found in pattern.finditer(text, low, high):
                        yield _Match(*found.span(), _named(found, period))

    def _trigger_words(self, text: str) -> Iterator[tuple[str, int, int]]:
        triggers = self._triggers
        for word in _WORD.finditer(text):
            token = word[0]
            if token.isdecimal():
                if len(token) == 4 and "1000" <= token < "2100":
                    yield "year", *word.span()
                continue
            for trigger in triggers.get(token.lower(), ()):
                yield trigger, *word.span()
        for figures in _FIGURES.finditer(text):
            yield "number", *figures.span()

    def _read(self, text: str, rule: _Rule, found: re.Match[str]) -> Iterator[_Match]:
        start, end = found.span("span") if "span" in found.re.groupindex else found.span()
        first = text[start]
        if rule.capital == "never" and first.isupper():
            return
        if (
            rule.capital == "sentence"
            and first.isupper()
            and not _SENTENCE_START.search(text, max(0, start - 4), start)
        ):
            return
        if rule.kind == "none":
            yield _Match(start, end, None)
            return
        components = self._components(rule, found)
        granularity = components.pop("granularity", rule.granularity)
        if granularity is None or not _possible(components):
            return
        yield _Match(
            start,
            end,
            TimeExpression(
                start, end, text[start:end], cast("Kind", rule.kind), granularity, rule.relation, **components
            ),
        )

    def _components(self, rule: _Rule, found: re.Match[str]) -> dict[str, Any]:
        groups = {
            name.partition("__")[0]: value for name, value in found.groupdict().items() if value is not None
        }
        values: dict[str, Any] = dict(rule.constants)
        words = {
            name: self._words[name][_key(value)]
            for name, value in groups.items()
            if name in self._words and _key(value) in self._words[name]
        }
        if "unit" in words:
            values["granularity"] = words["unit"]
        for name in ("month", "weekday", "season", "year_shift"):
            if name in words:
                values[name] = words[name]
        if "year" in groups:
            values["year"] = _year(groups["year"])
        if "decade" in words:
            values["year"] = words["decade"]
        if "last_decade" in groups:
            values["last_year"] = _year(groups["last_decade"])
        if "last_year" in groups:
            values["last_year"] = _year(groups["last_year"])
        if "day" in groups:
            values["day"] = int(re.sub(r"\D", "", groups["day"]))
        if "ordinal" in words:
            values["number"] = words["ordinal"]
        if "roman" in groups:
            values["number"] = _ordinal(groups["roman"])
        if "last" in groups:
            values["number"] = 4 if rule.granularity == "quarter" else 2
        if "part" in groups:
            values["part"] = next(
                (value for word, value in self._words["part"].items() if word in groups["part"].lower()), None
            )
        if "this" in groups:
            values["shift"] = 0
        if "shift" in words:
            values["shift"] = words["shift"]
        if "step" in words:
            values["shift"] = words["step"]
        count = int(groups["digits"]) if "digits" in groups else words.get("number")
        if count is not None and "tens" in words:
            count += words["tens"]
        if count is not None:
            values["shift"] = values.get("shift", 1) * count
        if "approx" in groups:
            values["approximate"] = True
        if "written" in groups:
            values["written"] = groups["written"]
        elif {"day", "month", "year"} <= groups.keys():
            values["written"] = f"{values['day']} {groups['month']} {values['year']}"
        return values

    def _lengthened(self, text: str, expression: TimeExpression) -> TimeExpression:
        """Take in the word before that binds the expression ("depuis"), and a first day without its month."""
        expression = self._with_first_day(text, expression)
        for pattern, relation in self._relations:
            found = pattern.search(text, max(0, expression.start - _BINDING), expression.start)
            if found and expression.relation == "at":
                return replace(
                    expression,
                    start=found.start(),
                    text=text[found.start() : expression.end],
                    relation=relation,
                )
        return expression

    def _with_prospect(self, text: str, expression: TimeExpression) -> TimeExpression:
        low = max(0, expression.start - _BINDING)
        ahead = any(pattern.search(text, low, expression.start) for pattern in self._prospects)
        return replace(expression, prospect=True) if ahead else expression

    def _with_first_day(self, text: str, expression: TimeExpression) -> TimeExpression:
        if expression.kind != "calendar" or expression.day is None:
            return expression
        for pattern in self._short_ranges:
            found = pattern.search(text, max(0, expression.start - _BINDING), expression.start)
            if found is None or (number := int(re.sub(r"\D", "", found["day"]))) == expression.day:
                continue
            weekday = self._words["weekday"][_key(found["weekday"])] if found["weekday"] else None
            first = replace(
                expression, day=number, weekday=weekday, written=None, start=found.start(), end=found.end()
            )
            return _ranged(text, first, expression, found.start())
        return expression

    def _joined(self, text: str, found: list[TimeExpression]) -> list[TimeExpression]:
        joined: list[TimeExpression] = []
        for expression in found:
            if joined and (whole := self._joined_pair(text, joined[-1], expression)):
                joined[-1] = whole
            else:
                joined.append(expression)
        return joined

    def _joined_pair(self, text: str, first: TimeExpression, last: TimeExpression) -> TimeExpression | None:
        ends = ("calendar", "weekday", "deictic")
        if first.kind not in ends or last.kind not in ends or last.start - first.end > 12:
            return None
        for opening, join in self._ranges:
            if not join.fullmatch(text, first.end, last.start):
                continue
            if opening is None:
                if first.relation == "at" and _alike(first, last):
                    return replace(_ranged(text, first, last, first.start), listed=True)
                continue
            found = opening.search(text, max(0, first.start - _BINDING), first.start)
            if found and first.relation == "at":
                night = "nuit" in text[max(0, found.start() - 5) : first.start]
                return replace(_ranged(text, first, last, found.start()), night=night)
            if first.relation == "since" and "jusqu" in text[first.end : last.start]:
                return replace(_ranged(text, first, last, first.start), relation="at")
        return None


def _longest(matches: Iterable[_Match]) -> list[_Match]:
    """In reading order, the longest of the matches that overlap; of equals the first found."""
    chosen: list[_Match] = []
    cluster: list[_Match] = []
    for match in [*sorted(matches, key=lambda match: match.start), None]:
        if match and (not cluster or match.start < max(other.end for other in cluster)):
            cluster.append(match)
            continue
        taken: list[_Match] = []
        for other in sorted(cluster, key=lambda other: other.start - other.end):
            if all(other.end <= one.start or one.end <= other.start for one in taken):
                taken.append(other)
        chosen += sorted(taken, key=lambda one: one.start)
        cluster = [match] if match else []
    return chosen


_FRAGMENT = re.compile(r"\{([a-z_]+)\}")


def _read_words(lexicon: Lexicon) -> dict[str, dict[str, Any]]:
    tables = lexicon.section("words")
    return {
        name: {_key(word): value for word, value in table.items()} for name, table in tables.values.items()
    }


def _read_fragments(lexicon: Lexicon, words: dict[str, dict[str, Any]]) -> dict[str, str]:
    fragments = dict(lexicon.section("fragments").values)
    for name, table in words.items():
        longest_first = sorted(table, key=len, reverse=True)
        alternatives = "|".join(re.escape(word).replace(r"\ ", " ") for word in longest_first)
        fragments.setdefault(name, rf"(?P<{name}>{alternatives})(?!\w)")
    return fragments


def _read_triggers(lexicon: Lexicon, words: dict[str, dict[str, Any]]) -> dict[str, tuple[str, ...]]:
    triggers: dict[str, tuple[str, ...]] = {}
    for name in ("month", "weekday", "season", "unit"):
        for word in words[name]:
            triggers[word.rstrip(".")] = (name,)
            triggers[word + "s"] = triggers.get(word + "s", (name,))
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


def _compile(entry: Entry, pattern: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern, re.I)
    except re.error as error:
        entry.fail(f"not a regular expression: {error}")


def _relation(name: str) -> Relation:
    return cast("Relation", name)


def _key(word: str) -> str:
    return re.sub(r"\s+", " ", word.lower().replace("'", "’"))


def _ordinal(text: str) -> int:
    """A number in Roman or Arabic figures."""
    if text.isdecimal():
        return int(text)
    values = [_ROMAN[letter] for letter in text.upper()]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < following else value for value, following in pairs)


def _year(text: str) -> int:
    number = int(text.lstrip("'’"))
    if number >= 100:
        return number
    return number + (2000 if number < 50 else 1900)


def _possible(components: dict[str, Any]) -> bool:
    return bool(1 <= components.get("day", 1) <= 31)


def _named(found: re.Match[str], period: Period) -> TimeExpression:
    granularity = cast("Granularity", period.precision)
    return TimeExpression(found.start(), found.end(), found[0], "named", granularity, named=period)


def _alike(first: TimeExpression, last: TimeExpression) -> bool:
    return (
        (first.kind, first.granularity) == (last.kind, last.granularity)
        and first.kind != "deictic"
        and first.shift == last.shift
    )


def _ranged(text: str, first: TimeExpression, last: TimeExpression, start: int) -> TimeExpression:
    """Both ends as one expression; the first end takes over the month the last one names."""
    if first.day is not None and first.month is None:
        first = replace(first, month=last.month)
    return TimeExpression(
        start, last.end, text[start : last.end], "range", last.granularity, first=first, last=last
    )
