"""What a new cluster gets before its first use: roles, logins, the database."""

from collections.abc import Mapping

from psycopg import sql

from eventlog.database import connect
from eventlog.roles import (
    AUDITOR,
    OWNER,
    PROJECTOR,
    READER,
    SEALER,
    WRITER,
    create_login,
    create_roles,
    prepare_database,
)
from eventlog.server.passwords import OPERATOR, REPORT, SEALING

_ROLES_OF_LOGIN = {OPERATOR: (WRITER, PROJECTOR, READER, AUDITOR), REPORT: (READER,), SEALING: (SEALER,)}


def prepare(maintenance: str, target: str, name: str, secrets: Mapping[str, str]) -> None:
    """Make logins and the database `name`, to which `target` leads; what is there stays.

    Both connection strings are the superuser's.
    """
    with connect(maintenance, autocommit=True) as connection:
        create_roles(connection)
        for login, roles in _ROLES_OF_LOGIN.items():
            create_login(connection, login, secrets[login], roles)
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(name), sql.Identifier(OWNER))
            )
    with connect(target) as connection:
        prepare_database(connection)
        # Whoever can make no function can put none behind a view, an operator or a trigger that others come upon.
        connection.execute("REVOKE USAGE ON LANGUAGE sql, plpgsql FROM PUBLIC")
        connection.execute(sql.SQL("GRANT USAGE ON LANGUAGE sql, plpgsql TO {}").format(sql.Identifier(OWNER)))
