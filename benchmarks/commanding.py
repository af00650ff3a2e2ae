"""One command after the other, from one client."""

from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal
from functools import reduce
from statistics import median
from time import perf_counter
from typing import Any

from benchmarks.figures import Figure
from benchmarks.logs import Logs
from benchmarks.measuring import tell
from benchmarks.reference import ReferenceEvent, vanilla
from benchmarks.server import NOW, Place
from benchmarks.sizes import Sizes
from domain.customers import customer as customers
from domain.customers.customer import Customer
from domain.orders import order as orders
from domain.orders.lines import RequestedLine
from service.commands import carry_out
from service.customers import enrol_customer
from service.orders.orders import place_order
from service.session import Envelope

NUMBER = "110001"
LINES = [
    RequestedLine(line_no=n, sku=f"69010280{n:05d}", requested_qty=10, amount=Decimal("1250.00")) for n in range(1, 6)
]


def measure_command(place: Place, logs: Logs, sizes: Sizes) -> list[Figure]:
    """Orders of five lines placed a second, one by one, each durable when it is answered.

    Ours: the service's `place_order`, which reads the customer and the order, decides, and appends under the guards.
    The library: `repository.get()` of the customer, the same decision, `save()` of the same event. In turn, order by
    order; both connections are open already.
    """
    branch = place.new_branch()
    enrolled_at = Envelope("E1", effective_at=NOW - timedelta(days=365))
    with place.session(branch) as session:
        (enrolled,) = carry_out(session, enrolled_at, enrol_customer(NUMBER, {"name": "便民烟酒店"})).events
        application = vanilla(place)
        customer_id = branch.stream("customer", NUMBER)
        application.save(ReferenceEvent(customer_id, 1, enrolled))
        stamp = session.stamp(Envelope("E1"))

        def ours(order_no: str) -> None:
            carry_out(session, Envelope("E1"), place_order(order_no, NUMBER, LINES))

        def librarys(order_no: str) -> None:
            customer = application.repository.get(customer_id, projector_func=_project)
            (placed,) = orders.place_order(None, customer, order_no=order_no, lines=LINES, stamp=stamp)
            application.save(ReferenceEvent(branch.stream("order", order_no), 1, placed))

        sides = {"ours": ours, "library": librarys}
        times: dict[str, list[float]] = {side: [] for side in sides}
        for number in range(sizes.commands):
            for side, command in sides.items():
                began = perf_counter()
                command(f"A-{number}")
                times[side].append(perf_counter() - began)
        application.close()
    tell("orders placed one by one")
    return [
        Figure(
            "single command, place an order",
            "/s",
            1 / median(times["ours"]),
            against="library's get() and save()",
            reference=1 / median(times["library"]),
            least_ratio=0.9,
            note=f"median of {sizes.commands}",
        )
    ]


def _project(customer: Any, events: Iterable[Any]) -> Any:
    start: Customer | None = customer
    return reduce(customers.evolve, (given.event for given in events), start)
