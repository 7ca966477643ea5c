"""What days a time expression means, given when the article appeared and what else it says.

Weekdays and dates without a year follow the tense of their clause: the last one past for what happened,
the next one for what will, the publication day itself for both. Nothing is made more precise than the
words and the publication date allow.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from eventsdb import periods
from eventsdb.errors import DateError
from eventsdb.extraction.time_arithmetic import Tense, moved, pick
from eventsdb.extraction.time_calendar import in_year, read_written, widened
from eventsdb.extraction.time_context import TimeContext
from eventsdb.extraction.time_counting import deictic, narrative, weekday
from eventsdb.extraction.time_grammar import TimeExpression, find_times
from eventsdb.records import Period

__all__ = ["Tense", "TimeContext", "TimeExpression", "find_times", "read_context", "resolve"]

_LISTED_DAYS = 31  # what lies further apart than this, named side by side, is two times and not one
_LEAP_YEARS = 8  # years either side of any year among which one has a 29 February
_STORY_DAYS = 62  # a date without its year, so near after the last one told, goes on from there
_STORY_REACH = 600  # characters in which a story goes on
_WEEKDAY_DAYS = 400  # how far away a date may lie to be preferred for falling on the weekday given


def read_context(
    published: Period | None, expressions: Iterable[TimeExpression], language: str = "fr"
) -> TimeContext:
    """The context of an article, from its publication date and all its expressions in reading order."""
    expressions = tuple(expressions)
    context = TimeContext(published, language=language)
    if published is None:
        whole = ((e.start, _with_year(e, context)) for e in expressions)
        context = replace(context, written=tuple((start, period) for start, period in whole if period))
    context = replace(context, week=_fixed_week(expressions, context))
    told: list[tuple[int, Period]] = []
    for expression in expressions:
        here = replace(context, told=tuple(told[-1:]))
        if period := resolve(replace(expression, relation="at"), here):
            told.append((expression.start, period))
    return replace(context, told=tuple(told))


def resolve(expression: TimeExpression, context: TimeContext, tense: Tense | None = None) -> Period | None:
    """The period an expression means, or None when the text does not tell.

    Args:
        expression: from `find_times`.
        context: what it is counted from.
        tense: of the clause it dates; None when unknown.
    """
    reference = context.reference(expression.start)
    try:
        period = _value(expression, reference, context, _tense(expression, tense))
        return period and _related(expression, period, reference)
    except (DateError, ValueError, OverflowError):  # no such day, or beyond the calendar
        return None


def _tense(expression: TimeExpression, tense: Tense | None) -> Tense | None:
    """The tense that the words themselves impose, else the one given."""
    if expression.relation == "since":
        return "past"
    if expression.relation == "by":
        return "future"
    if expression.relation in ("until", "before") and tense == "past":
        return "present"  # "prolongé jusqu'au 3 mai" looks ahead, "détenu jusqu'au 3 mai" may look back
    if expression.prospect or (expression.relation in ("until", "before", "from") and tense is None):
        return "future" if expression.kind == "weekday" else "present"
    return tense


def _value(
    expression: TimeExpression, reference: Period | None, context: TimeContext, tense: Tense | None
) -> Period | None:
    match expression.kind:
        case "named":
            return expression.named
        case "calendar":
            return _calendar(expression, reference, context, tense)
        case "range":
            return _range(expression, reference, context, tense)
        case "narrative":
            return narrative(expression, context, tense)
        case "weekday":
            return reference and weekday(expression, reference, context.week, tense)
        case "deictic":
            return reference and deictic(expression, reference, context.week, tense)
        case "vague":
            return None


def _related(expression: TimeExpression, period: Period, reference: Period | None) -> Period | None:
    """What "depuis", "d'ici à" and the like make of a period."""
    match expression.relation:
        case "at" | "from":
            return period
        case "since":
            if reference is None or reference.end < period.start:
                return None
            return periods.between(period, reference)
        case "until" | "by" | "before":
            if reference is None or period.end < reference.start:
                return None
            return periods.between(reference, period) if reference.end < period.end else reference
        case "after":
            return None


# -- places in the calendar


def _calendar(
    expression: TimeExpression, reference: Period | None, context: TimeContext, tense: Tense | None
) -> Period | None:
    if expression.written:
        whole = read_written(expression.written, context.language)
        return whole and widened(whole, expression)
    if expression.granularity == "century":
        return periods.century(expression.number or 0)
    year = expression.year
    if year is None and expression.year_shift is not None and reference is not None:
        year = reference.start.year + expression.year_shift
    if year is not None:
        first = in_year(expression, year)
        if first is None or expression.last_year is None or expression.season == "winter":
            return first
        last = in_year(expression, expression.last_year)
        return last and periods.between(first, last)
    if reference is None:
        return None
    if expression.month is None and expression.day is not None:
        return _day_of_month(expression, reference, tense)
    recurring = _recurring(expression, reference, tense)
    if expression.shift is None and recurring and periods.days_apart(recurring, reference) > _STORY_DAYS:
        return _in_story(expression, context) or recurring
    return recurring


def _in_story(expression: TimeExpression, context: TimeContext) -> Period | None:
    """A date without its year that goes on from the last one told ("Le 7 janvier 2015 ... Le 9 janvier")."""
    last = context.told_before(expression.start)
    if last is None or expression.start - last[0] > _STORY_REACH or periods.length(last[1]) > _STORY_DAYS:
        return None
    year = last[1].end.year
    candidates = [period for number in (year, year + 1) if (period := in_year(expression, number))]
    following = next((period for period in candidates if period.end >= last[1].start), None)
    return following if following and periods.days_apart(last[1], following) <= _STORY_DAYS else None


def _recurring(expression: TimeExpression, reference: Period, tense: Tense | None) -> Period | None:
    """What comes back every year: the one meant, in a year where it falls on the weekday given, if any."""
    around = 1 if (expression.month, expression.day) != (2, 29) else _LEAP_YEARS
    years = range(reference.start.year - around, reference.end.year + around + 1)
    candidates = [period for year in years if (period := in_year(expression, year))]
    if expression.weekday is not None and expression.granularity == "day":
        agreeing = [period for period in candidates if period.start.weekday() == expression.weekday]
        near = [period for period in agreeing if periods.days_apart(period, reference) < _WEEKDAY_DAYS]
        candidates = near or candidates
    return pick(candidates, reference, tense, expression.shift)


def _day_of_month(expression: TimeExpression, reference: Period, tense: Tense | None) -> Period | None:
    """For "mardi 14", the day near by that is both; a weekday alone when there is none."""
    candidates: list[Period] = []
    for month in (moved(reference.start, n, "month") for n in (-1, 0, 1)):
        try:
            day = month.start.replace(day=expression.day or 0)
        except ValueError:
            continue
        if expression.weekday in (None, day.weekday()):
            candidates.append(periods.day(day))
    if candidates:
        return pick(candidates, reference, tense or "present", expression.shift)
    return weekday(expression, reference, None, tense)


def _with_year(expression: TimeExpression, context: TimeContext) -> Period | None:
    """The day or month of an expression that names its year."""
    if expression.granularity not in ("day", "month") or not (expression.written or expression.year):
        return None
    return resolve(expression, context)


def _fixed_week(expressions: Iterable[TimeExpression], context: TimeContext) -> Period | None:
    """The one week that dates with their weekday, or with "ce", name inside a coarse publication date."""
    published = context.published
    if published is None or published.precision == "day":
        return None
    weeks: set[Period] = set()
    for expression in expressions:
        dated = expression.weekday is not None or expression.shift == 0
        if expression.kind == "calendar" and expression.granularity == "day" and dated:
            day = resolve(expression, context)
            if day and day.precision == "day" and periods.contains(published, day):
                weeks.add(periods.week(day.start))
    return weeks.pop() if len(weeks) == 1 else None


# -- ranges


def _range(
    expression: TimeExpression, reference: Period | None, context: TimeContext, tense: Tense | None
) -> Period | None:
    """Both ends, each counted so that the range runs forward and is as short as its words allow."""
    if expression.first is None or expression.last is None:
        return None
    one, other = (replace(end, start=expression.start) for end in (expression.first, expression.last))
    last = _value(other, reference, context, tense)
    if other.year is not None or other.written:
        first = last and _value(one, last, context, "past")
    else:
        first = _value(one, reference, context, tense)
        if first and last and (first.precision == "day" or last.end < first.start):
            last = _value(other, first, context, "future") or last
    if first is None or last is None:
        return None
    if expression.listed and periods.days_apart(first, last) > _LISTED_DAYS:
        return None
    if expression.night and tense == "past" and reference and last.start > reference.end:
        before = periods.day(reference.start - timedelta(days=1))  # the night to a day still to come is over
        return _range(replace(expression, night=False), before, context, tense)
    return periods.between(first, last)
