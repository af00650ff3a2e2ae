"""Who may do what in the database: group roles that never log in, and the default server's own logins.

Beside the six below each branch has a group of readers of its own, of which `indelible_reader` is a member.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from psycopg import Connection, errors, sql

from eventlog.errors import EnvironmentProblem

OWNER = "indelible_owner"  # owns every table; may change anything, so nobody works as it
WRITER = "indelible_writer"  # appends events
PROJECTOR = "indelible_projector"  # reads events, writes read tables
READER = "indelible_reader"  # reads the read tables of all branches
SEALER = "indelible_sealer"  # reads events, adds seals and checkpoints
AUDITOR = "indelible_auditor"  # reads events, seals and checkpoints

ROLES = (OWNER, WRITER, PROJECTOR, READER, SEALER, AUDITOR)

WORKING = (WRITER, PROJECTOR, READER, SEALER, AUDITOR)
"""Those in which somebody works: none of them may make a schema."""

_LOCK = 0x1DE11B1E  # advisory, one preparation of a database at a time


@contextmanager
def administering(connection: Connection[Any]) -> Iterator[None]:
    """A transaction of an administrator, in which no name is looked up where others may have put one.

    Connections have these settings anyway; whoever may do everything does not rely on it.
    """
    with connection.transaction():
        connection.execute("SET LOCAL search_path = pg_catalog, pg_temp")
        connection.execute("SET LOCAL row_security = off")
        yield


@contextmanager
def as_owner(connection: Connection[Any]) -> Iterator[None]:
    """Part of an administrator's transaction in which the owner acts; what fails in it ends the transaction."""
    connection.execute(sql.SQL("SET LOCAL ROLE {}").format(sql.Identifier(OWNER)))
    yield
    connection.execute("SET LOCAL ROLE NONE")


def prepare_database(connection: Connection[Any]) -> None:
    """Make roles and extension where missing. Safe to repeat and when many do it at once."""
    with administering(connection):
        connection.execute("SELECT pg_catalog.pg_advisory_xact_lock(%s)", [_LOCK])
        create_roles(connection)
        try:
            connection.execute("CREATE EXTENSION IF NOT EXISTS btree_gist SCHEMA public")
        except (errors.FeatureNotSupported, errors.UndefinedFile, errors.InsufficientPrivilege) as error:
            raise EnvironmentProblem(
                f"the extension btree_gist cannot be made: {error.diag.message_primary}; "
                "install PostgreSQL's contrib package, and give this login CREATE on the database"
            ) from None


def create_roles(connection: Connection[Any]) -> None:
    """Make the group roles where missing, and let the present login become each of them unless it is a superuser.

    Raises EnvironmentProblem where the login may not, or where a role of that name is more than a group.
    """
    _create_groups(connection, ROLES)
    for (role,) in connection.execute(
        "SELECT rolname FROM pg_catalog.pg_roles"
        " WHERE rolname = ANY(%s) AND NOT pg_catalog.pg_has_role(rolname, 'SET')",
        [list(ROLES)],
    ).fetchall():
        try:
            connection.execute(
                sql.SQL("GRANT {} TO CURRENT_USER WITH INHERIT TRUE, SET TRUE").format(sql.Identifier(role))
            )
        except errors.InsufficientPrivilege:
            raise EnvironmentProblem(
                f"this login may not become {role}: an administrator of the database must grant it that role"
            ) from None


def create_branch_reader(connection: Connection[Any], role: str) -> None:
    """Make the group role of one branch's readers where missing; who reads all branches is a member of it.

    Raises EnvironmentProblem as `create_roles` does.
    """
    _create_groups(connection, (role,))
    if connection.execute("SELECT pg_catalog.pg_has_role(%s, %s, 'USAGE')", [READER, role]).fetchone() == (True,):
        return
    try:
        with connection.transaction():
            connection.execute(
                sql.SQL("GRANT {} TO {} WITH INHERIT TRUE, SET TRUE").format(
                    sql.Identifier(role), sql.Identifier(READER)
                )
            )
    except (errors.DuplicateObject, errors.UniqueViolation):
        pass  # a branch of that name in another database was faster
    except errors.InsufficientPrivilege:
        raise EnvironmentProblem(
            f"this login may not grant {role}: an administrator of the database must grant it to {READER}"
        ) from None


def create_login(connection: Connection[Any], login: str, password: str, roles: tuple[str, ...]) -> None:
    """Make a login that may become each of the roles and none other of ours; superusers only.

    An existing one gets the password, and loses what an earlier version gave it.
    """
    _create(connection, login)
    # Only the verifier travels, so no log and no statistics can hold the password.
    verifier = connection.pgconn.encrypt_password(password.encode(), login.encode(), b"scram-sha-256").decode()
    connection.execute(
        sql.SQL("ALTER ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD {}").format(
            sql.Identifier(login), sql.Literal(verifier)
        )
    )
    for role in ROLES:
        change = sql.SQL("GRANT {} TO {}" if role in roles else "REVOKE {} FROM {}")
        connection.execute(change.format(sql.Identifier(role), sql.Identifier(login)))


def _create_groups(connection: Connection[Any], roles: tuple[str, ...]) -> None:
    for role in roles:
        _create(connection, role)
    too_mighty = connection.execute(
        "SELECT rolname FROM pg_catalog.pg_roles WHERE rolname = ANY(%s)"
        " AND (rolsuper OR rolcanlogin OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication)",
        [list(roles)],
    ).fetchone()
    if too_mighty:
        raise EnvironmentProblem(
            f"the role {too_mighty[0]} can log in or passes all guards; it must be a plain group role"
        )


def _create(connection: Connection[Any], role: str) -> None:
    if connection.execute("SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = %s", [role]).fetchone():
        return
    try:
        with connection.transaction():
            connection.execute(sql.SQL("CREATE ROLE {}").format(sql.Identifier(role)))
    except (errors.DuplicateObject, errors.UniqueViolation):
        pass  # roles belong to the whole server, the lock to one database: another one was faster
    except errors.InsufficientPrivilege:
        raise EnvironmentProblem(
            f"the role {role} is missing and this login may not create it: "
            "give the login CREATEROLE, or have an administrator create and grant the role"
        ) from None
