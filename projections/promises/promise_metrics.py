"""promise_metrics: how many promises were kept, by the month they were due in and by owner."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated, NamedTuple

from domain.kernel.event import Recorded
from domain.kernel.fields import EmployeeNo
from domain.kernel.months import first_day
from domain.kernel.rate import rate
from domain.promises.events import (
    PromiseBroken,
    PromiseEvent,
    PromiseKept,
    PromiseLapsed,
    PromiseMade,
    PromisePublished,
    PromiseWithdrawn,
)
from domain.promises.promise import became
from projections.fold.table import ReadTable, Rows, sums


class PromiseMonthRow(NamedTuple):
    """One owner's promises due in one month."""

    month: Annotated[date, "first day of the month the promises are due in"]
    owner: Annotated[EmployeeNo, "the number of the employee who answers for them"]
    made: Annotated[int, "promises made or published"] = 0
    kept: Annotated[int, "kept in time"] = 0
    kept_late: Annotated[int, "kept after the due day"] = 0
    broken: Annotated[int, "not kept, with reason and workaround"] = 0
    withdrawn: Annotated[int, "taken back before they were due"] = 0
    unsettled: Annotated[int, "none of these yet: not due, or overdue"] = 0
    lapsed: Annotated[int, "found unkept when a day was closed after the due day, whatever came later"] = 0
    kept_rate: Annotated[Decimal | None, "kept / (kept + kept_late + broken); null where nothing was due"] = None


_COUNTS = ("made", "kept", "kept_late", "broken", "withdrawn", "unsettled", "lapsed")


def _groups(recorded: Recorded[PromiseEvent]) -> tuple[tuple[date, str], ...]:
    event = recorded.event
    return ((first_day(event.due_on), event.owner),)


def _counted(rows: Rows, recorded: Recorded[PromiseEvent]) -> PromiseMonthRow:
    return rows[0] if rows else PromiseMonthRow(*_groups(recorded)[0])


def _made(rows: Rows, recorded: Recorded[PromiseEvent]) -> Rows:
    row = _counted(rows, recorded)
    return [row._replace(made=row.made + 1, unsettled=row.unsettled + 1)]


def _lapsed(rows: Rows, recorded: Recorded[PromiseLapsed]) -> Rows:
    row = _counted(rows, recorded)
    return [row._replace(lapsed=row.lapsed + 1)]


def _settled(rows: Rows, recorded: Recorded[PromiseEvent]) -> Rows:
    row, status = _counted(rows, recorded), became(recorded.event).value
    row = row._replace(**{status: getattr(row, status) + 1}, unsettled=row.unsettled - 1)
    return [row._replace(kept_rate=_kept_rate(row._asdict()))]


def _kept_rate(counts: Mapping[str, int]) -> Decimal | None:
    return rate(counts["kept"], counts["kept"] + counts["kept_late"] + counts["broken"])


def total(rows: Sequence[PromiseMonthRow]) -> dict[str, int | Decimal | None]:
    """The counts of all rows together, and the rate that they give."""
    counts = sums(rows, _COUNTS)
    return {**counts, "kept_rate": _kept_rate(counts)}


PROMISE_METRICS = ReadTable(
    name="promise_metrics",
    meaning="Promises (承诺) by the month they are due in and by owner, and the share of those settled that was kept",
    row=PromiseMonthRow,
    key=("month", "owner"),
    group=("month", "owner"),
    groups=_groups,
    folds={
        PromiseMade: _made,
        PromisePublished: _made,
        PromiseKept: _settled,
        PromiseBroken: _settled,
        PromiseWithdrawn: _settled,
        PromiseLapsed: _lapsed,
    },
    watches=("promise",),
    across_customers=True,
    joined=lambda rows: rows[0]._replace(**total(rows)),
)
