"""customer_timeline: everything that happened with a customer, in the order it was recorded."""

from datetime import date, datetime
from typing import Annotated, Any, NamedTuple

from domain.kernel.event import Event, Recorded
from domain.kernel.fields import CustomerNo, EmployeeNo
from projections.fold.table import Key, ReadTable, Rows
from projections.timeline.kinds import KINDS
from projections.timeline.log_view import timeline_statement


class TimelineRow(NamedTuple):
    """One event."""

    position: Annotated[int, "where the event stands in the log; orders the whole branch, with gaps"]
    customer_no: CustomerNo
    customer_seq: Annotated[int, "counts the customer's events from 1 without gaps"]
    effective_at: Annotated[datetime, "from when it was true in the business"]
    effective_on: Annotated[date, "the day of effective_at in the branch's zone"]
    recorded_at: Annotated[datetime, "when it was stored"]
    topic: Annotated[str, "the event's topic in the log"]
    kind: Annotated[str, "what happened; with the parameters it makes the sentence that is printed"]
    parameters: Annotated[dict[str, Any], "what the sentence tells; money and days as text, quantities in cartons (条)"]
    actor: EmployeeNo
    reason: Annotated[str | None, "why; always there where something was taken away"]


def _groups(recorded: Recorded[Event]) -> tuple[Key, ...]:
    return () if recorded.customer_seq is None else ((recorded.position,),)


def _happened(_: Rows, recorded: Recorded[Any]) -> Rows:
    event = recorded.event
    kind, parameters = KINDS[type(event)]
    return [
        TimelineRow(
            recorded.position,
            event.customer_no,
            recorded.customer_seq or 0,
            event.effective_at,
            event.effective_on,
            recorded.recorded_at,
            event.topic,
            kind,
            parameters(event),
            event.actor,
            event.reason,
        )
    ]


CUSTOMER_TIMELINE = ReadTable(
    name="customer_timeline",
    meaning="Every event about a customer, in whatever stream it stands; complaints of others are left out",
    row=TimelineRow,
    key=("position",),
    group=("position",),
    groups=_groups,
    folds=dict.fromkeys(KINDS, _happened),
    creates=frozenset(KINDS),
    version=2,
    from_log=timeline_statement,
)
