"""Who went where between two days: of any kind of grade, tier or class."""

from collections import Counter
from datetime import date, datetime

from domain.kernel.assigning import AssignedKind
from projections.evaluation.tier_assignments import TIER_ASSIGNMENTS
from projections.running.query import Wanted
from service.queries import AsOf, ListedRows, list_table
from service.question_refusals import PeriodBackwards
from service.session import Session

Flows = Counter[tuple[str | None, str | None]]
"""(value before, value after) -> customers; None: in none."""


def flows(session: Session, kind: AssignedKind, since: date, until: date, bounds: AsOf) -> tuple[ListedRows, Flows]:
    """From which value to which customers went between the beginnings of two days, those who stayed included.

    Raises `PeriodBackwards`, and what `list_table` raises.
    """
    if since > until:
        raise PeriodBackwards(since=since, until=until)
    wanted = Wanted(("customer_no", "valid_from"), {"kind": kind.value})
    listed = list_table(session, TIER_ASSIGNMENTS, wanted, bounds)
    before, after = (_held(listed, session.branch.midnight(day)) for day in (since, until))
    return listed, Counter((before.get(number), after.get(number)) for number in {**before, **after})


def _held(listed: ListedRows, at: datetime) -> dict[str, str]:
    return {
        row.customer_no: row.value
        for row in listed.rows
        if row.valid_from <= at and (row.valid_to is None or at < row.valid_to)
    }
