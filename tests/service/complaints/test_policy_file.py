"""The policy's file, and the public holidays that go with it."""

from datetime import date
from pathlib import Path

import pytest

from domain.complaints.business_calendar import WorkingUnit
from domain.complaints.policy import spans_of
from domain.complaints.policy_events import Allowance, Phase, Severity
from service.complaints.holidays import china
from service.complaints.policy_file import PolicyFile
from service.files.rule_files import RuleFileIsWrong, read_rule

EXAMPLE = Path(__file__).parents[3] / "examples" / "policies" / "complaints.toml"
RULE = '[[rule]]\nrespond = "1 working day"\n'
OFFICE = 'working_hours = ["08:30-12:00"]\n'


def read(text: str, folder: Path) -> PolicyFile:
    file = folder / "policy.toml"
    file.write_text(text, "utf-8")
    return read_rule(file, PolicyFile)


def test_a_rule_allows_each_step_its_time(tmp_path: Path) -> None:
    told = read(
        OFFICE
        + '[[rule]]\nseverity = "critical"\ncategory = "配送"\n'
        + 'acknowledge = "1 working hour"\nclose = "10 working days"\n'
        + RULE,
        tmp_path,
    )
    assert told.in_force_from is None
    assert told.allowances() == [
        Allowance(
            severity=Severity.CRITICAL, category="配送", phase=Phase.ACKNOWLEDGE, amount=1, unit=WorkingUnit.HOURS
        ),
        Allowance(severity=Severity.CRITICAL, category="配送", phase=Phase.CLOSE, amount=10, unit=WorkingUnit.DAYS),
        Allowance(phase=Phase.RESPOND, amount=1, unit=WorkingUnit.DAYS),
    ]


def test_china_has_the_state_councils_days_of_2026() -> None:
    # Notice of the State Council's General Office, Guo Ban Fa Ming Dian [2025] 7: Spring Festival 15 to 23 February,
    # 14 and 28 February worked.
    calendar = china()
    off, worked = set(calendar["days_off"]), set(calendar["working_days"])
    assert {date(2026, 2, day) for day in range(15, 24)} <= off
    assert {day for day in worked if (day.year, day.month) == (2026, 2)} == {date(2026, 2, 14), date(2026, 2, 28)}
    assert {2021, 2026} <= set(calendar["known_years"])
    assert 2099 not in set(calendar["known_years"])
    assert calendar["calendar_version"].startswith("chinesecalendar ")


def test_the_files_days_go_before_the_librarys(tmp_path: Path) -> None:
    days = "[calendar]\noff = [2026-02-14, 2099-05-04]\nworking = [2026-02-16]\ncomplete_years = [2099]\n"
    calendar = read(OFFICE + days + RULE, tmp_path).calendar.calendar()
    off, worked = set(calendar["days_off"]), set(calendar["working_days"])
    assert {date(2026, 2, 14), date(2099, 5, 4)} <= off
    assert date(2026, 2, 16) not in off
    assert date(2026, 2, 16) in worked
    assert date(2026, 2, 14) not in worked
    assert {2026, 2099} <= set(calendar["known_years"])
    assert calendar["calendar_version"].endswith(", 3 days by file")


def test_without_a_library_there_are_only_the_files_days(tmp_path: Path) -> None:
    days = '[calendar]\nholidays = "none"\noff = [2021-05-03]\ncomplete_years = [2021]\n'
    calendar = read(OFFICE + days + RULE, tmp_path).calendar.calendar()
    assert calendar == {
        "days_off": {date(2021, 5, 3)},
        "working_days": set(),
        "known_years": {2021},
        "calendar_version": "no library, 1 days by file",
    }


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (OFFICE + '[[rule]]\nrespond = "1 day"\n', r'rule\.0\.respond = "1 day": .*write such as "4 working hours"'),
        (OFFICE + "[[rule]]\nrespond = 3\n", r'rule\.0\.respond = "3"'),
        (OFFICE + '[[rule]]\nrespond = "0 working days"\n', "respond"),
        (OFFICE + '[[rule]]\nseverity = "grave"\n', r'rule\.0\.severity = "grave"'),
        (OFFICE + '[[rule]]\nanswer = "1 working day"\n', r"rule\.0\.answer"),
        (OFFICE, "rule is missing"),
        (RULE, "working_hours is missing"),
        (OFFICE + '[calendar]\nholidays = "mars"\n' + RULE, 'calendar.holidays = "mars"'),
        (OFFICE + "[calendar]\noff = [2021-02-30]\n" + RULE, "it cannot be read"),
        ("in_force_from = 86400\n" + OFFICE + RULE, 'in_force_from = "86400": write a day such as 2021-06-30'),
        ('in_force_from = "86400"\n' + OFFICE + RULE, 'in_force_from = "86400": write a day such as 2021-06-30'),
        ("[[rule", "it cannot be read"),
    ],
)
def test_a_fault_is_named_with_file_place_and_value(text: str, fault: str, tmp_path: Path) -> None:
    with pytest.raises(RuleFileIsWrong, match=fault) as caught:
        read(text, tmp_path)
    assert str(caught.value).startswith(str(tmp_path / "policy.toml"))


def test_the_example_that_is_shipped_can_be_published() -> None:
    told = read_rule(EXAMPLE, PolicyFile)
    assert len(told.allowances()) == 10
    assert len(spans_of(told.working_hours)) == 2
