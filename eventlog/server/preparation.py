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
from eventlog.server.passwords import OPERATOR, REPORT

_ROLES_OF_LOGIN = {OPERATOR: (WRITER, PROJECTOR, READER, SEALER, AUDITOR), REPORT: (READER,)}


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
