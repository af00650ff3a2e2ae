"""Deadlines worked out by hand, on the calendar that the State Council gave China for 2021 and 2026."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.complaints.business_calendar import BusinessCalendar, Due, Span, WorkingUnit
from tests.domain.scenario import SHANGHAI, instant

MORNING = Span(timedelta(hours=8, minutes=30), timedelta(hours=12))
AFTERNOON = Span(timedelta(hours=14), timedelta(hours=17, minutes=30))


def days(*texts: str) -> frozenset[date]:
    return frozenset(map(date.fromisoformat, texts))


# National Day 2021 was 1 to 7 October, Sunday 26 September and Saturday 9 October were worked in exchange.
OFFICE = BusinessCalendar(
    SHANGHAI,
    (MORNING, AFTERNOON),
    days_off=days("2021-10-01", "2021-10-04", "2021-10-05", "2021-10-06", "2021-10-07", "2026-01-01", "2026-01-02"),
    working_days=days("2021-09-26", "2021-10-09", "2026-01-04"),
    known_years=frozenset({2021, 2026}),
)
HOTLINE = BusinessCalendar(SHANGHAI, (Span(timedelta(0), timedelta(hours=24)),), known_years=frozenset({2021}))
HOURS, DAYS = WorkingUnit.HOURS, WorkingUnit.DAYS


@pytest.mark.parametrize(
    ("start", "amount", "unit", "due"),
    [
        pytest.param("2021-06-02 09:00", 2, HOURS, "2021-06-02 11:00", id="within a morning"),
        pytest.param("2021-06-02 11:00", 2, HOURS, "2021-06-02 15:00", id="across the noon break"),
        pytest.param("2021-06-02 13:00", 1, HOURS, "2021-06-02 15:00", id="asked at noon, counted from 14:00"),
        pytest.param("2021-06-02 16:30", 1, HOURS, "2021-06-02 17:30", id="used up as work ends: still that day"),
        pytest.param("2021-06-02 16:30", 2, HOURS, "2021-06-03 09:30", id="across midnight"),
        pytest.param("2021-06-02 22:15", 2, HOURS, "2021-06-03 10:30", id="after hours: from the next opening"),
        pytest.param("2021-06-02 03:00", 2, HOURS, "2021-06-02 10:30", id="before work begins"),
        pytest.param("2021-06-04 16:30", 2, HOURS, "2021-06-07 09:30", id="across a weekend"),
        pytest.param("2021-06-02 09:00", 14, HOURS, "2021-06-04 09:00", id="two days of seven hours"),
        pytest.param("2021-09-30 16:30", 4, HOURS, "2021-10-08 11:30", id="across the public holiday"),
        pytest.param("2021-09-25 10:00", 1, HOURS, "2021-09-26 09:30", id="a Saturday off, a Sunday worked"),
        pytest.param("2021-10-08 17:00", 1, HOURS, "2021-10-09 09:00", id="onto a shifted Saturday"),
        pytest.param("2021-06-02 09:00", 1, DAYS, "2021-06-03 17:30", id="the day of receipt does not count"),
        pytest.param("2021-06-02 23:59", 1, DAYS, "2021-06-03 17:30", id="nor does it in its last minute"),
        pytest.param("2021-06-04 09:00", 1, DAYS, "2021-06-07 17:30", id="a Friday: Monday"),
        pytest.param("2021-06-05 09:00", 1, DAYS, "2021-06-07 17:30", id="a Saturday off: Monday"),
        pytest.param("2021-09-30 09:00", 1, DAYS, "2021-10-08 17:30", id="over the public holiday"),
        pytest.param("2021-09-30 09:00", 2, DAYS, "2021-10-09 17:30", id="a shifted Saturday counts"),
        pytest.param("2021-09-30 09:00", 3, DAYS, "2021-10-11 17:30", id="the Sunday after it does not"),
        pytest.param("2021-09-24 09:00", 1, DAYS, "2021-09-26 17:30", id="a shifted Sunday counts"),
        pytest.param("2025-12-31 09:00", 1, DAYS, "2026-01-04 17:30", id="over the year's end"),
    ],
)
def test_working_time_is_used_up(start: str, amount: int, unit: WorkingUnit, due: str) -> None:
    assert OFFICE.after(instant(start), amount, unit).at == instant(due)


def test_a_hotline_that_never_sleeps_works_through_midnight_but_not_through_the_weekend() -> None:
    assert HOTLINE.after(instant("2021-06-02 23:00"), 2, HOURS).at == instant("2021-06-03 01:00")
    assert HOTLINE.after(instant("2021-06-04 23:00"), 2, HOURS).at == instant("2021-06-07 01:00")
    assert HOTLINE.after(instant("2021-06-02 23:00"), 1, DAYS).at == instant("2021-06-04 00:00")


@pytest.mark.parametrize(
    ("start", "provisional"),
    [("2021-06-02 09:00", False), ("2021-12-31 09:00", True), ("2027-02-01 09:00", True), ("2025-12-31 09:00", True)],
    ids=["a known year", "into an unknown year", "within an unknown year", "out of an unknown year"],
)
def test_a_deadline_is_provisional_where_holidays_of_a_year_on_the_way_are_unknown(
    start: str, provisional: bool
) -> None:
    assert OFFICE.after(instant(start), 2, DAYS).provisional is provisional


def test_in_a_year_nobody_knows_only_weekends_are_left_out() -> None:
    # Spring Festival 2027 begins on 6 February; Friday the 5th to Tuesday the 9th is two working days by weekends.
    assert OFFICE.after(instant("2027-02-05 09:00"), 2, DAYS) == Due(instant("2027-02-09 17:30"), provisional=True)


def test_hours_are_those_of_the_branchs_zone_and_the_answer_is_in_utc() -> None:
    due = OFFICE.after(datetime(2021, 6, 2, 0, 45, tzinfo=UTC), 1, HOURS)
    assert due.at.isoformat() == "2021-06-02T01:45:00+00:00"
    assert OFFICE.after(datetime(2021, 6, 2, 22, 0, tzinfo=UTC), 1, DAYS).at == instant("2021-06-04 17:30")


def test_where_clocks_change_work_still_begins_at_half_past_eight() -> None:
    berlin = BusinessCalendar(ZoneInfo("Europe/Berlin"), (MORNING, AFTERNOON))
    friday = datetime(2021, 3, 26, 17, 0, tzinfo=berlin.zone)  # the clocks went forward on Sunday the 28th
    assert berlin.after(friday, 1, HOURS).at == datetime(2021, 3, 29, 7, 0, tzinfo=UTC)
