"""Every change of every record in a period, history by history, in no more memory for a long log than a short one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from domain.customers.refusals import CustomerNotFound
from domain.kernel.event import Recorded
from eventlog.read.reading import position_known_at, read_customer, read_histories, touched_histories
from eventlog.runtime.chunks import chunks
from projections.catalogue import TABLES
from projections.explaining.records import FieldChange, changes_by
from projections.fold.table import ReadTable
from service.audit.explain import find_field, find_table
from service.queries import AsOf, reached_position
from service.question_refusals import PeriodBackwards
from service.session import Session

HISTORIES = 8
"""Histories read at a time; a customer of ten years has two thousand events."""

_RECORDS: Mapping[str, ReadTable] = {
    table.name: table
    # The file by its periods first: what is learned late shows there even if the present profile does not change.
    for table in sorted(TABLES.values(), key=lambda table: table.stretches is None)
    if table.unlisted is not None
}


@dataclass(frozen=True)
class Period:
    """Between two instants (`datetime`): what was recorded then. Between two days: what was effective then.

    Both ends count.
    """

    since: date
    until: date

    def holds(self, recorded: Recorded) -> bool:
        """Whether the event falls into the period."""
        at = recorded.recorded_at if isinstance(self.since, datetime) else recorded.event.effective_on
        return self.since <= at <= self.until


@dataclass(frozen=True)
class Wanted:
    """Which changes are asked for; None means all."""

    customer_no: str | None = None
    actor: str | None = None
    table: str | None = None
    field: str | None = None

    def holds(self, change: FieldChange) -> bool:
        """Whether the change is one of them; the table is looked after before."""
        return self.actor in (None, change.recorded.event.actor) and (
            (self.table is None and self.field is None)
            if change.difference is None
            else self.field in (None, change.difference.field)
        )


@dataclass(frozen=True)
class Review:
    """The position it holds for, how many events the period has, and the changes as they are found.

    Each step of `steps` tells how many of the events it was about.
    """

    position: int
    events: int
    steps: Iterator[tuple[int, list[FieldChange]]]


def changes_in(session: Session, period: Period, wanted: Wanted, at_position: int | None) -> Review:
    """Look through the histories that have events in the period, in the order of their first one there.

    Raises `PeriodBackwards`, `TableUnknown`, `FieldUnknown` or `CustomerNotFound`.
    """
    if period.since > period.until:
        raise PeriodBackwards(since=period.since, until=period.until)
    tables = list(_RECORDS.values()) if wanted.table is None else [find_table(wanted.table, _RECORDS)]
    if wanted.field is not None:
        listed = [column for table in tables for column in table.listed]
        column = find_field(wanted.field, listed, ", ".join(table.name for table in tables))
        tables = [table for table in tables if column.name in {one.name for one in table.listed}]
    connection, branch = session.connection, session.branch
    position = reached_position(session, AsOf(at_position=at_position))
    if isinstance(period.until, datetime):
        position = min(position, position_known_at(connection, branch, period.until))
    if wanted.customer_no is not None and not read_customer(connection, branch, wanted.customer_no, up_to=position):
        raise CustomerNotFound(customer_no=wanted.customer_no)
    touched = touched_histories(
        connection, branch, period.since, period.until, up_to=position, customer_no=wanted.customer_no
    )

    def steps() -> Iterator[tuple[int, list[FieldChange]]]:
        for histories in chunks(touched, HISTORIES):
            found = read_histories(connection, branch, histories, up_to=position)
            for history, events in zip(histories, found, strict=True):
                yield history.events, [c for c in changes_by(events, period.holds, tables) if wanted.holds(c)]

    return Review(position, sum(history.events for history in touched), steps())
