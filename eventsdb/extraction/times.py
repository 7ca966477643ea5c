"""What days a time expression means, given when the article appeared and what else it says.

Weekdays and dates without a year follow the tense of their clause: the last one past for what happened,
the next one for what will, the publication day itself for both. Nothing is made more precise than the
words and the publication date allow.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal

from eventsdb import periods
from eventsdb.errors import DateError
from eventsdb.extraction.time_grammar import TimeExpression, find_times
from eventsdb.records import Period

if TYPE_CHECKING:
    from dateparser.date import DateDataParser

__all__ = ["Tense", "TimeContext", "TimeExpression", "find_times", "resolve"]

Tense = Literal["past", "future", "present"]

_UNIT_DAYS = {"day": 1, "week": 7, "weekend": 7, "month": 30, "quarter": 91, "half": 182, "year": 365}
_NEARER = 4  # so many times nearer must a date ahead be than its last anniversary, where no tense tells


@dataclass(frozen=True, slots=True)
class TimeContext:
    """What expressions are counted from.

    `published` is when the article appeared; `told` are the days, months and years the text itself
    names, with their offsets, from which "la veille" is counted; `written` those named whole, from which
    everything is counted when there is no publication date; `week` is the week the text fixes when
    `published` is coarser than a day.
    """

    published: Period | None = None
    told: tuple[tuple[int, Period], ...] = ()
    written: tuple[tuple[int, Period], ...] = ()
    week: Period | None = None

    @classmethod
    def from_text(
        cls, published: Period | None, expressions: Iterable[TimeExpression], language: str = "fr"
    ) -> TimeContext:
        """The context of an article, from its publication date and all its expressions in reading order."""
        expressions = tuple(expressions)
        whole = ((e.start, _whole(e, language)) for e in expressions if published is None)
        context = cls(published, written=tuple((start, period) for start, period in whole if period))
        context = replace(context, week=_fixed_week(expressions, context, language))
        for expression in expressions:
            if expression.relation == "at" and (period := resolve(expression, context, None, language)):
                context = replace(context, told=(*context.told, (expression.start, period)))
        return context

    def reference(self, offset: int) -> Period | None:
        """What to count from at a place in the text: publication, else the nearest date written whole."""
        if self.published or not self.written:
            return self.published
        return min(self.written, key=lambda pair: (abs(pair[0] - offset), pair[0]))[1]

    def narrative(self, offset: int) -> Period | None:
        """The last time the text told of before a place in it."""
        return next((period for start, period in reversed(self.told) if start < offset), None)


def resolve(
    expression: TimeExpression, context: TimeContext, tense: Tense | None = None, language: str = "fr"
) -> Period | None:
    """The period an expression means, or None when the text does not tell.

    Args:
        expression: from `find_times`.
        context: what it is counted from.
        tense: of the clause it dates; None when unknown.
        language: of the text, ISO 639-1.
    """
    reference = context.reference(expression.start)
    tense = _tense(expression, tense)
    try:
        period = _value(expression, reference, context, tense, language)
        return period and _related(expression, period, reference)
    except (DateError, ValueError, OverflowError):  # no such day, or beyond the calendar
        return None


def _tense(expression: TimeExpression, tense: Tense | None) -> Tense | None:
    """The tense that the words themselves impose, else the one given."""
    if expression.relation == "since":
        return "past"
    if expression.relation == "by":
        return "future"
    if expression.prospect or (expression.relation in ("until", "before", "from") and tense is None):
        return "future" if expression.kind == "weekday" else "present"
    return tense


def _value(
    expression: TimeExpression,
    reference: Period | None,
    context: TimeContext,
    tense: Tense | None,
    language: str,
) -> Period | None:
    match expression.kind:
        case "named":
            return expression.named
        case "range":
            return _range(expression, reference, context, tense, language)
        case "weekday":
            return _weekday(expression, reference, context.week, tense)
        case "deictic":
            return _shifted(expression, reference, tense)
        case "narrative":
            return _narrative(expression, context, tense)
        case "calendar":
            return _calendar(expression, reference, tense, language)
        case "vague":
            return None


def _related(expression: TimeExpression, period: Period, reference: Period | None) -> Period | None:
    match expression.relation:
        case "at" | "from":
            return period
        case "since":
            if reference is None or reference.end < period.start:
                return None
            return periods.between(period, reference) if period.end < reference.end else period
        case "until" | "by" | "before":
            if reference is None or period.end < reference.start:
                return None
            return periods.between(reference, period) if reference.end < period.end else reference
        case "after":
            return None


# -- dates


def _calendar(
    expression: TimeExpression, reference: Period | None, tense: Tense | None, language: str
) -> Period | None:
    if whole := _written(expression, language):
        return _widened(whole, expression)
    year = expression.year
    if year is None and expression.year_shift is not None and reference is not None:
        year = reference.start.year + expression.year_shift
    if year is not None:
        first = _in_year(expression, year)
        if first and expression.last_year:
            last = _in_year(expression, expression.last_year)
            if expression.season == "winter":
                return periods.season(year, "winter")
            return last and periods.between(first, last)
        return first
    if reference is None:
        return None
    if expression.granularity == "century":
        return periods.century(expression.number or 0)
    if expression.month is None and expression.day is not None:
        return _weekday_and_day(expression, reference, tense)
    around = range(reference.start.year - 8, reference.end.year + 9)
    candidates = [period for number in around if (period := _in_year(expression, number))]
    if expression.weekday is not None and expression.granularity == "day":
        agreeing = [period for period in candidates if period.start.weekday() == expression.weekday]
        near = [period for period in agreeing if periods.days_apart(period, reference) < 3 * 366]
        candidates = near or candidates
    return _pick(candidates, reference, tense, expression.shift)


def _in_year(expression: TimeExpression, year: int) -> Period | None:
    """The expression's period in a year; None when that year has no such day."""
    match expression.granularity:
        case "century":
            return periods.century(expression.number or 0)
        case "decade":
            return periods.decade(year)
        case "year":
            return periods.year(year)
        case "half":
            return periods.half_year(year, expression.number or 1)
        case "quarter":
            return periods.quarter(year, expression.number or 1)
        case "season" if expression.season == "winter" and expression.last_year is None:
            return periods.season(year - 1, "winter")
        case "season" if expression.season:
            return periods.season(year, expression.season)
        case "month" if expression.month:
            return periods.month(year, expression.month)
        case "day" | "week" | "weekend" if expression.month and expression.day:
            try:
                return _widened(periods.day(date(year, expression.month, expression.day)), expression)
            except ValueError:
                return None
        case _:
            return None


def _widened(day: Period, expression: TimeExpression) -> Period:
    match expression.granularity:
        case "week":
            return periods.week(day.start)
        case "weekend":
            return _weekend(day.start)
        case _:
            return day


def _whole(expression: TimeExpression, language: str) -> Period | None:
    """The day or month of an expression that names its year, whatever the context."""
    if expression.granularity not in ("day", "month") or not (expression.written or expression.year):
        return None
    return resolve(expression, TimeContext(), None, language)


def _written(expression: TimeExpression, language: str) -> Period | None:
    """A date written whole, read by dateparser."""
    return _read(expression.written, language) if expression.written else None


@lru_cache(maxsize=4096)
def _read(written: str, language: str) -> Period | None:
    found = _reader(language).get_date_data(written).date_obj
    return periods.day(found.date()) if found else None


@cache
def _reader(language: str) -> DateDataParser:
    from dateparser.date import DateDataParser  # noqa: PLC0415  heavy, and many uses never read a date

    settings = {
        "DATE_ORDER": "DMY",
        "REQUIRE_PARTS": ["day", "month", "year"],
        "PARSERS": ["absolute-time"],
    }
    return DateDataParser(languages=[language], settings=settings)


def _pick(
    candidates: Sequence[Period], reference: Period, tense: Tense | None, shift: int | None
) -> Period | None:
    """The candidate meant: before, around or after the reference by shift, else by tense."""
    if shift is not None and shift < 0:
        return next((c for c in reversed(candidates) if c.end < reference.start), None)
    if shift is not None and shift > 0:
        return next((c for c in candidates if c.start > reference.end), None)
    past = next((c for c in reversed(candidates) if c.start <= reference.end), None)
    future = next((c for c in candidates if c.end >= reference.start), None)
    if past is None or future is None:
        return past or future
    if tense in ("past", "future"):
        return future if tense == "future" else past
    ahead, behind = periods.days_apart(future, reference), periods.days_apart(past, reference)
    if shift == 0 or tense == "present":
        return future if ahead < behind else past
    return future if ahead * _NEARER < behind else past


# -- weekdays


def _weekday(
    expression: TimeExpression, reference: Period | None, week: Period | None, tense: Tense | None
) -> Period | None:
    if reference is None or expression.weekday is None:
        return None
    if reference.precision == "day":
        days = [reference.start + timedelta(days=n) for n in range(-14, 15)]
        candidates = [periods.day(day) for day in days if day.weekday() == expression.weekday]
        if expression.shift is None and tense is None:
            tense = "past"
        return _pick(candidates, reference, tense, expression.shift)
    if week is not None:
        moved = week.start + timedelta(days=7 * (expression.shift or 0) + expression.weekday)
        return periods.day(moved)
    return reference


def _weekday_and_day(expression: TimeExpression, reference: Period, tense: Tense | None) -> Period | None:
    """For "mardi 14", the nearest such day; a weekday alone when no month near by has it."""
    months = (_move(reference.start, n, "month") for n in (-1, 0, 1))
    candidates: list[Period] = []
    for month in months:
        try:
            day = month.start.replace(day=expression.day or 0)
        except ValueError:
            continue
        if expression.weekday in (None, day.weekday()):
            candidates.append(periods.day(day))
    if candidates:
        return _pick(candidates, reference, tense or "present", expression.shift)
    return _weekday(expression, reference, None, tense)


def _fixed_week(expressions: Iterable[TimeExpression], context: TimeContext, language: str) -> Period | None:
    """The one week that dates with their weekday, or with "ce", name inside a coarse publication date."""
    published = context.published
    if published is None or published.precision == "day":
        return None
    weeks: set[Period] = set()
    for expression in expressions:
        dated = expression.weekday is not None or expression.shift == 0
        if expression.kind == "calendar" and expression.granularity == "day" and dated:
            day = resolve(expression, context, None, language)
            if day and day.precision == "day" and periods.contains(published, day):
                weeks.add(periods.week(day.start))
    return weeks.pop() if len(weeks) == 1 else None


# -- counted from publication or from the story


def _shifted(expression: TimeExpression, reference: Period | None, tense: Tense | None) -> Period | None:
    if reference is None:
        return None
    if expression.granularity == "weekend" and reference.precision == "day":
        days = [reference.start + timedelta(days=7 * n) for n in range(-3, 4)]
        if not expression.shift and tense is None:
            tense = "past"
        return _pick([_weekend(day) for day in days], reference, tense, expression.shift)
    return _rounded(expression, _counted(expression, reference))


def _narrative(expression: TimeExpression, context: TimeContext, tense: Tense | None) -> Period | None:
    """Counted from the last day told; from publication only what lies before it ("la veille")."""
    anchor = context.narrative(expression.start)
    if anchor is None and (expression.shift or 0) <= 0 and expression.granularity in ("day", "week"):
        anchor = context.published
    if anchor is None:
        return None
    if expression.weekday is not None:
        if anchor.precision != "day":
            return None
        days = [anchor.start + timedelta(days=n) for n in range(-14, 15)]
        candidates = [periods.day(day) for day in days if day.weekday() == expression.weekday]
        period = _pick(candidates, anchor, None, expression.shift)
    else:
        period = _counted(expression, anchor)
    ahead = context.published is not None and period is not None and period.start > context.published.end
    return None if ahead and tense != "future" else _rounded(expression, period)


def _rounded(expression: TimeExpression, period: Period | None) -> Period | None:
    """Mark what is only about so ("près de dix ans"); about a day or a week is no period at all."""
    if period is None or not expression.approximate:
        return period
    return None if expression.granularity in ("day", "week") else replace(period, edtf=f"{period.edtf}~")


def _counted(expression: TimeExpression, reference: Period) -> Period | None:
    """So many units from a reference; a unit finer than the reference gives the reference itself."""
    unit, shift = expression.granularity, expression.shift or 0
    if reference.precision == "interval":
        reference = periods.day(reference.end if shift > 0 else reference.start)
    if periods.length(reference) > _UNIT_DAYS.get(unit, 366) + 1:
        near = abs(shift) * _UNIT_DAYS.get(unit, 0) <= periods.length(reference) // 2
        return reference if near else None
    return _move(reference.start, shift, unit)


def _move(start: date, shift: int, unit: str) -> Period:
    match unit:
        case "day":
            return periods.day(start + timedelta(days=shift))
        case "week":
            return periods.week(start + timedelta(days=7 * shift))
        case "weekend":
            return _weekend(start + timedelta(days=7 * shift))
        case "month":
            year, month = divmod(start.year * 12 + start.month - 1 + shift, 12)
            return periods.month(year, month + 1)
        case "quarter":
            year, number = divmod(start.year * 4 + (start.month - 1) // 3 + shift, 4)
            return periods.quarter(year, number + 1)
        case "half":
            year, number = divmod(start.year * 2 + (start.month - 1) // 6 + shift, 2)
            return periods.half_year(year, number + 1)
        case "year":
            return periods.year(start.year + shift)
        case "decade":
            return periods.year(start.year + 10 * shift)
        case _:
            return periods.century(start.year // 100 + 1 + shift)


def _weekend(day: date) -> Period:
    """Saturday and Sunday of the week that holds a day."""
    monday = day - timedelta(days=day.weekday())
    return periods.between(periods.day(monday + timedelta(days=5)), periods.day(monday + timedelta(days=6)))


# -- ranges


def _range(
    expression: TimeExpression,
    reference: Period | None,
    context: TimeContext,
    tense: Tense | None,
    language: str,
) -> Period | None:
    """Both ends, each counted so that the range runs forward and is as short as its words allow."""
    if expression.first is None or expression.last is None:
        return None
    last_alone = _value(expression.last, reference, context, tense, language)
    if expression.last.year is not None or expression.last.written:
        if last_alone is None:
            return None
        first = _value(expression.first, last_alone, context, "past", language)
        return first and periods.between(first, last_alone)
    first = _value(expression.first, reference, context, tense, language)
    if first is None or last_alone is None:
        return first and last_alone
    last = last_alone
    if first.precision == "day" or last_alone.end < first.start:
        after_first = periods.day(first.start) if first.precision == "day" else first
        last = _value(expression.last, after_first, context, "future", language) or last_alone
    return periods.between(first, last)
