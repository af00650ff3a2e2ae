"""All customers of a branch as the log knows them at a position: their states, their tiers, their scores."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from domain.customers import customer as customers
from domain.customers.customer import Customer, may_order
from domain.customers.events import CustomerEvent
from domain.kernel.event import EVENT_TYPES, Event
from domain.kernel.stamp import Stamp
from domain.orders.events import GoodsReturned, OrderDelivered, ReturnRecorded
from domain.supply.events import Measure
from eventlog.read.reading import read_log
from service.session import Session

BATCH = 20_000
"""Events read at a time."""


def all_customers(session: Session, position: int) -> dict[str, Customer]:
    """Every customer ever enrolled, by number."""
    states: dict[str, Customer] = {}
    topics = [topic for topic, kind in EVENT_TYPES.items() if issubclass(kind, CustomerEvent)]
    for event in _events(session, topics, position):
        number = event.customer_no  # type: ignore[attr-defined]
        states[number] = customers.evolve(states.get(number), event)  # type: ignore[arg-type]
    return states


def supplied_by_tier(session: Session, position: int, stamp: Stamp) -> Counter[int | None]:
    """How many customers who may order at the stamp's instant are in each tier; None counts those in none."""
    return Counter(
        customer.supply_tiers.at(stamp.effective_at)
        for customer in all_customers(session, position).values()
        if may_order(customer, stamp.effective_at, stamp.effective_on)
    )


def delivered_cartons(session: Session, measure: Measure, days: tuple[date, date], position: int) -> Counter[str]:
    """Cartons by customer over the days (the second is out): handed over, or less what came back."""
    begin, end = days
    topics = [OrderDelivered.topic]
    if measure is Measure.NET:
        topics += [GoodsReturned.topic, ReturnRecorded.topic]
    cartons: Counter[str] = Counter()
    for event in _events(session, topics, position):
        if begin <= event.effective_on < end:
            match event:
                case OrderDelivered():
                    cartons[event.customer_no] += event.delivered_qty
                case GoodsReturned() | ReturnRecorded():
                    cartons[event.customer_no] -= event.returned_qty
    return cartons


def _events(session: Session, topics: Sequence[str], position: int) -> Iterator[Event]:
    after = 0
    while events := read_log(
        session.connection, session.branch, after=after, limit=BATCH, up_to=position, topics=topics
    ):
        yield from (recorded.event for recorded in events)
        after = events[-1].position
