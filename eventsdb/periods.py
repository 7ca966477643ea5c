"""Making, reading and comparing `Period`s, the stretches of days behind every date in the database.

The text form is EDTF (ISO 8601-2, levels 0 to 2 as far as news needs it): days, months, years, seasons,
quarters, half-years, decades, centuries, and intervals of any two of them.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Literal

from eventsdb.errors import DateError
from eventsdb.records import Period, Precision

Season = Literal["spring", "summer", "autumn", "winter"]

_SEASON_CODE: dict[Season, int] = {"spring": 21, "summer": 22, "autumn": 23, "winter": 24}
_FIRST_MONTH_OF_CODE = {21: 3, 22: 6, 23: 9, 24: 12, 33: 1, 34: 4, 35: 7, 36: 10, 40: 1, 41: 7}
_MONTHS_OF_CODE = {**dict.fromkeys((21, 22, 23, 24, 33, 34, 35, 36), 3), 40: 6, 41: 6}
_SIMPLE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?[?~%]?")
_UNSPECIFIED = re.compile(r"(\d{2})(\d|X)X")


def day(when: date) -> Period:
    """One day."""
    return Period(when, when, "day", when.isoformat())


def month(year_number: int, month_number: int) -> Period:
    """One calendar month."""
    return _months(year_number, month_number, 1, "month", f"{year_number:04}-{month_number:02}")


def year(number: int) -> Period:
    """One calendar year."""
    return _months(number, 1, 12, "year", f"{number:04}")


def decade(first_year: int) -> Period:
    """The ten years from a year that ends in 0: 1990 gives 1990 to 1999."""
    return Period(
        date(first_year, 1, 1), date(first_year + 9, 12, 31), "interval", f"{first_year:04}"[:3] + "X"
    )


def century(number: int) -> Period:
    """A century by its ordinal: the 19th runs, as EDTF and common use have it, from 1800 to 1899."""
    return Period(
        date((number - 1) * 100 or 1, 1, 1), date(number * 100 - 1, 12, 31), "interval", f"{number - 1:02}XX"
    )


def season(year_number: int, name: Season) -> Period:
    """A season by the meteorologists' months; winter begins in December of the year given."""
    return _coded(year_number, _SEASON_CODE[name])


def quarter(year_number: int, number: int) -> Period:
    """The first to fourth quarter of a year."""
    first = 3 * number - 2
    return between(month(year_number, first), month(year_number, first + 2))


def half_year(year_number: int, number: int) -> Period:
    """The first or second half of a year."""
    first = 6 * number - 5
    return between(month(year_number, first), month(year_number, first + 5))


def week(when: date) -> Period:
    """The week, Monday to Sunday, that holds a day."""
    first = when - timedelta(days=when.weekday())
    last = first + timedelta(days=6)
    return Period(first, last, "week", f"{first.isoformat()}/{last.isoformat()}")


def between(first: Period, last: Period) -> Period:
    """From the start of one period to the end of another.

    Raises:
        DateError: the second ends before the first starts.
    """
    if last.end < first.start:
        raise DateError(f"the interval {first.edtf}/{last.edtf} ends before it starts")
    if first == last:
        return first
    edtf = f"{first.edtf.split('/', maxsplit=1)[0]}/{last.edtf.rsplit('/', maxsplit=1)[-1]}"
    return Period(first.start, last.end, "interval", edtf)


def parse_edtf(text: str) -> Period:
    """Read the EDTF this module writes, and its close kin; uncertainty marks (? ~ %) are kept in the text.

    Raises:
        DateError: the text is not such a date, names no real day, or is an open interval.
    """
    text = text.strip()
    try:
        if "/" in text:
            first, last = text.split("/")
            return _interval(_parse_simple(first), _parse_simple(last))
        return _parse_simple(text)
    except ValueError as error:
        raise DateError(
            f"not a date in EDTF (2023-07-26, 2023-07, 2023, 2023-07-26/2023-07-28): {text!r}"
        ) from error


def contains(outer: Period, inner: Period) -> bool:
    """Whether every day of `inner` lies in `outer`."""
    return outer.start <= inner.start and inner.end <= outer.end


def overlaps(one: Period, other: Period) -> bool:
    """Whether the two share a day."""
    return one.start <= other.end and other.start <= one.end


def days_apart(one: Period, other: Period) -> int:
    """How many days lie from one period to the other; 0 when they overlap."""
    return max(0, (other.start - one.end).days, (one.start - other.end).days)


def length(period: Period) -> int:
    """How many days a period has."""
    return (period.end - period.start).days + 1


def _months(year_number: int, first: int, count: int, precision: Precision, edtf: str) -> Period:
    last_year, last_month = divmod(year_number * 12 + first - 1 + count - 1, 12)
    end = date(last_year, last_month + 1, monthrange(last_year, last_month + 1)[1])
    return Period(date(year_number, first, 1), end, precision, edtf)


def _coded(year_number: int, code: int) -> Period:
    first, count = _FIRST_MONTH_OF_CODE[code], _MONTHS_OF_CODE[code]
    return _months(year_number, first, count, "interval", f"{year_number:04}-{code}")


def _parse_simple(text: str) -> Period:
    if found := _UNSPECIFIED.fullmatch(text):
        if found[2] == "X":
            return century(int(found[1]) + 1)
        return decade(int(found[1] + found[2]) * 10)
    found = _SIMPLE.fullmatch(text)
    if found is None:
        raise ValueError(text)
    year_number, part = int(found[1]), int(found[2] or 0)
    if found[3]:
        plain = day(date(year_number, part, int(found[3])))
    elif part in _FIRST_MONTH_OF_CODE:
        plain = _coded(year_number, part)
    elif found[2]:
        plain = month(year_number, part)
    else:
        plain = year(year_number)
    return Period(plain.start, plain.end, plain.precision, text)


def _interval(first: Period, last: Period) -> Period:
    """An interval from Monday to the Sunday after it is a week, as `week` writes it."""
    whole = between(first, last)
    if (first.precision, last.precision) == ("day", "day") and whole.edtf == week(first.start).edtf:
        return week(first.start)
    return whole
