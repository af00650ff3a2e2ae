"""One branch at work: its log to append to, a connection to read with, and the time."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING, Any

from psycopg import Connection

from domain.kernel.stamp import Stamp, make_stamp
from eventlog.branch import Branch
from eventlog.branches import find_branch, only_branch
from eventlog.database import Database, connect
from eventlog.migrating import check_current

if TYPE_CHECKING:
    from eventlog.append.recorder import LogRecorder


StampAt = Callable[[datetime], Stamp]
"""The common part of a fact that became true at that instant."""


@dataclass(frozen=True)
class Envelope:
    """What every changing command takes beside its own arguments. No `effective_at` means now."""

    actor: str | None
    reason: str | None = None
    effective_at: datetime | None = None
    command_id: str | None = None
    caused_by: str | None = None
    dry_run: bool = False

    def stamp_at(self, effective_at: datetime, effective_on: date) -> Stamp:
        """The common part of one record's events, for imports: `Session.stamp` checked the rest when they began."""
        return Stamp(self.actor or "", effective_at, effective_on, self.reason, caused_by=self.caused_by)


def no_clock() -> datetime:
    """The clock of work whose instants all come from elsewhere."""
    raise AssertionError("nothing here may ask what time it is")


class Session:
    """Opened for one command or one import, closed after it. `clock` gives the present instant with its offset.

    Without a `slug` it works in the only branch of the database.
    """

    def __init__(self, database: Database, slug: str | None, clock: Callable[[], datetime]) -> None:
        self.database = database
        self.slug = slug
        self.clock = clock

    @cached_property
    def connection(self) -> Connection[Any]:
        """For reading, in autocommit mode."""
        return connect(self.database.operator, autocommit=True)

    @cached_property
    def branch(self) -> Branch:
        """Raises BranchNotFound, or EnvironmentProblem where several could be meant or it is of another version."""
        found = only_branch(self.connection) if self.slug is None else find_branch(self.connection, self.slug)
        check_current(self.connection, found)
        return found

    @cached_property
    def recorder(self) -> "LogRecorder":
        """For appending."""
        from eventlog.append.recorder import LogRecorder  # reading commands need not wait for the library

        return LogRecorder(self.database.operator, self.branch)

    def stamp(self, envelope: Envelope) -> Stamp:
        """The common part of a command's events, checked."""
        now = self.clock()
        return make_stamp(
            actor=envelope.actor,
            effective_at=envelope.effective_at or now,
            now=now,
            zone=self.branch.tz,
            reason=envelope.reason,
            command_id=envelope.command_id,
            caused_by=envelope.caused_by,
        )

    def __enter__(self) -> "Session":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if "recorder" in self.__dict__:
            self.recorder.datastore.close()
        if "connection" in self.__dict__:
            self.connection.close()
