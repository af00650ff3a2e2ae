"""promise_metrics: how many promises were kept, by the month they were due in and by owner."""

from datetime import date
from decimal import Decimal
from typing import Annotated, NamedTuple

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
from projections.fold.tally import Added, tally


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


def _key(event: PromiseEvent) -> tuple[date, str]:
    return first_day(event.due_on), event.owner


def _made(event: PromiseEvent) -> Added:
    return {_key(event): {"made": 1, "unsettled": 1}}


def _settled(event: PromiseEvent) -> Added:
    return {_key(event): {became(event).value: 1, "unsettled": -1}}


PROMISE_METRICS = tally(
    name="promise_metrics",
    meaning="Promises (承诺) by the month they are due in and by owner, and the share of those settled that was kept",
    row=PromiseMonthRow,
    key=("month", "owner"),
    adds={
        PromiseMade: _made,
        PromisePublished: _made,
        PromiseKept: _settled,
        PromiseBroken: _settled,
        PromiseWithdrawn: _settled,
        PromiseLapsed: lambda event: {_key(event): {"lapsed": 1}},
    },
    derived={"kept_rate": lambda kept, kept_late, broken: rate(kept, kept + kept_late + broken)},
)
