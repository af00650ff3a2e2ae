"""One customer's file as of any day, in a small log and in a large one."""

from datetime import date, datetime, timedelta
from time import perf_counter
from typing import Any

from benchmarks.figures import Figure
from benchmarks.logs import Logs
from benchmarks.measuring import quantile, tell
from benchmarks.server import Place
from benchmarks.sizes import Sizes
from benchmarks.small_events import HISTORY, customer_no
from projections.complaints.complaints import COMPLAINTS
from projections.customers.customer_profile_periods import CUSTOMER_PROFILE_PERIODS
from projections.customers.customer_profiles import CUSTOMER_PROFILES
from projections.orders.customer_months import CUSTOMER_MONTHS
from service.queries import AsOf, about_customer
from service.session import Session

TABLES = (CUSTOMER_PROFILES, CUSTOMER_PROFILE_PERIODS, CUSTOMER_MONTHS, COMPLAINTS)
"""What `customer show` asks for."""


def measure_asking(place: Place, logs: Logs, sizes: Sizes) -> list[Figure]:
    """Milliseconds to answer what a customer's file said by a day, and by what was known at an instant.

    The same question in turn to two logs, of which each customer has equally many events, far apart. The connection
    is open already.
    """
    small, large = (place.session(logs.small(events)) for events in (sizes.few, sizes.many))
    with small, large:
        small.branch, large.branch  # noqa: B018 - looked up once
        known = [_middle_instant(session) for session in (small, large)]
        times: dict[tuple[str, int], list[float]] = {}
        for number in range(sizes.questions):
            day = date(2022, 2, 1) + timedelta(days=7 * (number * 37 % HISTORY))
            for which, (session, events) in enumerate(((small, sizes.few), (large, sizes.many))):
                customers = max(1, events // HISTORY)
                who = customer_no(number * 7919 % customers)
                for kind, bounds in (("as of a day", AsOf(as_of=day)), ("known at", AsOf(known_at=known[which]))):
                    times.setdefault((kind, which), []).append(_seconds(session, who, bounds))
    tell("questions asked")
    return [
        Figure(
            f"one customer, {kind}, {name} of {sizes.questions}",
            "ms",
            1000 * quantile(times[kind, 1], share),
            against=f"the same with {sizes.few:,} events",
            reference=1000 * quantile(times[kind, 0], share),
            most=20 if share == 0.5 else None,
            most_ratio=1.5 if share == 0.5 else None,
            note=f"{sizes.many:,} events in the log",
        )
        for kind in ("as of a day", "known at")
        for name, share in (("p50", 0.5), ("p95", 0.95))
    ]


def _seconds(session: Session, customer: str, bounds: AsOf) -> float:
    began = perf_counter()
    about_customer(session, customer, bounds, TABLES)
    return perf_counter() - began


def _middle_instant(session: Session) -> datetime:
    """An instant at which nearly half of the log was recorded."""
    row: Any = session.connection.execute(
        f"SELECT recorded_at FROM {session.branch.log_schema}.stored_events"  # noqa: S608 - a checked slug
        f" WHERE notification_id >= (SELECT max(notification_id) / 2 FROM {session.branch.log_schema}.stored_events)"
        " ORDER BY notification_id LIMIT 1"
    ).fetchone()
    return row[0]  # type: ignore[no-any-return]
