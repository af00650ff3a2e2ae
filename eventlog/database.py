"""A database as plain values, and how to open it."""

from dataclasses import dataclass, field, replace
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict

from eventlog.conninfo import as_conninfo, guarded
from eventlog.errors import EnvironmentProblem

OLDEST_VERSION = 18
_CONNECTING = {
    "connect_timeout": "5",
    "keepalives": "1",
    "keepalives_idle": "5",
    "keepalives_interval": "2",
    "keepalives_count": "3",
    "tcp_user_timeout": "10000",  # milliseconds
    "client_encoding": "UTF8",
    "application_name": "indelible",
}


@dataclass(frozen=True)
class Database:
    """Connection strings into one database. They may hold a password, so they are never shown."""

    operator: str = field(repr=False)  # may become writer, projector, reader and auditor; what commands use
    sealer: str = field(repr=False)  # may become the sealer; what seals uses nothing else
    admin: str = field(repr=False)  # may create schemas and become the owner; for migrations only

    def for_sealing(self) -> "Database":
        """The same database for the process that seals: it works by its own login, and needs no other."""
        return replace(self, operator=self.sealer)


def complete(url: str, variable: str = "INDELIBLE_DATABASE_URL") -> str:
    """The connection string with time limits: a dead network is an error within seconds. What `url` sets, stays."""
    return as_conninfo({**_CONNECTING, **parameters(url, variable)})


def parameters(url: str, variable: str = "INDELIBLE_DATABASE_URL") -> dict[str, str]:
    """What a connection string says, the password too."""
    try:
        return {name: str(value) for name, value in conninfo_to_dict(url).items()}
    except psycopg.ProgrammingError:
        # The driver's text quotes the string, password and all.
        raise EnvironmentProblem(
            f"{variable} is not a connection string like postgresql://login@host/database"
        ) from None


def guarded_conninfo(conninfo: str) -> str:
    """The connection string with our settings of a session."""
    return as_conninfo(guarded(parameters(conninfo)))


def connect(conninfo: str, *, autocommit: bool = False) -> psycopg.Connection[tuple[Any, ...]]:
    """Open a connection to PostgreSQL 18 or newer, with our settings. Every connection is made here or by the pool."""
    try:
        connection = psycopg.connect(guarded_conninfo(conninfo), autocommit=autocommit)
    except psycopg.OperationalError as error:
        raise EnvironmentProblem(f"the database cannot be reached: {error}") from None
    if connection.info.server_version < OLDEST_VERSION * 10_000:
        version = connection.info.parameter_status("server_version")
        connection.close()
        raise EnvironmentProblem(f"the database is PostgreSQL {version}, but {OLDEST_VERSION} or newer is needed")
    return connection


def server_settings(connection: psycopg.Connection[Any]) -> dict[str, str]:
    """The settings that decide whether what was acknowledged survives a crash, and the server's version."""
    rows = connection.execute(
        "SELECT name, setting FROM pg_settings WHERE name = ANY(%s) ORDER BY name",
        [["server_version", "fsync", "full_page_writes", "synchronous_commit", "data_checksums"]],
    )
    return dict(rows.fetchall())
