"""What has a due day: which of it may be past, and the instant from which it is."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from domain.kernel.event import Event
from eventlog.read.reading import recorded_at
from projections.fold.table import ReadTable
from projections.running.query import Wanted, stored_rows
from service.queries import AsOf
from service.session import Session, StampAt
from service.unit_of_work import UnitOfWork


class Closer(NamedTuple):
    """What may fall due in streams of one kind, as the area that has them declares it to the close of a day.

    `find(session, at)` names streams in which something may have fallen due by `at`, from tables just brought up to the
    log. It may name too many. `decide(unit, number, at, stamp)` looks at the stream itself and gives what fell due by
    `at` and is not recorded yet, each event stamped with the instant it fell due; nothing the second time.
    """

    kind: str
    find: Callable[[Session, datetime], Sequence[str]]
    decide: Callable[[UnitOfWork, str, datetime, StampAt], Sequence[Event]]


def past_due(session: Session, table: ReadTable, status: str, at: datetime) -> list[str]:
    """Numbers of the rows of that status whose day `due_on` had ended by `at`, as the stored table tells."""
    wanted = Wanted(("due_on", *table.key), {"status": status}, before={"due_on": session.branch.day(at)})
    rows, _, _ = stored_rows(session.connection, session.branch, table, wanted)
    return [table.key_of(row)[0] for row in rows]


def asked_at(session: Session, bounds: AsOf) -> datetime:
    """The instant that a question about what is late is asked for, so that bounds give the same answer for ever.

    The end of `as_of`; else `known_at`; else when the log reached `at_position`; else now.
    """
    if bounds.as_of is not None:
        return end_of(session, bounds.as_of)
    if bounds.known_at is not None or bounds.at_position is None:
        return bounds.known_at or session.clock()
    return recorded_at(session.connection, session.branch, bounds.at_position) or session.clock()


def end_of(session: Session, due_on: date) -> datetime:
    """The midnight in the branch's zone that ends the day."""
    return session.branch.midnight(due_on + timedelta(1))
