"""A log of small events: visits, status changes, complaints and their answers, file changes; always the same ones."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from psycopg.sql import SQL, Identifier

from benchmarks.measuring import tell
from benchmarks.server import Place
from domain.complaints.events import ClosingRecord, ComplaintClosed, ComplaintReceived, ComplaintResponded
from domain.customers.events import (
    CustomerEnrolled,
    CustomerMoved,
    CustomerProfileVerified,
    CustomerResumed,
    CustomerSuspended,
    CustomerVisited,
)
from domain.kernel.event import Event
from domain.kernel.party import Party
from domain.kernel.streams import stream_of
from eventlog.append.new_event import NewEvent, continue_stream
from eventlog.append.recorder import LogRecorder
from eventlog.branch import Branch
from eventlog.database import connect
from eventlog.runtime.chunks import chunks
from eventlog.runtime.gc_pause import gc_pause

HISTORY = 100
"""Events of one customer: about a year and a half of a shop that is called on once a week."""

CHUNK = 10_000
_WEEK = timedelta(weeks=1)
_PERIOD = 20  # after so many events the kinds of events come round again


def fill(place: Place, branch: Branch, events: int) -> None:
    """Append that many; the events of one customer lie far apart, as they do in a log that grew over years."""
    recorder = LogRecorder(place.database.operator, branch)
    with gc_pause():
        for number, chunk in enumerate(chunks(new_events(branch, events), CHUNK)):
            recorder.append(chunk)
            if number % 10 == 9:
                tell(f"filling a log of {events:,}: {(number + 1) * CHUNK:,}")
    recorder.datastore.close()
    with connect(place.database.admin, autocommit=True) as connection:  # as the server does by itself within minutes
        connection.execute(SQL("VACUUM (ANALYZE) {}").format(Identifier(branch.log_schema, "stored_events")))


def new_events(branch: Branch, events: int) -> Iterator[NewEvent]:
    """The first `events` of a log whose customers have `HISTORY` events each."""
    customers = max(1, events // HISTORY)
    versions: dict[object, int] = {}

    def one_by_one() -> Iterator[NewEvent]:
        for number in range(events // customers + 1):
            for customer in range(customers):
                event = nth_event(branch, customer, number)
                stream = branch.stream(*stream_of(event))
                version = versions.pop(stream, 0)
                if not isinstance(event, ComplaintClosed):
                    versions[stream] = version + 1
                yield from continue_stream(branch, stream, version, [event])

    return islice(one_by_one(), events)


def customer_no(number: int) -> str:
    """The number of the n-th customer."""
    return f"11{number:06d}"


def nth_event(branch: Branch, customer: int, number: int) -> Event:
    """What happened to the customer in that week."""
    at = datetime(2022, 1, 3, 8, tzinfo=branch.tz) + number * _WEEK + timedelta(minutes=customer % 500)
    said: dict[str, Any] = {
        "actor": f"E{customer % 40:02d}",
        "effective_at": at,
        "effective_on": at.date(),
        "customer_no": customer_no(customer),
    }
    complaint = {**said, "complaint_no": f"C{customer}-{number // _PERIOD}"}
    if number == 0:
        return CustomerEnrolled(
            **said, name=f"便民烟酒店 {customer}", address=f"人民路 {customer} 号", account_manager=said["actor"]
        )
    match number % _PERIOD:
        case 3:
            return CustomerMoved(**said, address=f"解放路 {customer + number} 号")
        case 6:
            return ComplaintReceived(**complaint, party=Party.RETAILER, text="少送一条")
        case 7:
            return ComplaintResponded(**complaint, text="明日补送")
        case 8:
            return ComplaintClosed(
                **complaint, outcome="已补送", cause="漏装", action="补送", record=ClosingRecord.COMPLETE
            )
        case 12:
            return CustomerSuspended(**said, reason="店面装修")
        case 14:
            return CustomerResumed(**said)
        case 0 | 17:
            return CustomerProfileVerified(**said)
    return CustomerVisited(**said, purpose="访销", visitor=said["actor"], finding=f"陈列整齐, 库存 {number} 条")
