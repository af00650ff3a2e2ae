"""The library's connection pool, opened with a connection string and in a role."""

from collections.abc import Callable
from typing import Any

from eventsourcing.postgres import PostgresDatastore
from psycopg import Connection, sql
from psycopg.conninfo import conninfo_to_dict

from eventlog.branch import Branch

LOCK_TIMEOUT = 5
"""Seconds a writer waits for its turn."""


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
            connect_timeout=10.0,
            idle_in_transaction_session_timeout=60,
            pool_size=1,
            max_overflow=9,
        )
        row_factory = self.pool.kwargs["row_factory"]  # type: ignore[index]  # set by the library just above
        self.pool.kwargs = {**conninfo_to_dict(conninfo), "row_factory": row_factory}

    def after_connect_func(self) -> Callable[[Connection[Any]], None]:
        """Also take the role, so that a login with more rights does not use them."""
        configure = super().after_connect_func()
        role = sql.SQL("SET ROLE {}").format(sql.Identifier(self.role))

        def in_role(connection: Connection[Any]) -> None:
            configure(connection)
            connection.execute(role)

        return in_role
