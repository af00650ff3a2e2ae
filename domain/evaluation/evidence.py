"""What is known of a customer when a round looks: months of figures, the file, judgements, the law kept."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple, Protocol

from domain.evaluation.period import months_between, shifted
from domain.surveys.asked_item import AnsweredItem


class MonthFigures(Protocol):
    """One month of a customer, as the table customer_months has it."""

    @property
    def month(self) -> date: ...
    @property
    def orders(self) -> int: ...
    @property
    def requested_qty(self) -> int: ...
    @property
    def ordered_qty(self) -> int: ...
    @property
    def delivered_qty(self) -> int: ...
    @property
    def delivered_amount(self) -> Decimal: ...
    @property
    def returned_qty(self) -> int: ...
    @property
    def returned_amount(self) -> Decimal: ...
    @property
    def visits(self) -> int: ...


class MonthMargin(Protocol):
    """One month of a customer, as the view retailer_margins has it; null where no price is known."""

    @property
    def month(self) -> date: ...
    @property
    def retail_worth(self) -> Decimal | None: ...
    @property
    def margin(self) -> Decimal | None: ...
    @property
    def costed_amount(self) -> Decimal: ...
    @property
    def profit(self) -> Decimal | None: ...


class ItemScore(NamedTuple):
    """What the customer answered in a month to one item, as it was asked."""

    month: date
    item: AnsweredItem


class Sourced(NamedTuple):
    """Something known, and the last event in the log that it rests on."""

    what: Any
    position: int


@dataclass(frozen=True)
class Evidence:
    """What was known of one customer at a position of the log, about the time before `ends`."""

    customer_no: str
    ends: date
    enrolled_on: date
    months: Sequence[Sourced] = ()
    """`MonthFigures` in their order; months without any are left out."""
    file: Sourced | None = None
    """The profile that held at the end."""
    judged: Mapping[str, Sourced] = field(default_factory=dict)
    """Factor -> the last judgement of it."""
    lawful: Sourced | None = None
    """How they were last found to keep the law."""
    margins: Sequence[Sourced] = ()
    """`MonthMargin` in their order."""
    answers: Sequence[Sourced] = ()
    """`Answered`: how satisfied they said to be, in surveys and with orders."""


@dataclass(frozen=True)
class Totals:
    """Figures of a window of months added up. What came back is taken off quantities and worth."""

    months: int
    order_months: int
    orders: int
    requested_qty: int
    ordered_qty: int
    delivered_qty: int
    qty: int
    amount: Decimal
    visits: int
    position: int | None


def totals(evidence: Evidence, months: int, back: int = 0) -> Totals:
    """The last `months` months before the end, or those `back` months earlier; from the month of enrolment on."""
    until = shifted(evidence.ends, -back)
    held = in_window(evidence.months, until, months)
    rows: list[MonthFigures] = [h.what for h in held]
    return Totals(
        months=max(1, min(months, months_between(evidence.enrolled_on, until))),
        order_months=sum(1 for row in rows if row.orders > 0),
        orders=sum(row.orders for row in rows),
        requested_qty=sum(row.requested_qty for row in rows),
        ordered_qty=sum(row.ordered_qty for row in rows),
        delivered_qty=sum(row.delivered_qty for row in rows),
        qty=sum(row.delivered_qty - row.returned_qty for row in rows),
        amount=sum((row.delivered_amount - row.returned_amount for row in rows), Decimal(0)),
        visits=sum(row.visits for row in rows),
        position=last_position(held),
    )


def in_window(held: Iterable[Sourced], until: date, months: int) -> list[Sourced]:
    """What is of the last `months` months before the first day of `until`."""
    since = shifted(until, -months)
    return [h for h in held if since <= h.what.month < until]


def last_position(held: Iterable[Sourced]) -> int | None:
    """The last event that any of it rests on."""
    return max((h.position for h in held), default=None)
