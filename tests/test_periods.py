"""Periods: bounds, EDTF there and back, comparisons."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventsdb import periods
from eventsdb.errors import DateError
from eventsdb.records import Period

DAYS = st.dates(date(1000, 1, 1), date(2999, 1, 1))
YEARS = st.integers(1000, 2999)
SIMPLE = st.one_of(
    st.builds(periods.day, DAYS),
    st.builds(periods.month, YEARS, st.integers(1, 12)),
    st.builds(periods.year, YEARS),
    st.builds(periods.season, YEARS, st.sampled_from(["spring", "summer", "autumn", "winter"])),
    st.builds(periods.decade, YEARS.map(lambda number: number // 10 * 10)),
    st.builds(periods.century, st.integers(11, 29)),
)
PERIODS = st.one_of(
    SIMPLE,
    st.builds(periods.week, DAYS),
    st.builds(periods.quarter, YEARS, st.integers(1, 4)),
    st.builds(periods.half_year, YEARS, st.integers(1, 2)),
    st.tuples(SIMPLE, SIMPLE).filter(lambda p: p[0].start <= p[1].end).map(lambda p: periods.between(*p)),
)


@given(PERIODS)
def test_edtf_reads_back_as_the_same_period(period: Period) -> None:
    assert periods.parse_edtf(period.edtf) == period


@given(PERIODS)
def test_a_period_never_ends_before_it_starts(period: Period) -> None:
    assert period.start <= period.end
    assert periods.length(period) >= 1


@given(PERIODS, PERIODS)
def test_comparisons_agree(one: Period, other: Period) -> None:
    assert (
        periods.overlaps(one, other) == periods.overlaps(other, one) == (periods.days_apart(one, other) == 0)
    )
    if periods.contains(one, other):
        assert periods.overlaps(one, other)
        assert periods.length(other) <= periods.length(one)


@given(DAYS)
def test_a_week_holds_its_day_and_begins_on_monday(when: date) -> None:
    week = periods.week(when)
    assert week.start.weekday() == 0
    assert periods.contains(week, periods.day(when))
    assert week.end - week.start == timedelta(days=6)


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("2023-07-26", date(2023, 7, 26), date(2023, 7, 26), "day"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "month"),
        ("1953", date(1953, 1, 1), date(1953, 12, 31), "year"),
        ("2023-22", date(2023, 6, 1), date(2023, 8, 31), "interval"),
        ("2023-24", date(2023, 12, 1), date(2024, 2, 29), "interval"),
        ("2023-36", date(2023, 10, 1), date(2023, 12, 31), "interval"),
        ("2023-41", date(2023, 7, 1), date(2023, 12, 31), "interval"),
        ("199X", date(1990, 1, 1), date(1999, 12, 31), "interval"),
        ("18XX", date(1800, 1, 1), date(1899, 12, 31), "interval"),
        ("2022/2023-10", date(2022, 1, 1), date(2023, 10, 31), "interval"),
        ("2023-07-24/2023-07-30", date(2023, 7, 24), date(2023, 7, 30), "week"),
        ("2023-07-25/2023-07-31", date(2023, 7, 25), date(2023, 7, 31), "interval"),
        ("2013~", date(2013, 1, 1), date(2013, 12, 31), "year"),
    ],
)
def test_edtf(text: str, start: date, end: date, precision: str) -> None:
    assert periods.parse_edtf(text) == Period(start, end, precision, text)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    ["", "demain", "2023-13", "2023-02-30", "2023/..", "2023-10/2023-07", "26/07/2023", "1/2/3", "0000"],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(DateError):
        periods.parse_edtf(text)


def test_between_joins_the_outer_ends() -> None:
    first, last = periods.month(2023, 7), periods.day(date(2023, 9, 3))
    assert periods.between(first, last).edtf == "2023-07/2023-09-03"
    assert periods.between(first, first) == first
    assert periods.quarter(2019, 1).edtf == "2019-01/2019-03"
    assert periods.half_year(2019, 2).edtf == "2019-07/2019-12"
    with pytest.raises(DateError):
        periods.between(last, first)
