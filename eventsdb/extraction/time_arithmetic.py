"""Counting in days, weeks, months and longer units, and choosing among the periods an expression may mean."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal

from eventsdb import periods
from eventsdb.records import Period

Tense = Literal["past", "future", "present"]

_UNIT_DAYS = {"day": 1, "week": 7, "weekend": 7, "month": 31, "quarter": 92, "half": 184, "year": 366}
_NEARER = 4  # so many times nearer must a date ahead be than its last anniversary, where no tense tells


def pick(
    candidates: Sequence[Period], reference: Period, tense: Tense | None, shift: int | None
) -> Period | None:
    """The candidate meant, of some in order of time.

    A shift of -1 ("dernier") wants the last that ended before the reference, 1 ("prochain") the first that
    begins after it, 0 ("ce") the nearest. Without, the past tense wants the last one begun, the future the
    first one not over, the present the nearest; no tense, the past unless the future is much nearer.
    """
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


def pick_weekday(weekday: int, reference: Period, tense: Tense | None, shift: int | None) -> Period | None:
    """The day of the week (Monday is 0) meant, seen from a day."""
    days = (reference.start + timedelta(days=n) for n in range(-14, 15))
    return pick([periods.day(day) for day in days if day.weekday() == weekday], reference, tense, shift)


def pick_weekend(reference: Period, tense: Tense | None, shift: int | None) -> Period | None:
    """The weekend meant, seen from a day."""
    weeks = (reference.start + timedelta(days=7 * n) for n in range(-3, 4))
    return pick([weekend(day) for day in weeks], reference, tense, shift)


def counted(reference: Period, shift: int, unit: str) -> Period | None:
    """So many units from a reference, in that unit.

    When the reference is longer than the unit, it is itself the answer if so short a way stays about
    within it ("hier" in an article of July 2023: July 2023), and there is none otherwise.
    """
    if reference.precision == "interval":
        reference = periods.day(reference.end if shift > 0 else reference.start)
    size = _UNIT_DAYS.get(unit, 3660)
    if periods.length(reference) > size:
        return reference if 2 * abs(shift) * size <= periods.length(reference) else None
    return moved(reference.start, shift, unit)


def moved(start: date, shift: int, unit: str) -> Period:
    """The unit so many units from the one that holds a day."""
    match unit:
        case "day":
            return periods.day(start + timedelta(days=shift))
        case "week":
            return periods.week(start + timedelta(days=7 * shift))
        case "weekend":
            return weekend(start + timedelta(days=7 * shift))
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


def weekend(day: date) -> Period:
    """Saturday and Sunday of the week that holds a day."""
    monday = day - timedelta(days=day.weekday())
    return periods.between(periods.day(monday + timedelta(days=5)), periods.day(monday + timedelta(days=6)))
