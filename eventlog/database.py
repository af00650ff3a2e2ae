"""A database as plain values, and how to open it."""

from dataclasses import dataclass, field
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict

from eventlog.conninfo import as_conninfo
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
    """Two connection strings into one database. They may hold a password, so they are never shown."""

    operator: str = field(repr=False)  # may become writer, projector and reader; what commands use
    admin: str = field(repr=False)  # may create schemas and become the owner; for migrations only


def complete(url: str) -> str:
    """The connection string with time limits: a dead network is an error within seconds. What `url` sets, stays."""
    return as_conninfo({**_CONNECTING, **parameters(url)})


def parameters(url: str) -> dict[str, str]:
    """What a connection string says, the password too."""
    try:
        return {name: str(value) for name, value in conninfo_to_dict(url).items()}
    except psycopg.ProgrammingError:
        # The driver's text quotes the string, password and all.
        raise EnvironmentProblem(
            "INDELIBLE_DATABASE_URL is not a connection string like postgresql://login@host/database"
        ) from None


def connect(conninfo: str, *, autocommit: bool = False) -> psycopg.Connection[tuple[Any, ...]]:
    """Open a connection to PostgreSQL 18 or newer."""
    try:
        connection = psycopg.connect(conninfo, autocommit=autocommit)
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
