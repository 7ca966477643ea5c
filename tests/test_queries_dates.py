"""Dates as people type them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventsdb.errors import QueryError
from eventsdb.queries.dates import first_day, last_day, parse

TODAY = date(2026, 11, 22)  # a Sunday


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2023-07-26", "2023-07-26", "2023-07-26"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023", "2023-01-01", "2023-12-31"),
        ("2023-07-26/2023-08", "2023-07-26", "2023-08-31"),
        ("199X", "1990-01-01", "1999-12-31"),
        ("juillet 2023", "2023-07-01", "2023-07-31"),
        ("July 2023", "2023-07-01", "2023-07-31"),
        ("26 juillet 2023", "2023-07-26", "2023-07-26"),
        ("1er octobre 2023", "2023-10-01", "2023-10-01"),
        ("04/03/2026", "2026-03-04", "2026-03-04"),
        ("hier", "2026-11-21", "2026-11-21"),
        ("yesterday", "2026-11-21", "2026-11-21"),
        ("la semaine dernière", "2026-11-09", "2026-11-15"),
        ("last week", "2026-11-09", "2026-11-15"),
        ("le mois dernier", "2026-10-01", "2026-10-31"),
        ("last year", "2025-01-01", "2025-12-31"),
        ("décembre", "2025-12-01", "2025-12-31"),
        ("Q3 2023", "2023-07-01", "2023-09-30"),
        ("fin 2024", "2024-09-01", "2024-12-31"),
        ("end of 2024", "2024-09-01", "2024-12-31"),
        ("début août 2023", "2023-08-01", "2023-08-10"),
        ("mi-juillet 2023", "2023-07-11", "2023-07-21"),
        ("late July 2023", "2023-07-22", "2023-07-31"),
        ("fin de l'année dernière", "2025-09-02", "2025-12-31"),
    ],
)
def test_a_date_is_a_period(text, first, last):
    assert (first_day(text, TODAY).isoformat(), last_day(text, TODAY).isoformat()) == (first, last)


@pytest.mark.parametrize(
    "text", ["", "3", "10h", "blabla", "2023-13", "2023-02-30", "32 juillet 2023", "fin"]
)
def test_what_is_no_date_is_refused(text):
    with pytest.raises(QueryError, match="date"):
        parse(text, TODAY)


@given(st.dates(min_value=date(1000, 1, 1)))
def test_iso_dates_read_as_they_are_written(day):
    assert parse(day.isoformat(), TODAY) == (day, day)
    first, last = parse(day.isoformat()[:7], TODAY)
    assert first.day == 1
    assert first <= day <= last
    assert last == date.max or (last + timedelta(days=1)).day == 1
