"""The policy of complaints: what may be published, and the deadlines it gives."""

from datetime import date
from typing import Any

import pytest

from domain.complaints.events import Deadline
from domain.complaints.policy import (
    NO_CLOCK,
    publish_policy,
    require_in_force,
    require_policy,
    require_version,
)
from domain.complaints.policy_events import Phase, PolicyPublished, Severity
from domain.complaints.refusals import (
    AllowanceHidden,
    AllowanceOutOfRange,
    AllowancesMissing,
    DayBothOffAndWorking,
    PolicyNotInForce,
    PolicyNotPublished,
    PolicyVersionNotFound,
    WorkingHoursWrong,
)
from tests.domain.complaints.policies import ANSWER_IN_3, DAYS, HOURS, OFFICE, allow, calendar, published, rulebook
from tests.domain.scenario import Given, given, instant

NOTHING_YET = given()


def publish(history: Given = NOTHING_YET, allowances: Any = ANSWER_IN_3, hours: Any = OFFICE, **named: Any) -> Any:
    return history.when(publish_policy, allowances, hours, named.pop("days", calendar()), **named)


def test_a_policy_is_published_with_the_days_that_differ_from_the_week() -> None:
    off = [date(2021, 10, 1), date(2021, 10, 2), date(2021, 10, 3)]  # a Friday and a weekend
    worked = [date(2021, 10, 9), date(2021, 10, 8)]  # a Saturday and a Friday
    publish(days=calendar(days_off=off, working_days=worked), at="2021-09-01").then(
        PolicyPublished,
        policy_no="complaints",
        version=1,
        in_force_from=instant("2021-09-01"),
        days_off=(date(2021, 10, 1),),
        working_days=(date(2021, 10, 9),),
        known_years=(2021,),
        working_hours=("08:30-12:00", "14:00-17:30"),
    )


def test_versions_are_counted_and_the_same_again_is_not_published() -> None:
    before = given(published())
    publish(before, [allow(Phase.RESPOND, 2)]).then(PolicyPublished, version=2)
    publish(before, days=calendar(known_years=(2021, 2022))).then(PolicyPublished, version=2)
    publish(before).then_nothing()
    publish(before, in_force_from=instant("2021-01-01")).then_nothing()
    publish(before, in_force_from=instant("2020-01-01")).then(PolicyPublished, version=2)


def test_a_policy_allows_something_and_each_allowance_can_hold() -> None:
    publish(allowances=[]).then_refused(AllowancesMissing)
    publish(allowances=[allow(Phase.CLOSE, 0)]).then_refused(AllowanceOutOfRange, amount=0, most=250)
    assert publish(allowances=[allow(Phase.CLOSE, 250)]).refusal is None
    publish(allowances=[allow(Phase.CLOSE, 251)]).then_refused(AllowanceOutOfRange, phase="close")
    assert publish(allowances=[allow(Phase.CLOSE, 1000, HOURS)]).refusal is None
    publish(allowances=[allow(Phase.CLOSE, 1001, HOURS)]).then_refused(AllowanceOutOfRange, most=1000)


@pytest.mark.parametrize(
    ("earlier", "later", "hidden"),
    [
        ((None, None), (Severity.MAJOR, None), True),
        ((None, None), (None, "配送"), True),
        ((None, "配送"), (Severity.MAJOR, "配送"), True),
        ((Severity.MAJOR, None), (Severity.MAJOR, "配送"), True),
        ((Severity.MAJOR, None), (None, None), False),
        ((Severity.MAJOR, None), (Severity.MINOR, None), False),
        ((None, "配送"), (Severity.MAJOR, None), False),
        ((None, "配送"), (None, "质量"), False),
    ],
)
def test_a_rule_behind_a_wider_one_would_never_hold(earlier: Any, later: Any, hidden: bool) -> None:
    outcome = publish(allowances=[allow(Phase.RESPOND, 1, DAYS, *earlier), allow(Phase.RESPOND, 2, DAYS, *later)])
    if hidden:
        outcome.then_refused(AllowanceHidden, phase="respond")
    else:
        outcome.then(PolicyPublished)
    publish(allowances=[allow(Phase.CLOSE, 1, DAYS, *earlier), allow(Phase.RESPOND, 2, DAYS, *later)]).then(
        PolicyPublished
    )


@pytest.mark.parametrize(
    "hours",
    [
        [],
        ["8:30-12:00"],
        ["08:30"],
        ["08:30-12:60"],
        ["08:30-24:30"],
        ["22:00-06:00"],
        ["12:00-12:00"],
        ["14:00-17:30", "08:30-12:00"],
        ["08:30-12:00", "11:59-17:30"],
    ],
    ids=str,
)
def test_working_hours_are_parts_of_one_day_in_order(hours: list[str]) -> None:
    publish(hours=hours).then_refused(WorkingHoursWrong)


def test_work_may_go_on_to_midnight_and_without_a_break() -> None:
    publish(hours=["00:00-12:00", "12:00-24:00"]).then(PolicyPublished)


def test_a_day_is_either_off_or_worked() -> None:
    day = date(2021, 10, 9)
    publish(days=calendar(days_off=[day], working_days=[day])).then_refused(DayBothOffAndWorking, day=day)


def test_the_version_in_force_gives_the_deadlines_whenever_it_was_published() -> None:
    rules = rulebook(
        published("2021-01-01", 1, None, allow(Phase.RESPOND, 3)),
        published("2021-06-01", 2, "2021-06-01", allow(Phase.RESPOND, 1)),
        published("2021-07-01", 3, "2021-03-01", allow(Phase.RESPOND, 2)),  # told late: for March to May
    )
    given_by = {
        at: (clock["policy_version"], clock["deadlines"][0].due_at)
        for at in ("2021-02-03", "2021-03-03", "2021-06-02")
        if (clock := rules.clock(instant(at), None, None))
    }
    assert given_by == {
        "2021-02-03": (1, instant("2021-02-08 17:30")),
        "2021-03-03": (3, instant("2021-03-05 17:30")),
        "2021-06-02": (2, instant("2021-06-03 17:30")),
    }
    assert rules.clock(instant("2020-12-31"), None, None) == NO_CLOCK


def test_the_first_rule_that_fits_a_step_holds_and_each_step_finds_its_own() -> None:
    rules = rulebook(
        published(
            "2021-01-01",
            1,
            None,
            allow(Phase.RESPOND, 2, HOURS, Severity.CRITICAL),
            allow(Phase.RESPOND, 1, DAYS, None, "配送"),
            allow(Phase.RESPOND, 3),
            allow(Phase.ACKNOWLEDGE, 1, HOURS),
        )
    )

    def respond_within(severity: Severity | None, category: str | None) -> str:
        (_, respond) = rules.clock(instant("2021-06-02 09:00"), severity, category)["deadlines"]
        return respond.allowed

    assert respond_within(Severity.CRITICAL, "配送") == "2 working_hours"
    assert respond_within(Severity.MAJOR, "配送") == "1 working_days"
    assert respond_within(None, "配送") == "1 working_days"
    assert respond_within(None, None) == "3 working_days"


def test_deadlines_carry_what_they_come_from_and_whether_they_are_provisional() -> None:
    clock = rulebook(published()).clock(instant("2021-12-30 09:00"), None, None)
    assert clock == {
        "policy_version": 1,
        "calendar_version": "by hand",
        "deadlines": (
            Deadline(
                phase=Phase.RESPOND, due_at=instant("2022-01-04 17:30"), allowed="3 working_days", provisional=True
            ),
        ),
    }


def test_what_was_not_published_or_not_in_force_is_named() -> None:
    with pytest.raises(PolicyNotPublished, match="complaints"):
        require_policy(None)
    policy = rulebook(published()).policy
    assert require_version(policy, 1) is policy.versions[0]
    for version in (0, 2):
        with pytest.raises(PolicyVersionNotFound, match=str(version)):
            require_version(policy, version)
    assert require_in_force(policy, instant("2021-01-01")).version == 1
    with pytest.raises(PolicyNotInForce, match="2020-12-31T23:59"):
        require_in_force(policy, instant("2020-12-31 23:59"))
