"""Events to fill a log with, and a look at whether it is whole."""

from typing import Any

from psycopg import Connection
from psycopg.sql import SQL, Identifier

from domain.complaints.events import ComplaintReceived
from domain.customers.events import CustomerVisited
from domain.kernel.event import Event
from domain.kernel.party import Party
from eventlog.append.new_event import NewEvent, continue_stream
from eventlog.append.recorder import COPY_ABOVE
from eventlog.branch import Branch
from tests.domain.scenario import told

BY_COPY = "长" * (COPY_ABOVE // 3 + 1)
"""A finding that makes its append go by COPY."""


def visit(customer_no: str = "110001", finding: str = "好", **facts: Any) -> CustomerVisited:
    return told(
        CustomerVisited, "2021-07-01", customer_no=customer_no, purpose="访销", visitor="E7", finding=finding, **facts
    )


def complaint(complaint_no: str, customer_no: str | None) -> ComplaintReceived:
    """An event in a stream of its own that belongs to a customer's history, or to nobody's."""
    facts: dict[str, Any] = {"complaint_no": complaint_no, "customer_no": customer_no, "text": "少送一条"}
    return told(ComplaintReceived, "2021-07-01", party=Party.UNKNOWN, **facts)


def of_customer(branch: Branch, version: int, *events: Event, customer_no: str = "110001") -> list[NewEvent]:
    """The events as next of the customer's stream, which stands at `version`."""
    return continue_stream(branch, branch.stream("customer", customer_no), version, events)


def stored(connection: Connection[Any], branch: Branch) -> list[tuple[Any, ...]]:
    """(position, stream, version, customer, customer_seq, state) of everything in the log, in order."""
    table = Identifier(branch.log_schema, "stored_events")
    statement = SQL(
        "SELECT notification_id, originator_id, originator_version, customer_id, customer_seq, state FROM {}"
        " ORDER BY notification_id"
    )
    return connection.execute(statement.format(table)).fetchall()


def is_whole(connection: Connection[Any], branch: Branch) -> bool:
    """Whether every stream's versions, and every customer's numbers, count from 1 without gaps in the log's order."""
    counted: dict[object, int] = {}
    for _, stream, version, customer, number, _ in stored(connection, branch):
        for key, value in (("stream", stream), version), (("customer", customer), number):
            if key[1] is not None:
                counted[key] = counted.get(key, 0) + 1
                if counted[key] != value:
                    return False
    return True
