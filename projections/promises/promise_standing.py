"""promise_standing: how promises to each customer went at worst, and whether the customer left after that."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, NamedTuple

from domain.customers.events import CustomerBanned, CustomerEnrolled, CustomerWithdrawn
from domain.kernel.event import Recorded
from domain.kernel.fields import CustomerNo
from domain.kernel.rate import rate
from domain.promises.events import PromiseBroken, PromiseEvent, PromiseKept, PromiseLapsed
from projections.fold.customer_topics import customer_topics_but
from projections.fold.table import Key, ReadTable, Rows, topics


class Standing(StrEnum):
    """How the promises to a customer went at worst, the worst first."""

    BROKEN = "broken"
    LATE = "late"  # kept late, or found unkept after the due day
    KEPT = "kept"
    NONE = "none"  # nothing is known of any


_WORST_FIRST = [*Standing]


class StandingRow(NamedTuple):
    """One customer and the promises made to them; those published to all are not counted."""

    customer_no: CustomerNo
    standing: Annotated[
        str, "how their promises went at worst: broken, late (kept late, or found unkept by a closing), kept, none"
    ]
    since: Annotated[date | None, "the earliest day on which one went so; null for none"]
    left_on: Annotated[date | None, "the day they left the network; null while they are in it"]
    left_after: Annotated[
        bool, "whether they left on that earliest day or later; with standing none, whether they left"
    ]


class StandingFigures(NamedTuple):
    """How many customers stand so, how many of them left after it, and the share; what they left for is not known."""

    standing: str
    customers: int
    left_after: int
    left_rate: Decimal | None


def _groups(
    recorded: Recorded[CustomerEnrolled | CustomerWithdrawn | CustomerBanned | PromiseEvent],
) -> tuple[Key, ...]:
    number = recorded.event.customer_no
    return () if number is None else ((number,),)


def _enrolled(_: Rows, recorded: Recorded[CustomerEnrolled]) -> Rows:
    return [StandingRow(recorded.event.customer_no, Standing.NONE.value, None, None, left_after=False)]


def _left(rows: Rows, recorded: Recorded[CustomerWithdrawn | CustomerBanned]) -> Rows:
    return [_judged(row._replace(left_on=recorded.event.effective_on)) for row in rows]


def _went(rows: Rows, recorded: Recorded[PromiseKept | PromiseBroken | PromiseLapsed]) -> Rows:
    event = recorded.event
    if isinstance(event, PromiseBroken):
        how = Standing.BROKEN
    else:
        how = Standing.LATE if isinstance(event, PromiseLapsed) or event.days_late else Standing.KEPT
    return [_judged(_worse(row, how, event.effective_on)) for row in rows]


def _worse(row: StandingRow, how: Standing, day: date) -> StandingRow:
    better = _WORST_FIRST.index(how) - _WORST_FIRST.index(Standing(row.standing))
    if better < 0 or (better == 0 and row.since and day < row.since):
        return row._replace(standing=how.value, since=day)
    return row


def _judged(row: StandingRow) -> StandingRow:
    left_after = row.left_on is not None and (row.since is None or row.since <= row.left_on)
    return row._replace(left_after=left_after)


def figures(rows: Iterable[StandingRow]) -> list[StandingFigures]:
    """The customers by standing, the worst first."""
    counts = Counter((row.standing, row.left_after) for row in rows)
    found = []
    for standing in Standing:
        left, customers = counts[standing, True], counts[standing, True] + counts[standing, False]
        found.append(StandingFigures(standing, customers, left, rate(left, customers)))
    return found


PROMISE_STANDING = ReadTable(
    name="promise_standing",
    meaning="How the promises to each customer went at worst, and whether the customer left after that",
    row=StandingRow,
    key=("customer_no",),
    group=("customer_no",),
    groups=_groups,
    folds={
        CustomerEnrolled: _enrolled,
        CustomerWithdrawn: _left,
        CustomerBanned: _left,
        PromiseKept: _went,
        PromiseBroken: _went,
        PromiseLapsed: _went,
    },
    creates=frozenset({CustomerEnrolled}),
    ignores=customer_topics_but("enrolled withdrawn banned") | topics("promise", "made published withdrawn"),
    indexes=(("standing", "left_after"),),
)
