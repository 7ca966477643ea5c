"""Finding time expressions in plain text.

The grammar finds words and reads them into components; what day they mean is the business of `times`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from eventsdb import periods
from eventsdb.extraction.time_rules import Granularity, Kind, Relation, Rule, Rules, load_rules, word_key
from eventsdb.records import Period

_REACH = 56  # characters either side of a trigger word that a rule may use
_BINDING = 32  # characters before an expression in which the words that bind it stand
_JOINING = 12  # characters that may stand between the ends of a range
_WORD = re.compile(r"\w+")
_FIGURES = re.compile(r"\d+[/.-]\d+[/.-]\d+")
_SENTENCE_START = re.compile(r"(?:^|[.!?:\n«\"“(–—-]\s*|[|>]\s*)$")
_ROMAN = {"I": 1, "V": 5, "X": 10}
_ENDS = ("calendar", "weekday", "deictic")  # kinds that may be an end of a range


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words that tell a time: `text` is the article's text from `start` to `end`.

    `relation` is how the words are bound to their clause ("depuis" gives since, "d'ici à" by). The other
    fields are what the words say, each None when they do not say it: `year`, `month`, `day` of the month,
    `weekday` (Monday is 0), `number` (of a quarter, half-year or century), `last_year` of "2012-2017",
    `season`; `shift` counts units of `granularity` from publication or from the story's last day
    (for a date: -1 "dernier", 0 "ce", 1 "prochain"). `year_shift` is the same for the year alone.
    `written` is a whole date as written, `named` the period of one known by name; `prospect` says
    that the words before put it ahead ("prévu pour"). A range has two ends, `first` and `last`, and is
    `listed` when they are only named side by side ("en 2012 et 2017"); `night` is one from a day to the
    next.
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
    rules = load_rules(language)
    found = [match.expression for match in _longest(_matches(text, rules)) if match.expression]
    bound = [_bound(text, _with_first_day(text, expression, rules), rules) for expression in found]
    return tuple(_with_prospect(text, expression, rules) for expression in _joined(text, bound, rules))


@dataclass(frozen=True, slots=True)
class _Match:
    """A rule's match; `expression` is None where the rule takes words out of play."""

    start: int
    end: int
    expression: TimeExpression | None


def _matches(text: str, rules: Rules) -> Iterator[_Match]:
    seen: set[tuple[int, int, int]] = set()  # several triggers lead to one match
    for trigger, start, end in _trigger_words(text, rules):
        low, high = max(0, start - _REACH), min(len(text), end + _REACH)
        for rule in rules.rules.get(trigger, ()):
            for found in rule.pattern.finditer(text, low, high):
                match = (id(rule), *found.span())
                if found.start() <= start and end <= found.end() and match not in seen:
                    seen.add(match)
                    if read := _read(text, rule, found, rules):
                        yield read


def _trigger_words(text: str, rules: Rules) -> Iterator[tuple[str, int, int]]:
    """The words that can be part of an expression: the cheap test that spares most text the rules."""
    triggers = rules.triggers
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


def _read(text: str, rule: Rule, found: re.Match[str], rules: Rules) -> _Match | None:
    start, end = found.span("span") if found.groupdict().get("span") else found.span()
    if text[start].isupper() and (
        rule.capital == "never"
        or (rule.capital == "sentence" and not _SENTENCE_START.search(text, max(0, start - 4), start))
    ):
        return None
    if rule.kind is None:
        return _Match(start, end, None)
    components = _components(rule, found, rules)
    granularity = components.pop("granularity", rule.granularity)
    if granularity is None or not 1 <= components.get("day", 1) <= 31:
        return None
    expression = TimeExpression(
        start, end, text[start:end], rule.kind, granularity, rule.relation, named=rule.named, **components
    )
    return _Match(start, end, expression)


def _components(rule: Rule, found: re.Match[str], rules: Rules) -> dict[str, Any]:
    """What the named groups of a match say, as fields of `TimeExpression`."""
    groups = {
        name.partition("__")[0]: value for name, value in found.groupdict().items() if value is not None
    }
    words = {
        name: rules.words[name][word_key(value)] for name, value in groups.items() if name in rules.words
    }
    values: dict[str, Any] = dict(rule.constants)
    if "unit" in words:
        values["granularity"] = words["unit"]
    values |= {name: words[name] for name in ("month", "weekday", "season", "year_shift") if name in words}
    if "year" in groups or "decade" in words:
        values["year"] = words["decade"] if "decade" in words else _year(groups["year"])
    if "last_year" in groups:
        values["last_year"] = _year(groups["last_year"])
    if "day" in groups:
        values["day"] = _figures(groups["day"])
    if "ordinal" in words or "roman" in groups:
        values["number"] = words["ordinal"] if "ordinal" in words else _ordinal(groups["roman"])
    if "last" in groups:
        values["number"] = 4 if rule.granularity == "quarter" else 2
    if "this" in groups:
        values["shift"] = 0
    if "shift" in words or "step" in words:
        values["shift"] = words.get("shift", words.get("step"))
    if "digits" in groups or "number" in words:
        count = int(groups["digits"]) if "digits" in groups else words["number"] + words.get("tens", 0)
        values["shift"] = values.get("shift", 1) * count
    if "approx" in groups:
        values["approximate"] = True
    if "written" in groups:
        values["written"] = groups["written"]
    elif {"day", "month", "year"} <= groups.keys():
        values["written"] = f"{values['day']} {groups['month']} {values['year']}"
    return values


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


# -- an expression and the words around it


def _bound(text: str, expression: TimeExpression, rules: Rules) -> TimeExpression:
    """Take in the word before that binds the expression to its clause ("depuis")."""
    if expression.relation != "at":
        return expression
    for pattern, relation in rules.relations:
        if found := _before(text, pattern, expression):
            words = text[found.start() : expression.end]
            return replace(expression, start=found.start(), text=words, relation=relation)
    return expression


def _with_first_day(text: str, expression: TimeExpression, rules: Rules) -> TimeExpression:
    """Take in a first day whose month stands with the last only ("du 14 au 16 juin")."""
    if expression.kind != "calendar" or expression.day is None:
        return expression
    for pattern in rules.short_ranges:
        found = _before(text, pattern, expression)
        if found is None or _figures(found["day"]) == expression.day:
            continue
        first = replace(
            expression,
            start=found.start(),
            end=found.end(),
            day=_figures(found["day"]),
            weekday=rules.words["weekday"][word_key(found["weekday"])] if found["weekday"] else None,
            written=None,
        )
        return _range(text, found.start(), first, expression)
    return expression


def _joined(text: str, found: list[TimeExpression], rules: Rules) -> list[TimeExpression]:
    """Bring the two ends of a range together."""
    joined: list[TimeExpression] = []
    for expression in found:
        if joined and (whole := _joined_pair(text, joined[-1], expression, rules)):
            joined[-1] = whole
        else:
            joined.append(expression)
    return joined


def _joined_pair(
    text: str, first: TimeExpression, last: TimeExpression, rules: Rules
) -> TimeExpression | None:
    if first.kind not in _ENDS or last.kind not in _ENDS or last.start - first.end > _JOINING:
        return None
    for rule in rules.ranges:
        if first.relation != rule.first or not rule.join.fullmatch(text, first.end, last.start):
            continue
        if rule.open is None:
            if rule.first != "at":
                return _range(text, first.start, replace(first, relation="at"), last)
            if _alike(first, last):
                return replace(_range(text, first.start, first, last), listed=True)
        elif found := _before(text, rule.open, first):
            return replace(_range(text, found.start(), first, last), night=rule.night)
    return None


def _with_prospect(text: str, expression: TimeExpression, rules: Rules) -> TimeExpression:
    if any(_before(text, pattern, expression) for pattern in rules.prospects):
        return replace(expression, prospect=True)
    return expression


def _before(text: str, pattern: re.Pattern[str], expression: TimeExpression) -> re.Match[str] | None:
    return pattern.search(text, max(0, expression.start - _BINDING), expression.start)


def _alike(first: TimeExpression, last: TimeExpression) -> bool:
    return (
        (first.kind, first.granularity) == (last.kind, last.granularity)
        and first.kind != "deictic"
        and first.shift == last.shift
    )


def _range(text: str, start: int, first: TimeExpression, last: TimeExpression) -> TimeExpression:
    """Both ends as one expression; the first takes over the month that the last one names."""
    if first.day is not None and first.month is None:
        first = replace(first, month=last.month)
    return TimeExpression(
        start, last.end, text[start : last.end], "range", last.granularity, first=first, last=last
    )


# -- figures


def _figures(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def _year(text: str) -> int:
    """A year; two digits mean 1950 to 2049."""
    number = _figures(text)
    if number >= 100:
        return number
    return number + (2000 if number < 50 else 1900)


def _ordinal(text: str) -> int:
    """A number in Roman or Arabic figures."""
    if text.isdecimal():
        return int(text)
    values = [_ROMAN[letter] for letter in text.upper()]
    return sum(-v if v < following else v for v, following in zip(values, [*values[1:], 0], strict=True))
