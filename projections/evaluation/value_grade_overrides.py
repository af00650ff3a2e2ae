"""value_grade_overrides: grades that were put in force for a time, by whom approved, and how that ended."""

from datetime import date, datetime
from typing import Annotated, NamedTuple

from domain.evaluation.grade_events import CustomerValueGradeOverridden, CustomerValueGradeOverrideEnded
from domain.kernel.event import Recorded
from domain.kernel.fields import CustomerNo, EmployeeNo
from projections.fold.customer_topics import customer_topics_but
from projections.fold.table import ReadTable, Rows

IN_FORCE = "in_force"


class OverrideRow(NamedTuple):
    """One override."""

    customer_no: CustomerNo
    since: Annotated[datetime, "from when it holds"]
    grade: Annotated[str, "the value grade put in force"]
    until: Annotated[date, "the first day on which it no longer holds"]
    status: Annotated[str, "in_force until an event ends it; then expired or revoked"]
    ended_at: Annotated[datetime | None, "from when it no longer holds; null while no event ended it"]
    reason: Annotated[str | None, "why the grade was overridden"]
    approved_by: Annotated[EmployeeNo, "who approved it"]


def _overridden(rows: Rows, recorded: Recorded[CustomerValueGradeOverridden]) -> Rows:
    """One more; it takes the place of one that was revoked in the instant in which it began."""
    event = recorded.event
    row = OverrideRow(
        customer_no=event.customer_no,
        since=event.effective_at,
        grade=event.grade,
        until=event.until,
        status=IN_FORCE,
        ended_at=None,
        reason=event.reason,
        approved_by=event.approved_by,
    )
    return [*(earlier for earlier in rows if earlier.since != row.since), row]


def _ended(rows: Rows, recorded: Recorded[CustomerValueGradeOverrideEnded]) -> Rows:
    event = recorded.event
    return [
        row._replace(status=event.why.value, ended_at=event.effective_at) if row.status == IN_FORCE else row
        for row in rows
    ]


VALUE_GRADE_OVERRIDES = ReadTable(
    name="value_grade_overrides",
    meaning="Value grades put in force for a time against what the rounds gave",
    row=OverrideRow,
    key=("customer_no", "since"),
    group=("customer_no",),
    groups=lambda recorded: ((recorded.event.customer_no,),),
    folds={CustomerValueGradeOverridden: _overridden, CustomerValueGradeOverrideEnded: _ended},
    ignores=customer_topics_but("value_grade_overridden value_grade_override_ended"),
    indexes=(("status", "until"),),
    unlisted=frozenset(),
)
