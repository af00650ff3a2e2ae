"""Which deadlines a complaint has, which of them a step settles, and what time makes of the others."""

from functools import reduce
from typing import Any

from domain.complaints import handling
from domain.complaints.complaint import (
    Complaint,
    close_complaint,
    evolve,
    receive_complaint,
    reopen_complaint,
)
from domain.complaints.events import (
    ComplaintAssessed,
    ComplaintDeadlineMissed,
    ComplaintReceived,
    ComplaintReopened,
    ComplaintStatus,
    Matter,
)
from domain.complaints.policy_events import Phase, Severity
from domain.kernel.refusals import InvalidIdentifier
from tests.domain.complaints.complaint_cases import FIRST_SIGHT, RULES, due, history, settled, state
from tests.domain.complaints.policies import DAYS, allow, published, rulebook
from tests.domain.scenario import enrolled, given, instant, stamp, the_customer, told


def test_a_complaint_is_received_with_its_deadlines_and_its_owner() -> None:
    shop = the_customer(enrolled(market_type="rural", account_manager="E9"))
    (event,) = history(customer=shop, severity=Severity.MAJOR, matter=Matter.SUGGESTION)
    assert isinstance(event, ComplaintReceived)
    assert (event.owner, event.market_type, event.account_manager) == ("E7", "rural", "E9")
    assert (event.severity, event.matter, event.policy_version) == ("major", "suggestion", 1)
    assert [(d.phase, d.due_at, d.allowed) for d in event.deadlines] == [
        ("acknowledge", instant("2021-06-02 11:00"), "2 working_hours"),
        ("respond", instant("2021-06-07 17:30"), "3 working_days"),
        ("close", instant("2021-06-09 17:30"), "5 working_days"),
    ]


def test_what_the_customers_file_says_is_what_it_said_when_the_complaint_was_received() -> None:
    moved = the_customer(
        enrolled(account_manager="E9"),
        told(type(enrolled()), "2021-07-01", customer_no="110001", account_manager="E10"),
    )
    (event,) = history(customer=moved)
    assert isinstance(event, ComplaintReceived)
    assert event.account_manager == "E9"


def test_without_a_policy_in_force_there_are_no_deadlines() -> None:
    (event,) = history(at="2020-12-31 09:00")
    assert isinstance(event, ComplaintReceived)
    assert (event.policy_version, event.calendar_version, event.deadlines) == (None, None, ())
    given().when(receive_complaint, complaint_no="C-1", text="少送一条", owner="").then_refused(InvalidIdentifier)


def test_a_step_settles_its_deadline_and_those_of_the_steps_before_it() -> None:
    answered = history((handling.respond_to_complaint, "2021-06-02 10:00", "已补送"))
    assert settled(answered[-1]) == [("acknowledge", False), ("respond", False)]
    acknowledged = history((handling.acknowledge_complaint, "2021-06-02 10:00"))
    assert settled(acknowledged[-1]) == [("acknowledge", False)]
    assert due(state((handling.acknowledge_complaint, "2021-06-02 10:00"))) == {
        "respond": "06-07 17:30",
        "close": "06-09 17:30",
    }
    twice = history(
        (handling.respond_to_complaint, "2021-06-02 10:00", "已补送"),
        (handling.respond_to_complaint, "2021-06-02 10:00", "再补送"),
    )
    assert settled(twice[-1]) == []


def test_another_severity_brings_its_own_time_counted_from_the_receipt() -> None:
    (*_, assessed) = history(
        (handling.assess_complaint, "2021-06-02 10:00", Severity.CRITICAL, {**FIRST_SIGHT, "rules": RULES})
    )
    assert isinstance(assessed, ComplaintAssessed)
    assert settled(assessed) == [("acknowledge", False)]
    assert (assessed.severity, assessed.safety, assessed.complexity, assessed.impact) == (
        "critical", False, "simple", "one",
    )  # fmt: skip
    assert [(d.phase, d.due_at) for d in assessed.deadlines] == [
        ("respond", instant("2021-06-03 17:30")),
        ("close", instant("2021-06-09 17:30")),
    ]


def test_the_same_severity_leaves_the_deadlines_as_they_are() -> None:
    assess = (handling.assess_complaint, "2021-06-02 10:00", Severity.MINOR, {**FIRST_SIGHT, "rules": RULES})
    (*_, assessed) = history(assess, severity=Severity.MINOR)
    assert isinstance(assessed, ComplaintAssessed)
    assert (assessed.deadlines, assessed.policy_version) == ((), None)
    assert due(state(assess, severity=Severity.MINOR)) == {"respond": "06-07 17:30", "close": "06-09 17:30"}


def test_a_severity_that_the_policy_allows_no_time_for_ends_the_deadlines_of_the_one_before() -> None:
    rules = rulebook(published("2021-01-01", 1, None, allow(Phase.RESPOND, 1, DAYS, Severity.CRITICAL)))
    (received,) = receive_complaint(
        None, complaint_no="C-1", text="少送", severity=Severity.CRITICAL, rules=rules, stamp=stamp("2021-06-02 09:00")
    )
    complaint = evolve(None, received)
    assert due(complaint) == {"respond": "06-03 17:30"}
    (assessed,) = handling.assess_complaint(
        complaint,
        Severity.MINOR,
        stamp=stamp("2021-06-02 10:00"),
        rules=rules,
        **FIRST_SIGHT,  # type: ignore[arg-type]
    )
    assert due(evolve(complaint, assessed)) == {}


def test_a_policy_changed_in_mid_case_leaves_the_case_under_its_version_until_it_is_reopened() -> None:
    late = (handling.assess_complaint, "2021-06-21 10:00", Severity.CRITICAL, {**FIRST_SIGHT, "rules": RULES})
    (*_, assessed) = history(late)
    assert isinstance(assessed, ComplaintAssessed)
    assert (assessed.policy_version, assessed.deadlines[0].due_at) == (1, instant("2021-06-03 17:30"))
    life = (
        (handling.respond_to_complaint, "2021-06-22", "已补送"),
        (close_complaint, "2021-06-22", "已补货", "复核", "漏装"),
        (reopen_complaint, "2021-06-25 18:00", {"rules": RULES}),  # a Friday, after work
    )
    (*_, reopened) = history(late, *life)
    assert isinstance(reopened, ComplaintReopened)
    assert reopened.policy_version == 2
    assert [(d.phase, d.due_at) for d in reopened.deadlines] == [("respond", instant("2021-06-28 09:30"))]
    again = state(late, *life)
    assert (again.case.round, again.status, again.cause, due(again)) == (2, "open", None, {"respond": "06-28 09:30"})


def missed(complaint: Complaint, at: str) -> list[tuple[str, str]]:
    moments = handling.miss_deadlines(complaint, instant(at), stamp_at=lambda due: stamp_at(due))
    assert all(isinstance(event, ComplaintDeadlineMissed) and event.effective_at == event.due_at for event in moments)
    return [(event.phase, f"{event.due_at:%m-%d %H:%M}") for event in moments]  # type: ignore[attr-defined]


def stamp_at(moment: Any) -> Any:
    return stamp(f"{moment.astimezone(instant('2021-01-01').tzinfo).replace(tzinfo=None)}")


def test_a_deadline_is_missed_once_it_has_passed_with_its_step_undone() -> None:
    complaint = state()
    assert missed(complaint, "2021-06-02 11:00") == []
    assert missed(complaint, "2021-06-02 11:01") == [("acknowledge", "06-02 03:00")]
    assert missed(complaint, "2021-06-08") == [("acknowledge", "06-02 03:00"), ("respond", "06-07 09:30")]
    assert missed(state((handling.respond_to_complaint, "2021-06-03", "已补送")), "2021-06-08") == []


def test_a_missed_deadline_is_recorded_once_and_bars_no_step_that_is_told_late() -> None:
    events = history()
    events += handling.miss_deadlines(reduce(evolve, events, None), instant("2021-06-30"), stamp_at=stamp_at)  # type: ignore[arg-type]
    complaint = reduce(evolve, events, None)
    assert complaint is not None
    assert missed(complaint, "2021-07-30") == []
    (acknowledged,) = handling.acknowledge_complaint(complaint, stamp=stamp("2021-06-02 10:00"))
    assert settled(acknowledged) == [("acknowledge", True)]
    after = evolve(complaint, acknowledged)
    assert (due(after), after.status) == ({"respond": "06-07 17:30", "close": "06-09 17:30"}, ComplaintStatus.OPEN)


def test_a_new_deadline_of_the_same_step_can_be_missed_again() -> None:
    events = history()
    events += handling.miss_deadlines(reduce(evolve, events, None), instant("2021-06-08"), stamp_at=stamp_at)  # type: ignore[arg-type]
    assess = handling.assess_complaint(
        reduce(evolve, events, None),  # type: ignore[arg-type]
        Severity.CRITICAL,
        stamp=stamp("2021-06-08"),
        rules=RULES,
        **FIRST_SIGHT,  # type: ignore[arg-type]
    )
    complaint = reduce(evolve, [*events, *assess], None)
    assert complaint is not None
    assert missed(complaint, "2021-06-09") == [("respond", "06-03 09:30")]
