"""What is done with a complaint between its receipt and its closing, and what time makes of it meanwhile."""

from collections.abc import Callable
from datetime import datetime

from domain.complaints.complaint import Complaint, case_fields, phase_step, reached, refuse_closed, step
from domain.complaints.events import (
    ComplaintAccepted,
    ComplaintAcknowledged,
    ComplaintAnsweredByLeader,
    ComplaintAssessed,
    ComplaintDeadlineMissed,
    ComplaintDecided,
    ComplaintDisputed,
    ComplaintEscalated,
    ComplaintEvent,
    ComplaintHandedOver,
    ComplaintHandlingRated,
    ComplaintInvestigated,
    ComplaintReadByLeader,
    ComplaintResponded,
    ComplaintStatus,
    Complexity,
    Impact,
)
from domain.complaints.policy import NO_CLOCK, PolicyVersions
from domain.complaints.policy_events import Phase, Severity
from domain.complaints.refusals import ComplaintIsUndecided
from domain.kernel.refusals import InvalidValue
from domain.kernel.stamp import Stamp
from domain.kernel.text import check_identifier, check_text

HIGHEST_LEVEL = 9
BEST_SCORE = 5


def acknowledge_complaint(complaint: Complaint, text: str | None = None, *, stamp: Stamp) -> list[ComplaintEvent]:
    """Tell the complainant that it has arrived; once is enough until it is reopened."""
    refuse_closed(complaint)
    if complaint.acknowledged:
        return []
    return [ComplaintAcknowledged(**phase_step(complaint, Phase.ACKNOWLEDGE, stamp), text=_optional(text))]


def assess_complaint(
    complaint: Complaint,
    severity: Severity,
    *,
    stamp: Stamp,
    complexity: Complexity,
    impact: Impact,
    safety: bool = False,
    immediate_action: str | None = None,
    rules: PolicyVersions | None = None,
) -> list[ComplaintEvent]:
    """Assess it at first sight.

    Another severity gives the steps still to be done the time that is allowed for it, by the policy's version the case
    is under, counted from the same instant as before.
    """
    refuse_closed(complaint)
    clock = NO_CLOCK
    if rules and complaint.policy_version is not None and severity is not complaint.severity:
        clock = rules.clock_under(complaint.policy_version, complaint.clock_from, severity, complaint.case.category)
    common = phase_step(complaint, Phase.ASSESS, stamp)
    behind = complaint.done.union(reached(Phase.ASSESS))
    return [
        ComplaintAssessed(
            **common,
            severity=severity,
            safety=safety,
            complexity=complexity,
            impact=impact,
            immediate_action=_optional(immediate_action, "immediate_action"),
            **{**clock, "deadlines": tuple(d for d in clock["deadlines"] if d.phase not in behind)},
        )
    ]


def investigate_complaint(complaint: Complaint, cause: str, *, stamp: Stamp) -> list[ComplaintEvent]:
    """Record the cause that was found; found anew, the last one counts."""
    refuse_closed(complaint)
    return [ComplaintInvestigated(**phase_step(complaint, Phase.INVESTIGATE, stamp), cause=check_text("cause", cause))]


def respond_to_complaint(
    complaint: Complaint, text: str, *, stamp: Stamp, timely: bool | None = None
) -> list[ComplaintEvent]:
    """Record the answer given; a closed complaint is reopened first.

    `timely` is what a file of another system says of it by that system's rules; our own tell by deadlines.
    """
    refuse_closed(complaint)
    return [
        ComplaintResponded(**phase_step(complaint, Phase.RESPOND, stamp), text=check_text("text", text), timely=timely)
    ]


def communicate_decision(complaint: Complaint, decision: str, *, stamp: Stamp) -> list[ComplaintEvent]:
    """Tell the complainant what will be done about it; that, too, is an answer."""
    refuse_closed(complaint)
    return [ComplaintDecided(**phase_step(complaint, Phase.DECIDE, stamp), decision=check_text("decision", decision))]


def accept_decision(complaint: Complaint, text: str | None = None, *, stamp: Stamp) -> list[ComplaintEvent]:
    """Record that the complainant is content with the answer or the decision, also after the closing."""
    _refuse_undecided(complaint)
    return [ComplaintAccepted(**step(complaint, stamp), text=_optional(text))]


def dispute_decision(complaint: Complaint, text: str | None = None, *, stamp: Stamp) -> list[ComplaintEvent]:
    """Record that the complainant does not accept it. A closed complaint is not reopened by that alone."""
    _refuse_undecided(complaint)
    return [ComplaintDisputed(**step(complaint, stamp), text=_optional(text))]


def escalate_complaint(complaint: Complaint, level: int, to: str, *, stamp: Stamp) -> list[ComplaintEvent]:
    """Take it to a higher level; who owned it before still does."""
    refuse_closed(complaint)
    if not 1 <= level <= HIGHEST_LEVEL:
        raise InvalidValue(field="level", value=level, why=f"use 1 to {HIGHEST_LEVEL}")
    return [ComplaintEscalated(**step(complaint, stamp), level=level, to=check_identifier("to", to))]


def read_by_leader(complaint: Complaint, leader: str | None = None, *, stamp: Stamp) -> list[ComplaintEvent]:
    """Record that a leader read it, whether or not it is settled; the leader is the actor unless another is named."""
    return [ComplaintReadByLeader(**step(complaint, stamp), leader=_leader(leader, stamp))]


def answer_by_leader(
    complaint: Complaint, text: str, leader: str | None = None, *, stamp: Stamp
) -> list[ComplaintEvent]:
    """Record what a leader says is to be done. It is an instruction: the complainant is not answered by it."""
    return [
        ComplaintAnsweredByLeader(
            **step(complaint, stamp), leader=_leader(leader, stamp), text=check_text("text", text)
        )
    ]


def hand_over_complaint(complaint: Complaint, owner: str, *, stamp: Stamp) -> list[ComplaintEvent]:
    """Give it to another owner; to who owns it already records nothing."""
    refuse_closed(complaint)
    if check_identifier("owner", owner) == complaint.case.owner:
        return []
    return [ComplaintHandedOver(**step(complaint, stamp), owner=owner)]


def rate_handling(complaint: Complaint, score: int, text: str | None = None, *, stamp: Stamp) -> list[ComplaintEvent]:
    """Record how content the complainant is with the handling, 1 to 5, at any time."""
    if not 1 <= score <= BEST_SCORE:
        raise InvalidValue(field="score", value=score, why=f"use 1 (not at all) to {BEST_SCORE} (fully content)")
    return [ComplaintHandlingRated(**step(complaint, stamp), score=score, text=_optional(text))]


def miss_deadlines(
    complaint: Complaint, at: datetime, *, stamp_at: Callable[[datetime], Stamp]
) -> list[ComplaintEvent]:
    """The deadlines that passed before `at` with their steps undone: each once, true from the instant it was due."""
    return [
        ComplaintDeadlineMissed(
            **case_fields(complaint, stamp_at(deadline.due_at)),
            phase=phase,
            due_at=deadline.due_at,
            provisional=deadline.provisional,
        )
        for phase, deadline in complaint.waiting.items()
        if deadline.due_at < at and phase not in complaint.missed
    ]


def _refuse_undecided(complaint: Complaint) -> None:
    if complaint.status is ComplaintStatus.OPEN:
        raise ComplaintIsUndecided(complaint_no=complaint.complaint_no)


def _leader(leader: str | None, stamp: Stamp) -> str:
    return stamp.actor if leader is None else check_identifier("leader", leader)


def _optional(text: str | None, field: str = "text") -> str | None:
    return None if text is None else check_text(field, text)
