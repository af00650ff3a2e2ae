"""The library's connection pool, opened with a connection string and in a role."""

from collections.abc import Callable
from typing import Any, TypeVar

from eventsourcing.postgres import PostgresDatastore
from psycopg import Connection, OperationalError, sql
from psycopg.abc import PQGen
from psycopg.rows import DictRow

from eventlog.branch import Branch
from eventlog.conninfo import guarded
from eventlog.database import parameters

LOCK_TIMEOUT = 5
"""Seconds a writer waits for its turn."""

LONGEST_SILENCE = 8.0
"""Seconds after which a server that says nothing is given up: longer than any turn, and than a commit."""

T = TypeVar("T")


class _Connection(Connection[DictRow]):
    """Never waits for ever: behind a proxy or a stalled server, TCP's own time limits see nothing amiss."""

    def wait(self, gen: PQGen[T], interval: float = 0.1, timeout: float | None = None) -> T:
        if timeout is not None:
            return super().wait(gen, interval, timeout)
        try:
            return super().wait(gen, interval, LONGEST_SILENCE)
        except OperationalError as error:
            if error.sqlstate is None:  # no answer of the server's: nothing more can be said on this connection
                self.pgconn.finish()
            raise


class LogDatastore(PostgresDatastore):
    """Connections to one branch's log, working as `role`."""

    def __init__(self, conninfo: str, branch: Branch, role: str) -> None:
        self.role = role
        super().__init__(
            dbname="",
            host="",
            port="",
            user="",
            password="",
            schema=branch.log_schema,
            lock_timeout=LOCK_TIMEOUT,
            connect_timeout=LOCK_TIMEOUT,
            idle_in_transaction_session_timeout=60,
            pool_size=1,
            max_overflow=9,
        )
        self.pool.connection_class = _Connection
        row_factory = self.pool.kwargs["row_factory"]  # type: ignore[index]  # set by the library just above
        self.pool.kwargs = {**guarded(parameters(conninfo)), "row_factory": row_factory}

    def after_connect_func(self) -> Callable[[Connection[Any]], None]:
        """Also take the role, so that a login with more rights does not use them."""
        configure = super().after_connect_func()
        role = sql.SQL("SET ROLE {}").format(sql.Identifier(self.role))

        def in_role(connection: Connection[Any]) -> None:
            configure(connection)
            connection.execute(role)
            # The append is planned once: left to choose, the server plans it anew each time, for a third of its cost.
            connection.execute("SET plan_cache_mode = force_generic_plan")

        return in_role
