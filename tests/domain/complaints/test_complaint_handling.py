"""What is done with a complaint between its receipt and its closing, and what each step needs."""

from typing import Any

import pytest

from domain.complaints import handling
from domain.complaints.complaint import (
    close_as_in_source,
    close_complaint,
    reopen_complaint,
)
from domain.complaints.events import (
    ComplaintAccepted,
    ComplaintAcknowledged,
    ComplaintAnsweredByLeader,
    ComplaintClosed,
    ComplaintDecided,
    ComplaintDisputed,
    ComplaintEscalated,
    ComplaintHandedOver,
    ComplaintHandlingRated,
    ComplaintInvestigated,
    ComplaintReadByLeader,
    ComplaintResponded,
)
from domain.complaints.policy_events import Severity
from domain.complaints.refusals import (
    ComplaintHasNoCause,
    ComplaintIsClosed,
    ComplaintIsUnanswered,
    ComplaintIsUndecided,
)
from domain.kernel.refusals import InvalidIdentifier, InvalidText, InvalidValue
from tests.domain.complaints.complaint_cases import CLOSED, FIRST_SIGHT, history, state
from tests.domain.scenario import given, instant, received, responded


@pytest.mark.parametrize(
    ("step", "arguments", "kind", "facts"),
    [
        (handling.acknowledge_complaint, ("已受理",), ComplaintAcknowledged, {"text": "已受理"}),
        (handling.acknowledge_complaint, (), ComplaintAcknowledged, {"text": None}),
        (handling.investigate_complaint, (" 漏装 ",), ComplaintInvestigated, {"cause": "漏装"}),
        (handling.respond_to_complaint, ("已补送",), ComplaintResponded, {"text": "已补送"}),
        (handling.communicate_decision, ("赔偿",), ComplaintDecided, {"decision": "赔偿"}),
        (handling.escalate_complaint, (2, "E1"), ComplaintEscalated, {"level": 2, "to": "E1"}),
        (handling.read_by_leader, (), ComplaintReadByLeader, {"leader": "E7"}),
        (handling.read_by_leader, ("E1",), ComplaintReadByLeader, {"leader": "E1"}),
        (handling.answer_by_leader, ("速办",), ComplaintAnsweredByLeader, {"leader": "E7", "text": "速办"}),
        (handling.answer_by_leader, ("速办", "E1"), ComplaintAnsweredByLeader, {"leader": "E1"}),
        (handling.hand_over_complaint, ("E8",), ComplaintHandedOver, {"owner": "E8"}),
        (handling.rate_handling, (5, "很快"), ComplaintHandlingRated, {"score": 5, "text": "很快"}),
        (handling.rate_handling, (1,), ComplaintHandlingRated, {"score": 1, "text": None}),
    ],
)
def test_a_step_says_what_was_done(step: Any, arguments: Any, kind: Any, facts: dict[str, Any]) -> None:
    outcome = given(*history()).when(step, *arguments)
    outcome.then(kind, complaint_no="C-1", customer_no=None, **facts)
    case = getattr(outcome.events[0], "case")  # noqa: B009 - of complaints' events only
    assert (case.status, case.round, case.owner, case.received_at) == ("open", 1, "E7", instant("2021-06-02 09:00"))


@pytest.mark.parametrize("score", [0, 6])
def test_the_handling_is_rated_from_1_to_5(score: int) -> None:
    given(received()).when(handling.rate_handling, score).then_refused(InvalidValue, field="score")


@pytest.mark.parametrize("level", [0, 10])
def test_a_level_is_from_1_to_9(level: int) -> None:
    given(received()).when(handling.escalate_complaint, level, "E1").then_refused(InvalidValue, field="level")


@pytest.mark.parametrize(
    ("step", "arguments", "refusal"),
    [
        (handling.acknowledge_complaint, ("",), InvalidText),
        (handling.investigate_complaint, ("",), InvalidText),
        (handling.communicate_decision, ("",), InvalidText),
        (handling.escalate_complaint, (1, ""), InvalidIdentifier),
        (handling.read_by_leader, ("",), InvalidIdentifier),
        (handling.answer_by_leader, ("",), InvalidText),
        (handling.hand_over_complaint, ("",), InvalidIdentifier),
        (handling.rate_handling, (3, ""), InvalidText),
    ],
)
def test_words_and_numbers_are_readable(step: Any, arguments: Any, refusal: Any) -> None:
    given(received()).when(step, *arguments).then_refused(refusal)


OPEN_ONLY: list[tuple[Any, tuple[Any, ...], dict[str, Any]]] = [
    (handling.acknowledge_complaint, (), {}),
    (handling.assess_complaint, (Severity.MINOR,), FIRST_SIGHT),
    (handling.investigate_complaint, ("漏装",), {}),
    (handling.respond_to_complaint, ("再次说明",), {}),
    (handling.communicate_decision, ("赔偿",), {}),
    (handling.escalate_complaint, (1, "E1"), {}),
    (handling.hand_over_complaint, ("E8",), {}),
    (close_complaint, ("已补货", "复核", "漏装"), {}),
    (close_as_in_source, ("已补货",), {}),
]


@pytest.mark.parametrize(("step", "arguments", "named"), OPEN_ONLY)
def test_a_closed_complaint_is_reopened_first(step: Any, arguments: Any, named: Any) -> None:
    given(received(), responded(), CLOSED).when(step, *arguments, **named).then_refused(ComplaintIsClosed)


@pytest.mark.parametrize(
    ("step", "arguments", "kind"),
    [
        (handling.accept_decision, (), ComplaintAccepted),
        (handling.dispute_decision, ("仍不满",), ComplaintDisputed),
        (handling.read_by_leader, (), ComplaintReadByLeader),
        (handling.answer_by_leader, ("知悉",), ComplaintAnsweredByLeader),
        (handling.rate_handling, (2,), ComplaintHandlingRated),
    ],
)
def test_a_closed_complaint_is_still_spoken_about(step: Any, arguments: Any, kind: Any) -> None:
    given(received(), responded(), CLOSED).when(step, *arguments).then(kind)


@pytest.mark.parametrize("say", [handling.accept_decision, handling.dispute_decision])
def test_only_an_answer_or_a_decision_is_accepted_or_disputed(say: Any) -> None:
    given(received()).when(say).then_refused(ComplaintIsUndecided)
    given(received(), responded()).when(say).then_each(
        ComplaintAccepted if say is handling.accept_decision else ComplaintDisputed
    )
    decided = history((handling.communicate_decision, "2021-06-03", "赔偿"))
    assert given(*decided).when(say).refusal is None


@pytest.mark.parametrize("timely", [None, True, False])
def test_an_answer_may_be_timely_by_the_rules_of_others(timely: bool | None) -> None:
    given(*history()).when(handling.respond_to_complaint, "已补送", timely=timely).then(
        ComplaintResponded, text="已补送", timely=timely
    )


def test_it_is_acknowledged_once_until_it_is_reopened() -> None:
    once = (handling.acknowledge_complaint, "2021-06-02 10:00")
    given(*history(once)).when(handling.acknowledge_complaint).then_nothing()
    answered = (handling.respond_to_complaint, "2021-06-02 10:00", "已补送")
    given(*history(answered)).when(handling.acknowledge_complaint).then(ComplaintAcknowledged, settled=())
    settle = (close_complaint, "2021-06-03", "已补货", "复核", "漏装")
    answer = (handling.respond_to_complaint, "2021-06-02 12:00", "已补送")
    again = history(once, answer, settle, (reopen_complaint, "2021-06-10"))
    given(*again).when(handling.acknowledge_complaint).then(ComplaintAcknowledged)


def test_it_is_handed_over_only_to_somebody_else() -> None:
    given(*history()).when(handling.hand_over_complaint, "E7").then_nothing()
    handed = (handling.hand_over_complaint, "2021-06-03", "E8")
    assert state(handed).case.owner == "E8"
    given(*history(handed)).when(handling.hand_over_complaint, "E8").then_nothing()


def test_a_complaint_is_closed_with_the_cause_its_investigation_found() -> None:
    found = (handling.investigate_complaint, "2021-06-03", "漏装")
    answer = (handling.respond_to_complaint, "2021-06-03", "已补送")
    given(*history(found, answer)).when(close_complaint, "已补货", "复核").then(
        ComplaintClosed, cause="漏装", action="复核", record="complete"
    )
    given(*history(found, answer)).when(close_complaint, "已补货", "复核", "错拣").then(ComplaintClosed, cause="错拣")
    given(*history(answer)).when(close_complaint, "已补货", "复核").then_refused(ComplaintHasNoCause)


def test_a_reopened_complaint_needs_its_cause_and_its_answer_anew() -> None:
    life = (
        (handling.investigate_complaint, "2021-06-03", "漏装"),
        (handling.respond_to_complaint, "2021-06-03", "已补送"),
        (close_complaint, "2021-06-04", "已补货", "复核"),
        (reopen_complaint, "2021-06-05"),
    )
    given(*history(*life)).when(close_complaint, "已补货", "复核", "漏装").then_refused(ComplaintIsUnanswered)
    answered = history(*life, (handling.respond_to_complaint, "2021-06-06", "已补送"))
    given(*answered).when(close_complaint, "已补货", "复核").then_refused(ComplaintHasNoCause)


@pytest.mark.parametrize(
    ("passed_on", "by_first_asked"),
    [
        ((), True),
        (((handling.hand_over_complaint, "2021-06-03", "E8"),), False),
        (((handling.escalate_complaint, "2021-06-03", 1, "E1"),), False),
        (((handling.read_by_leader, "2021-06-03", "E1"),), True),
    ],
)
def test_it_is_known_whether_who_was_asked_first_settled_it(passed_on: Any, by_first_asked: bool) -> None:
    answer = (handling.respond_to_complaint, "2021-06-03", "已补送")
    given(*history(*passed_on, answer)).when(close_complaint, "已补货", "复核", "漏装").then(
        ComplaintClosed, by_first_asked=by_first_asked
    )


def test_a_file_that_tells_no_cause_closes_with_that_said() -> None:
    given(*history()).when(close_as_in_source, "Closed", at="2021-06-03").then(
        ComplaintClosed, outcome="Closed", cause=None, action=None, record="as_in_source", by_first_asked=None
    )
    found = (handling.investigate_complaint, "2021-06-03", "漏装")
    given(*history(found)).when(close_as_in_source, "Closed").then(ComplaintClosed, cause="漏装")
