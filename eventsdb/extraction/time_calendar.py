"""The period an expression of the calendar names, once its year is known."""

from __future__ import annotations

from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from eventsdb import periods
from eventsdb.extraction.time_arithmetic import weekend
from eventsdb.extraction.time_grammar import TimeExpression
from eventsdb.records import Period

if TYPE_CHECKING:
    from dateparser.date import DateDataParser


def in_year(expression: TimeExpression, year: int) -> Period | None:
    """The expression's period in a year; None when that year has no such day."""
    number = expression.number or 1
    match expression.granularity:
        case "decade":
            return periods.decade(year)
        case "year":
            return periods.year(year)
        case "half":
            return periods.half_year(year, number)
        case "quarter":
            return periods.quarter(year, number)
        case "season" if expression.season == "winter" and expression.last_year is None:
            return periods.season(year - 1, "winter")  # named, as a rule, by the year it ends in
        case "season" if expression.season:
            return periods.season(year, expression.season)
        case "month" if expression.month:
            return periods.month(year, expression.month)
        case "day" | "week" | "weekend" if expression.month and expression.day:
            try:
                return widened(periods.day(date(year, expression.month, expression.day)), expression)
            except ValueError:
                return None
        case _:
            return None


def widened(day: Period, expression: TimeExpression) -> Period:
    """The week or weekend of the day, where the expression names that ("la semaine du 3 mars")."""
    match expression.granularity:
        case "week":
            return periods.week(day.start)
        case "weekend":
            return weekend(day.start)
        case _:
            return day


@lru_cache(maxsize=4096)
def read_written(written: str, language: str) -> Period | None:
    """The day of a date written whole, read by dateparser."""
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
