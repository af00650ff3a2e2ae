"""complaints: each complaint, how far it has come, and by when its next step is due."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from domain.complaints import events
from domain.complaints.events import ComplaintStep, Deadline, PhaseStep
from domain.complaints.policy_events import Phase
from domain.kernel.event import Recorded
from projections.complaints.complaint_row import ComplaintRow
from projections.fold.table import ReadTable, Rows


def _received(_: Rows, recorded: Recorded[events.ComplaintReceived]) -> Rows:
    event = recorded.event
    row = ComplaintRow(
        complaint_no=event.complaint_no,
        customer_no=event.customer_no,
        party=event.party,
        status="open",
        category=event.category,
        channel=event.channel,
        received_at=event.effective_at,
        text=event.text,
        order_no=event.order_no,
        about_employee=event.about_employee,
        matter=event.matter,
        severity=event.severity,
        first_asked=event.owner,
        owner=event.owner,
        policy_version=event.policy_version,
        calendar_version=event.calendar_version,
    )
    return [_with_deadlines(row, event.deadlines)] if event.deadlines else [row]


def _responded(rows: Rows, recorded: Recorded[events.ComplaintResponded]) -> Rows:
    return [row._replace(times_responded=row.times_responded + 1) for row in _RESPONDED(rows, recorded)]


def _steps(facts: Callable[[Any], dict[str, object]]) -> Callable[[Rows, Any], Rows]:
    """A fold by which the row takes over the facts, and no longer waits for what the step settles."""

    def fold(rows: Rows, recorded: Recorded[ComplaintStep]) -> Rows:
        event = recorded.event
        return [_settled(row._replace(**facts(event)), event) for row in rows]

    return fold


def _settled(row: ComplaintRow, event: ComplaintStep) -> ComplaintRow:
    settled = event.settled if isinstance(event, PhaseStep) else ()
    if not settled:
        return row
    phases = {one.phase for one in settled}
    late = [one.phase for one in settled if event.effective_at > one.due_at]
    missed = [*(phase for phase in row.missed if phase not in phases), *late]
    return _waiting(row._replace(missed=_in_order(missed)), [p for p in row.waiting_for if p not in phases])


def _assessed(rows: Rows, recorded: Recorded[events.ComplaintAssessed]) -> Rows:
    rows = _ASSESSED(rows, recorded)
    event = recorded.event
    return rows if event.policy_version is None else [_with_deadlines(row, event.deadlines) for row in rows]


def _reopened(rows: Rows, recorded: Recorded[events.ComplaintReopened]) -> Rows:
    event = recorded.event
    again: dict[str, Any] = {
        "status": "open",
        "closed_at": None,
        "outcome": None,
        "cause": None,
        "action": None,
        "closing_record": None,
        "reopened_at": event.effective_at,
        "policy_version": event.policy_version,
        "calendar_version": event.calendar_version,
        "missed": [],
        "provisional": [],
        **{_due_column(phase): None for phase in Phase},
    }
    return [
        _with_deadlines(row._replace(**again, times_reopened=row.times_reopened + 1), event.deadlines) for row in rows
    ]


def _deadline_missed(rows: Rows, recorded: Recorded[events.ComplaintDeadlineMissed]) -> Rows:
    return [row._replace(missed=_in_order([*row.missed, recorded.event.phase])) for row in rows]


def _with_deadlines(row: ComplaintRow, deadlines: Iterable[Deadline]) -> ComplaintRow:
    """The row where these deadlines take the place of those still waited for."""
    due: dict[str, Any] = {_due_column(phase): None for phase in row.waiting_for}
    due |= {_due_column(deadline.phase): deadline.due_at for deadline in deadlines}
    provisional = [phase for phase in row.provisional if phase not in row.waiting_for]
    provisional += [deadline.phase for deadline in deadlines if deadline.provisional]
    row = row._replace(**due, provisional=_in_order(provisional))
    return _waiting(row, [deadline.phase for deadline in deadlines])


def _waiting(row: ComplaintRow, phases: Iterable[str]) -> ComplaintRow:
    by_due = sorted((getattr(row, _due_column(phase)), i, phase) for i, phase in enumerate(_in_order(phases)))
    return row._replace(waiting_for=[phase for _, _, phase in by_due], next_due_at=by_due[0][0] if by_due else None)


def _due_column(phase: str) -> str:
    return f"{phase}_due_at"


def _in_order(phases: Iterable[str]) -> list[str]:
    """Each once, as plain text, in the order of the standard."""
    named = set(phases)
    return [phase.value for phase in Phase if phase in named]


_ASSESSED = _steps(
    lambda e: {
        "assessed_at": e.effective_at,
        "severity": e.severity,
        "safety": e.safety,
        "complexity": e.complexity,
        "impact": e.impact,
        "immediate_action": e.immediate_action,
    }
)
_RESPONDED = _steps(
    lambda e: {"status": "answered", "responded_at": e.effective_at, "response": e.text, "timely": e.timely}
)
_STEPS: Mapping[type[ComplaintStep], Callable[[Any], dict[str, object]]] = {
    events.ComplaintAcknowledged: lambda e: {"acknowledged_at": e.effective_at},
    events.ComplaintInvestigated: lambda e: {"investigated_at": e.effective_at, "cause": e.cause},
    events.ComplaintDecided: lambda e: {
        "status": "answered",
        "decided_at": e.effective_at,
        "decision": e.decision,
    },
    events.ComplaintAccepted: lambda e: {"accepted_at": e.effective_at},
    events.ComplaintDisputed: lambda e: {"disputed_at": e.effective_at},
    events.ComplaintEscalated: lambda e: {
        "escalated_at": e.effective_at,
        "escalation_level": e.level,
        "escalated_to": e.to,
    },
    events.ComplaintReadByLeader: lambda e: {"leader_read_at": e.effective_at},
    events.ComplaintAnsweredByLeader: lambda e: {"leader_answered_at": e.effective_at, "leader_answer": e.text},
    events.ComplaintHandedOver: lambda e: {"owner": e.owner},
    events.ComplaintClosed: lambda e: {
        "status": "closed",
        "closed_at": e.effective_at,
        "outcome": e.outcome,
        "cause": e.cause,
        "action": e.action,
        "closing_record": e.record,
    },
    events.ComplaintHandlingRated: lambda e: {"handling_score": e.score, "handling_rated_at": e.effective_at},
}

COMPLAINTS = ReadTable(
    name="complaints",
    meaning="Complaints (投诉) of customers, consumers and unknown persons: how far each has come, what is due when",
    row=ComplaintRow,
    key=("complaint_no",),
    group=("complaint_no",),
    groups=lambda recorded: ((recorded.event.complaint_no,),),
    folds={
        events.ComplaintReceived: _received,
        events.ComplaintAssessed: _assessed,
        events.ComplaintResponded: _responded,
        events.ComplaintReopened: _reopened,
        events.ComplaintDeadlineMissed: _deadline_missed,
        **{kind: _steps(facts) for kind, facts in _STEPS.items()},
    },
    creates=frozenset({events.ComplaintReceived}),
    version=3,
    indexes=(("customer_no", "received_at"), ("next_due_at",)),
    unlisted=frozenset(),
)
