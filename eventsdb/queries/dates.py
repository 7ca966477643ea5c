"""What people type for a date: EDTF (ISO 8601-2), or French or English words read by dateparser."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from eventsdb import periods
from eventsdb.errors import DateError, QueryError
from eventsdb.records import Period

_EDTF = re.compile(r"\d{4}(-.*|/.*)?|\d{2,3}X+", re.IGNORECASE)
_PART = re.compile(
    r"(?:(?P<first>début|debut|beginning of|start of|early)"
    r"|(?P<middle>mi|milieu|mid|middle of)"
    r"|(?P<last>fin|end of|late))(?:[\s-]+(?:de la|de|du|d'|d’|the)\b)?[\s-]+(?P<whole>.+)",
    re.IGNORECASE,
)
_SENSIBLE = re.compile(r"[^\W\d_]{3}|\d{4}|\d+[/.-]\d+")

Days = tuple[date, date]


def first_day(text: str, today: date) -> date:
    """The first day of the period that `text` names: of "juillet 2023", 2023-07-01."""
    return parse(text, today)[0]


def last_day(text: str, today: date) -> date:
    """The last day of the period that `text` names: of "end of 2024", 2024-12-31."""
    return parse(text, today)[1]


def parse(text: str, today: date) -> Days:
    """First and last day of the period that `text` names, seen from `today`.

    "début", "mi-" and "fin" ("early", "mid-", "late", "end of") take a third of the period. A month or
    weekday without a year is the latest one. Numbers separated by slashes are day, month, year.
    Raises QueryError when `text` names no date.
    """
    stripped = text.strip()
    if _EDTF.fullmatch(stripped):
        try:
            return _days(periods.parse_edtf(stripped))
        except DateError as error:
            raise QueryError(str(error)) from error
    if part := _PART.fullmatch(stripped):
        start, end = parse(part["whole"], today)
        third = ((end - start).days + 1) // 3
        if part["first"]:
            return start, start + timedelta(days=max(third - 1, 0))
        if part["middle"]:
            return start + timedelta(days=third), end - timedelta(days=third)
        return end - timedelta(days=max(third - 1, 0)), end
    return _words(stripped, today)


def _days(period: Period) -> Days:
    return period.start, period.end


def _words(text: str, today: date) -> Days:
    found = None
    if _SENSIBLE.search(text):
        from dateparser.date import DateDataParser  # noqa: PLC0415 - slow to import, seldom needed

        parser = DateDataParser(
            languages=["fr", "en"],
            settings={
                "DATE_ORDER": "DMY",
                "PREFER_DATES_FROM": "past",
                "PREFER_DAY_OF_MONTH": "first",
                "PREFER_MONTH_OF_YEAR": "first",
                "RELATIVE_BASE": datetime.combine(today, time()),
            },
        )
        found = parser.get_date_data(text)
    if found is None or found.date_obj is None:
        raise QueryError(
            f"'{text}' cannot be read as a date; write 2023-07-26, 2023-07, 2023, "
            "'juillet 2023', 'end of 2024' or 'last week'"
        )
    day = found.date_obj.date()
    match found.period:
        case "year":
            return _days(periods.year(day.year))
        case "quarter":
            return _days(periods.quarter(day.year, (day.month + 2) // 3))
        case "month":
            return _days(periods.month(day.year, day.month))
        case "week":
            return _days(periods.week(day))
        case _:
            return day, day
