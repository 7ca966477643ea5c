"""Times counted from publication ("hier", "lundi"), or from what was last told ("la veille")."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from eventsdb import periods
from eventsdb.extraction.time_arithmetic import Tense, counted, moved, pick_weekday, pick_weekend
from eventsdb.extraction.time_context import TimeContext
from eventsdb.extraction.time_grammar import TimeExpression
from eventsdb.records import Period

_MONTH_DAYS = 31


def weekday(
    expression: TimeExpression, reference: Period, week: Period | None, tense: Tense | None
) -> Period | None:
    """A day of the week, seen from a reference day or set into the one week the text fixes."""
    if expression.weekday is None:
        return None
    if reference.precision == "day":
        unmarked: Tense | None = None if expression.shift == 0 else "past"
        return pick_weekday(expression.weekday, reference, tense or unmarked, expression.shift)
    if week is not None:
        return periods.day(week.start + timedelta(days=7 * (expression.shift or 0) + expression.weekday))
    return reference


def deictic(
    expression: TimeExpression, reference: Period, week: Period | None, tense: Tense | None
) -> Period | None:
    """Counted from publication ("hier", "le mois dernier")."""
    unit, shift = expression.granularity, expression.shift or 0
    if unit == "weekend" and reference.precision == "day":
        return pick_weekend(reference, tense or "past", shift or None)
    if unit in ("week", "weekend") and reference.precision != "day" and week is not None:
        return moved(week.start, shift, unit)
    period = _rounded(expression, counted(reference, shift, unit))
    if period and unit == "week" and tense == "past" and period.start < reference.end < period.end:
        return periods.between(periods.day(period.start), reference)  # this week, as far as it has gone
    return period


def narrative(expression: TimeExpression, context: TimeContext, tense: Tense | None) -> Period | None:
    """Counted from the last time told; from publication only what does not lie after it ("la veille")."""
    shift = expression.shift or 0
    anchor = _anchor(expression, context)
    if anchor is None:
        return None
    if expression.weekday is None:
        period = counted(anchor, shift, expression.granularity)
    elif anchor.precision == "day":
        period = pick_weekday(expression.weekday, anchor, None, shift)
    else:
        return None
    if period and context.published and period.start > context.published.end:
        days_ahead = tense == "future" and expression.granularity in ("day", "week", "weekend")
        return period if days_ahead else None  # "cinq ans après" looks back from now, not on
    return _rounded(expression, period)


def _anchor(expression: TimeExpression, context: TimeContext) -> Period | None:
    """The last time told; days and weeks are not counted from a year or a season, but from publication."""
    told = context.told_before(expression.start)
    near = expression.granularity in ("day", "week")
    if told is not None and not (near and periods.length(told[1]) > _MONTH_DAYS):
        return told[1]
    return context.published if near and (expression.shift or 0) <= 0 else None


def _rounded(expression: TimeExpression, period: Period | None) -> Period | None:
    """Mark what is only about so ("près de dix ans"); about a day or a week is no period at all."""
    if period is None or not expression.approximate:
        return period
    return None if expression.granularity in ("day", "week") else replace(period, edtf=f"{period.edtf}~")
