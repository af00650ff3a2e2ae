"""Answer questions on both clocks, by the folds that make the read tables."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial, reduce
from typing import Any

from psycopg import IsolationLevel

from domain.customers.refusals import CustomerNotEnrolledYet, CustomerNotFound
from domain.kernel.area import Stream
from domain.kernel.event import Event, Recorded
from domain.kernel.refusals import Refusal
from domain.kernel.versions import V, Versions
from eventlog.read.reading import head, position_known_at, read_customer, read_stream
from projections.fold.fold import fold_events
from projections.fold.table import ReadTable, Rows
from projections.fold.view import View
from projections.running.fold_log import fold_log
from projections.running.query import Lag, Wanted, fitting_rows, stored_rows, wanted_rows
from projections.running.stored_or_folded import stored_or_folded
from projections.running.view_rows import rows_over
from service.session import Session


@dataclass(frozen=True)
class AsOf:
    """How much of the log a question is about; nothing given means all there is.

    `as_of` is a day of the branch: what was effective by its end. `known_at` and `at_position` bound what was recorded.
    """

    as_of: date | None = None
    known_at: datetime | None = None
    at_position: int | None = None

    @property
    def given(self) -> bool:
        """Whether there is any bound."""
        return self != AsOf()

    def holds(self, event: Event) -> bool:
        """Whether the event was effective by the end of the day, if one is given."""
        return self.as_of is None or event.effective_on <= self.as_of


@dataclass(frozen=True)
class RowsByTable:
    """Rows by table, sorted by key, and the position they hold for."""

    position: int
    rows: dict[str, Rows]


@dataclass(frozen=True)
class ListedRows:
    """The rows of one table. `lag` tells how far a stored table is behind; None where the rows were just folded."""

    position: int
    rows: Rows
    lag: Lag | None = None


def reached_position(session: Session, bounds: AsOf) -> int:
    """The position an answer holds for: the highest one within the bounds."""
    position = head(session.connection, session.branch)
    if bounds.known_at is not None:
        position = min(position, position_known_at(session.connection, session.branch, bounds.known_at))
    if bounds.at_position is not None:
        position = min(position, bounds.at_position)
    return position


def customer_history(session: Session, customer_no: str, bounds: AsOf) -> tuple[int, list[Recorded]]:
    """The position, and what had happened with a customer by then, in whatever stream it stands.

    Raises `CustomerNotFound` where the number was unknown by then, and `CustomerNotEnrolledYet`.
    """
    position = reached_position(session, bounds)
    events = read_customer(session.connection, session.branch, customer_no, up_to=position)
    if not events:
        raise CustomerNotFound(customer_no=customer_no)
    return position, effective(events, bounds, partial(CustomerNotEnrolledYet, customer_no=customer_no))


def about_customer(session: Session, customer_no: str, bounds: AsOf, tables: Iterable[ReadTable]) -> RowsByTable:
    """What the tables hold of one customer; refused as `customer_history` is."""
    position, events = customer_history(session, customer_no, bounds)
    return RowsByTable(position, fold_events(tables, events))


def about_stream(
    session: Session,
    stream: Stream[Any],
    number: str,
    bounds: AsOf,
    tables: Iterable[ReadTable],
    not_yet: type[Refusal],
) -> RowsByTable:
    """What the tables hold of one stream. Raises the stream's `missing`, or `not_yet(<kind>_no, since, at)`."""
    position = reached_position(session, bounds)
    events = read_stream(session.connection, session.branch, session.branch.stream(*stream.key(number)), up_to=position)
    if not events:
        raise stream.not_found(number)
    begun = effective(events, bounds, partial(not_yet, **{f"{stream.kind}_no": number}))
    return RowsByTable(position, fold_events(tables, begun))


def versions_known(
    session: Session, stream: Stream[Versions[V]], number: str, bounds: AsOf
) -> tuple[int, Versions[V] | None]:
    """The position, and what was published by then of the thing of that number."""
    position = reached_position(session, bounds)
    events = read_stream(session.connection, session.branch, session.branch.stream(*stream.key(number)), up_to=position)
    known = (e.event for e in events if bounds.holds(e.event))
    nothing: Versions[V] | None = None
    return position, reduce(stream.evolve, known, nothing)


def list_table(
    session: Session, table: ReadTable | View, wanted: Wanted, bounds: AsOf, customer_no: str | None = None
) -> ListedRows:
    """Rows of a table: one customer's from their events; all as stored, or folded from the log where bounds are given.

    A view is asked over such tables, one customer's part of it too.

    Raises `TablesNotBuilt`, and for a customer what `customer_history` raises.
    """
    if not isinstance(table, View) and (customer_no is not None or bounds.given):
        with rows_at(session, table, wanted, bounds, customer_no) as at:
            return ListedRows(at.position, wanted_rows(at.rows, wanted))
    if customer_no is not None:
        customer_history(session, customer_no, bounds)  # refuses who was not enrolled
        wanted = replace(wanted, equal={**wanted.equal, "customer_no": customer_no})
    if not bounds.given or not isinstance(table, View):
        rows, position, lag = stored_rows(session.connection, session.branch, table, wanted)
        return ListedRows(position, rows, lag)
    position = reached_position(session, bounds)
    where = (session.connection, session.branch)
    folded = (fold_log(*where, source, position, bounds.as_of) for source in table.sources)
    return ListedRows(position, wanted_rows(rows_over(*where, table, folded), wanted))


@dataclass(frozen=True)
class RowsAt:
    """Rows of a table, in no order, and the position they hold for."""

    position: int
    rows: Iterable[Any]


@contextmanager
def rows_at(
    session: Session, table: ReadTable, wanted: Wanted, bounds: AsOf, customer_no: str | None = None
) -> Iterator[RowsAt]:
    """The wanted rows of the table within the bounds, however far the stored one is; `wanted.limit` does not count.

    One customer's come from their events, those of all from the stored table as far as it serves, else from the log:
    the same rows. They are read once, inside the `with`, before the session's connection is used again.

    Raises for a customer what `customer_history` raises.
    """
    if customer_no is not None:
        found = about_customer(session, customer_no, bounds, [table])
        yield RowsAt(found.position, fitting_rows(found.rows[table.name], wanted))
        return
    connection, branch = session.connection, session.branch
    given = reached_position(session, bounds) if bounds.given else None
    connection.isolation_level = IsolationLevel.REPEATABLE_READ  # the table and the log of one moment
    with connection.transaction():
        position = head(connection, branch) if given is None else given
        yield RowsAt(position, stored_or_folded(connection, branch, table, wanted, position, bounds.as_of))


def effective(events: Sequence[Recorded], bounds: AsOf, not_yet: Callable[..., Refusal]) -> list[Recorded]:
    """Those that were true by the end of the day asked for, of which the first is the beginning of everything."""
    first = events[0].event
    if not bounds.holds(first):
        raise not_yet(since=first.effective_on, at=bounds.as_of)
    return [e for e in events if bounds.holds(e.event)]
