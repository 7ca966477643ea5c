"""What people type for a date: ISO 8601, or French or English words read by dateparser."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime, time, timedelta

from eventsdb.errors import QueryError

_ISO = re.compile(r"(?P<year>\d{4})(-(?P<month>\d{2})(-(?P<day>\d{2}))?)?")
_PART = re.compile(
    r"(?:(?P<first>début|debut|beginning of|start of|early)"
    r"|(?P<middle>mi|milieu|mid|middle of)"
    r"|(?P<last>fin|end of|late))(?:[\s-]+(?:de la|de|du|d'|d’|the)\b)?[\s-]+(?P<whole>.+)",
    re.IGNORECASE,
)
_SENSIBLE = re.compile(r"[^\W\d_]{3}|\d{4}|\d+[/.-]\d+")
_MONTHS = {"month": 1, "quarter": 3, "year": 12}

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
    if iso := _ISO.fullmatch(stripped):
        return _iso(iso, stripped)
    if part := _PART.fullmatch(stripped):
        start, end = parse(part["whole"], today)
        third = ((end - start).days + 1) // 3
        if part["first"]:
            return start, start + timedelta(days=max(third - 1, 0))
        if part["middle"]:
            return start + timedelta(days=third), end - timedelta(days=third)
        return end - timedelta(days=max(third - 1, 0)), end
    return _words(stripped, today)


def _iso(match: re.Match[str], text: str) -> Days:
    year, month, day = int(match["year"]), match["month"], match["day"]
    try:
        if day:
            return (found := date(year, int(month), int(day))), found
        if month:
            return _months(date(year, int(month), 1), 1)
        return date(year, 1, 1), date(year, 12, 31)
    except ValueError as error:
        raise QueryError(f"'{text}' is no date of the calendar") from error


def _months(start: date, count: int) -> Days:
    year, month = divmod(start.year * 12 + start.month - 1 + count - 1, 12)
    return start, date(year, month + 1, monthrange(year, month + 1)[1])


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
    day, unit = found.date_obj.date(), str(found.period)
    if unit in _MONTHS:
        return _months(day.replace(day=1), _MONTHS[unit])
    if unit == "week":
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    return day, day
