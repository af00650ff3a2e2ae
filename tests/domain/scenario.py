"""Given what happened, when something is decided, then this is recorded: `given(enrolled()).when(resume).then(...)`."""

import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from decimal import Decimal
from functools import reduce
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from domain.complaints import complaint, handling, policy
from domain.complaints.events import ComplaintReceived, ComplaintResponded
from domain.customers import customer
from domain.customers.events import CustomerEnrolled, CustomerResumed, CustomerSuspended, CustomerWithdrawn
from domain.evaluation import scheme
from domain.kernel import versions
from domain.kernel.event import Event
from domain.kernel.party import Party
from domain.kernel.refusals import Refusal
from domain.kernel.stamp import Stamp, make_stamp
from domain.orders import order
from domain.orders.events import Channel, OrderConfirmed, OrderDelivered, OrderPlaced
from domain.orders.lines import RequestedLine
from domain.surveys import questionnaire

SHANGHAI = ZoneInfo("Asia/Shanghai")
_STATES = {handling: complaint, policy: versions, scheme: versions, questionnaire: versions}
NOW = datetime(2024, 6, 1, tzinfo=SHANGHAI)
E = TypeVar("E", bound=Event)


def evolve_of(decision: Callable[..., Sequence[Event]]) -> Callable[[Any, Any], Any]:
    """What makes the state that the decision looks at: its own module's, that of `_STATES`, or else the customer's."""
    home = sys.modules[decision.__module__]
    return getattr(_STATES.get(home, home), "evolve", customer.evolve)


def instant(text: str) -> datetime:
    """`2021-07-01` or `2021-07-01 08:30`, in Shanghai."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def stamp(at: str, *, by: str = "E7", reason: str | None = None) -> Stamp:
    """The envelope of a command that employee `by` gives, effective `at`."""
    return make_stamp(actor=by, effective_at=instant(at), now=NOW, zone=SHANGHAI, reason=reason)


class Outcome:
    """What a decision recorded, or why it refused."""

    def __init__(self, events: Sequence[Event], refusal: Refusal | None) -> None:
        self.events = events
        self.refusal = refusal

    def then(self, kind: type[Event], /, **facts: object) -> "Outcome":
        """Exactly one event was recorded, of this kind and with these facts."""
        if self.refusal:
            raise self.refusal
        assert [type(event) for event in self.events] == [kind]
        assert {name: getattr(self.events[0], name) for name in facts} == facts
        return self

    def then_each(self, *kinds: type[Event]) -> "Outcome":
        """These kinds of events were recorded, in this order."""
        if self.refusal:
            raise self.refusal
        assert [type(event) for event in self.events] == list(kinds)
        return self

    def then_nothing(self) -> None:
        """There was nothing to record."""
        self.then_each()

    def then_refused(self, kind: type[Refusal], /, **facts: object) -> None:
        """It was refused for this reason."""
        assert type(self.refusal) is kind, self.refusal or self.events
        assert "None" not in str(self.refusal)  # every fact of the message was given
        assert {name: self.refusal.facts[name] for name in facts} == facts


class Given:
    """What happened so far."""

    def __init__(self, history: Sequence[Event]) -> None:
        self.history = history

    def when(
        self,
        decision: Callable[..., Sequence[Event]],
        *arguments: object,
        at: str = "2021-07-01",
        by: str = "E7",
        reason: str | None = None,
        **named: object,
    ) -> Outcome:
        """Decide on what the decision's own module makes of the history."""
        state: Any = reduce(evolve_of(decision), self.history, None)
        try:
            return Outcome(decision(state, *arguments, stamp=stamp(at, by=by, reason=reason), **named), None)
        except Refusal as refusal:
            return Outcome([], refusal)


def given(*history: Event) -> Given:
    """Begin a scenario with what happened, in the order in which it was told."""
    return Given(history)


def told(kind: type[E], at: str, /, **facts: object) -> E:
    """An event as it would have been recorded, effective `at`."""
    return kind(**stamp(at).fields(), **facts)


def enrolled(at: str = "2020-01-01", customer_no: str = "110001", **profile: object) -> CustomerEnrolled:
    return told(CustomerEnrolled, at, customer_no=customer_no, **profile)


def suspended(at: str, **facts: object) -> CustomerSuspended:
    return told(CustomerSuspended, at, customer_no="110001", **facts)


def resumed(at: str) -> CustomerResumed:
    return told(CustomerResumed, at, customer_no="110001")


def withdrawn(at: str) -> CustomerWithdrawn:
    return told(CustomerWithdrawn, at, customer_no="110001")


def the_customer(*history: Event) -> customer.Customer:
    """The customer of this history; by default one enrolled on 2020-01-01."""
    return reduce(customer.evolve, history or (enrolled(),), None)  # type: ignore[arg-type, return-value]


def the_complaint(*history: Event) -> complaint.Complaint:
    """The complaint of this history; by default the one of `received()`."""
    return reduce(complaint.evolve, history or (received(),), None)  # type: ignore[arg-type, return-value]


def the_order(*history: Event) -> order.Order:
    """The order of this history; by default the one of `placed()`."""
    return reduce(order.evolve, history or (placed(),), None)  # type: ignore[arg-type, return-value]


def line(line_no: int = 1, qty: Any = 3, amount: Any = "10.00", sku: str = "6901028") -> RequestedLine:
    """A line as the command line or a file gives it."""
    money = Decimal(amount) if isinstance(amount, str) else amount
    return {"line_no": line_no, "sku": sku, "requested_qty": qty, "amount": money}


def placed(*lines: RequestedLine, at: str = "2021-06-01", order_no: str = "A-1", **facts: object) -> OrderPlaced:
    """An order of 3 cartons for 10.00 unless lines are given."""
    given_lines = lines or (line(),)
    return told(
        OrderPlaced,
        at,
        order_no=order_no,
        customer_no="110001",
        channel=Channel.VISIT,
        lines=given_lines,
        requested_qty=sum(one["requested_qty"] for one in given_lines),
        amount=sum((one["amount"] for one in given_lines), Decimal(0)),
        **facts,
    )


def _step(kind: type[E], at: str, **facts: object) -> E:
    first = placed()
    return told(
        kind,
        at,
        order_no="A-1",
        customer_no="110001",
        placed_at=first.effective_at,
        placed_on=first.effective_on,
        **facts,
    )


def confirmed(at: str = "2021-06-02", ordered_qty: int = 3, amount: str = "10.00", **facts: object) -> OrderConfirmed:
    return _step(OrderConfirmed, at, ordered_qty=ordered_qty, amount=Decimal(amount), **facts)


def delivered(at: str = "2021-06-03", delivered_qty: int = 3, amount: str = "10.00", **facts: object) -> OrderDelivered:
    return _step(OrderDelivered, at, delivered_qty=delivered_qty, amount=Decimal(amount), **facts)


def received(at: str = "2021-06-01", customer_no: str | None = None, complaint_no: str = "C-1") -> ComplaintReceived:
    return told(
        ComplaintReceived, at, complaint_no=complaint_no, customer_no=customer_no, party=Party.UNKNOWN, text="少送一条"
    )


def responded(at: str = "2021-06-02") -> ComplaintResponded:
    return told(ComplaintResponded, at, complaint_no="C-1", text="已补送")
