"""complaint_metrics: how complaints are handled, by the month they were received in, for all and by stratum."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, NamedTuple

from domain.complaints import events
from domain.complaints.events import Case, ComplaintEvent, ComplaintStatus, ComplaintStep, PhaseStep
from domain.complaints.policy_events import Phase
from domain.kernel.figures import ALL
from domain.kernel.rate import rate
from projections.fold.table import topics
from projections.fold.tally import tally

UNKNOWN = "unknown"
"""The stratum of those of whom it was not known, so that the strata of a respect add up to all."""

MEASURES: Mapping[str, str] = {
    "received": "complaints received",
    "unanswered": "open without an answer now, of those received",
    "closed": "closed now, of those received",
    "reopened": "ever reopened, of those ever closed",
    "disputed": "answers and decisions disputed, of those that the complainant accepted or disputed",
    "escalated": "times that one was taken to a higher level",
    "leader_answered": "times that a leader said what is to be done",
    "solved_by_first_asked": "settled by who was asked first (首问负责), of those closed with cause and action",
    **{f"{phase}_in_time": f"deadlines to {phase} that were met, of those met or missed" for phase in Phase},
    "timely_as_told": "answers in time by the rules of the system they were taken over from, of those it tells of",
    "seconds_to_acknowledge": "seconds from receipt to the first acknowledgement, of complaints acknowledged",
    "seconds_to_answer": "seconds from receipt to the first answer or decision, of complaints answered",
    "seconds_to_close": "seconds from receipt to the first closing, of complaints closed",
    "handling_score": "scores (1 to 5) given to the handling, of scores given",
    "handling_top2": "scores of 4 and 5 (CSAT), of scores given",
}
PLAIN_COUNTS = frozenset({"received", "escalated", "leader_answered"})
"""Measures without a denominator."""

STRATA = ("matter", "category", "severity", "market_type", "account_manager")


class MetricRow(NamedTuple):
    """One measure of complaints alike in one respect; figures add up by adding numerators and denominators."""

    period: Annotated[str, "the month in which the complaints were received, in the branch's zone, as 2024-06"]
    stratum: Annotated[
        str,
        "all, or those alike in one respect as it was known when they were received, as category=配送, severity=major, "
        "market_type=urban or account_manager=E1; where it was not known, as severity=unknown",
    ]
    measure: Annotated[str, "; ".join(f"{name}: {meaning}" for name, meaning in MEASURES.items())]
    numerator: Annotated[int, "how many; for seconds and scores, their sum"]
    denominator: Annotated[int | None, "of how many; null for a plain count"]
    value: Annotated[Decimal | None, "numerator / denominator, to six decimals; null where it is undefined"]


Change = Mapping[str, tuple[int, int]]
"""Measure -> what is added to its numerator and to its denominator."""


def added(event: ComplaintEvent) -> Mapping[tuple[str, str], Change]:
    """What the event adds to the measures of its month and of each stratum it counts under.

    Nothing where the event does not tell its case.
    """
    if isinstance(event, events.ComplaintReceived):
        return dict.fromkeys(_strata(event, event.effective_on), _RECEIVED)
    if not isinstance(event, ComplaintStep) or event.case is None:
        return {}
    change = {**_deadlines(event), **_as_told(event), **_what_it_did(event, event.case)}
    return dict.fromkeys(_strata(event.case, event.case.received_on), change) if change else {}


_RECEIVED: Change = {"received": (1, 0), "unanswered": (1, 1), "closed": (0, 1)}


def _strata(known: Any, day: date) -> list[tuple[str, str]]:
    month = f"{day:%Y-%m}"
    strata = (f"{name}={UNKNOWN if (v := getattr(known, name)) is None else v}" for name in STRATA)
    return [(month, ALL), *((month, stratum) for stratum in strata)]


def _deadlines(event: ComplaintStep) -> Change:
    """A deadline counts once: when it is met or missed, or before that when it is recorded as missed."""
    if isinstance(event, events.ComplaintDeadlineMissed):
        return {f"{event.phase}_in_time": (0, 1)}
    if isinstance(event, PhaseStep):
        return {
            f"{one.phase}_in_time": (int(event.effective_at <= one.due_at), int(not one.recorded_missed))
            for one in event.settled
        }
    return {}


def _as_told(event: ComplaintStep) -> Change:
    if isinstance(event, events.ComplaintResponded) and event.timely is not None:
        return {"timely_as_told": (int(event.timely), 1)}
    return {}


def _what_it_did(event: ComplaintStep, case: Case) -> Change:
    taken = int((event.effective_at - case.received_at).total_seconds())
    was_unanswered, first_round = case.status is ComplaintStatus.OPEN, case.round == 1
    match event:
        case events.ComplaintAcknowledged() if first_round:
            return {"seconds_to_acknowledge": (taken, 1)}
        case events.ComplaintResponded() | events.ComplaintDecided() if was_unanswered:
            return {"unanswered": (-1, 0), **({"seconds_to_answer": (taken, 1)} if first_round else {})}
        case events.ComplaintClosed():
            by_first = event.by_first_asked
            return {
                "closed": (1, 0),
                **({"unanswered": (-1, 0)} if was_unanswered else {}),
                **({"reopened": (0, 1), "seconds_to_close": (taken, 1)} if first_round else {}),
                **({"solved_by_first_asked": (int(by_first), 1)} if by_first is not None else {}),
            }
        case events.ComplaintReopened():
            return {"closed": (-1, 0), "unanswered": (1, 0), **({"reopened": (1, 0)} if first_round else {})}
        case events.ComplaintDisputed():
            return {"disputed": (1, 1)}
        case events.ComplaintAccepted():
            return {"disputed": (0, 1)}
        case events.ComplaintEscalated():
            return {"escalated": (1, 0)}
        case events.ComplaintAnsweredByLeader():
            return {"leader_answered": (1, 0)}
        case events.ComplaintHandlingRated():
            return {"handling_score": (event.score, 1), "handling_top2": (int(event.score >= 4), 1)}
    return {}


_COUNTED = (
    events.ComplaintReceived,
    events.ComplaintAcknowledged,
    events.ComplaintAssessed,
    events.ComplaintInvestigated,
    events.ComplaintResponded,
    events.ComplaintDecided,
    events.ComplaintAccepted,
    events.ComplaintDisputed,
    events.ComplaintEscalated,
    events.ComplaintAnsweredByLeader,
    events.ComplaintClosed,
    events.ComplaintReopened,
    events.ComplaintHandlingRated,
    events.ComplaintDeadlineMissed,
)

COMPLAINT_METRICS = tally(
    name="complaint_metrics",
    meaning="Measures of how complaints are handled, by month received, for all and by stratum; steps recorded before "
    "their events told the case are not counted",
    row=MetricRow,
    key=("period", "stratum", "measure"),
    measure="measure",
    every_measure=tuple(sorted(MEASURES)),
    counts=("numerator", "denominator"),
    adds=dict.fromkeys(_COUNTED, added),
    derived={
        "denominator": lambda measure, denominator: None if measure in PLAIN_COUNTS else denominator,
        "value": lambda measure, numerator, denominator: (
            None if measure in PLAIN_COUNTS else rate(numerator, denominator)
        ),
    },
    ignores=topics("complaint", "leader_read handed_over"),
    version=2,
)
