"""Complaints with a history, under a policy of two versions."""

from functools import reduce
from typing import Any

from domain.complaints.complaint import (
    Complaint,
    evolve,
    receive_complaint,
)
from domain.complaints.events import (
    ClosingRecord,
    ComplaintClosed,
    ComplaintEvent,
    Complexity,
    Impact,
)
from domain.complaints.policy_events import Phase, Severity
from tests.domain.complaints.policies import DAYS, HOURS, allow, published, rulebook
from tests.domain.scenario import instant, stamp, told

RULES = rulebook(
    published(
        "2021-01-01",
        1,
        None,
        allow(Phase.RESPOND, 1, DAYS, Severity.CRITICAL),
        allow(Phase.ACKNOWLEDGE, 2, HOURS),
        allow(Phase.RESPOND, 3),
        allow(Phase.CLOSE, 5),
    ),
    published("2021-06-20", 2, None, allow(Phase.RESPOND, 1, HOURS, Severity.CRITICAL), allow(Phase.RESPOND, 2)),
)
CLOSED = told(ComplaintClosed, "2021-06-03", complaint_no="C-1", outcome="已补货", record=ClosingRecord.COMPLETE)
FIRST_SIGHT = {"complexity": Complexity.SIMPLE, "impact": Impact.ONE}


def history(*steps: tuple[Any, ...], at: str = "2021-06-02 09:00", **said: Any) -> list[ComplaintEvent]:
    """Received on a Wednesday at 09:00; then `(decision, moment, arguments ...)`, reasons given."""
    events: list[ComplaintEvent] = receive_complaint(
        None, complaint_no="C-1", text="少送一条", owner="E7", rules=RULES, stamp=stamp(at), **said
    )
    for decide, moment, *arguments in steps:
        named = arguments.pop() if arguments and isinstance(arguments[-1], dict) else {}
        state = reduce(evolve, events, None)
        events += decide(state, *arguments, stamp=stamp(moment, reason="按客户要求"), **named)
    return events


def state(*steps: tuple[Any, ...], **said: Any) -> Complaint:
    made = reduce(evolve, history(*steps, **said), None)
    assert made is not None
    return made


def due(complaint: Complaint) -> dict[str, str]:
    """Phase -> when it is due, as Shanghai writes it."""
    return {
        phase.value: f"{deadline.due_at.astimezone(instant('2021-01-01').tzinfo):%m-%d %H:%M}"
        for phase, deadline in complaint.waiting.items()
    }


def settled(event: Any) -> list[tuple[str, bool]]:
    return [(one.phase.value, one.recorded_missed) for one in event.settled]
