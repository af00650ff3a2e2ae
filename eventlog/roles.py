"""Who may do what in the database: six group roles that never log in, and the default server's own logins."""

from typing import Any

from psycopg import Connection, errors, sql

from eventlog.errors import EnvironmentProblem

OWNER = "indelible_owner"  # owns every table; may change anything, so nobody works as it
WRITER = "indelible_writer"  # appends events
PROJECTOR = "indelible_projector"  # reads events, writes read tables
READER = "indelible_reader"  # reads the read tables
SEALER = "indelible_sealer"  # reads events, adds seals and checkpoints
AUDITOR = "indelible_auditor"  # reads events, seals and checkpoints

ROLES = (OWNER, WRITER, PROJECTOR, READER, SEALER, AUDITOR)

_LOCK = 0x1DE11B1E  # advisory, one preparation of a database at a time


def prepare_database(connection: Connection[Any]) -> None:
    """Make roles and extension where missing. Safe to repeat and when many do it at once."""
    with connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        create_roles(connection)
        try:
            connection.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
        except (errors.FeatureNotSupported, errors.UndefinedFile, errors.InsufficientPrivilege) as error:
            raise EnvironmentProblem(
                f"the extension btree_gist cannot be made: {error.diag.message_primary}; "
                "install PostgreSQL's contrib package, and give this login CREATE on the database"
            ) from None


def create_roles(connection: Connection[Any]) -> None:
    """Make the group roles where missing, and let the present login become each of them unless it is a superuser.

    Raises EnvironmentProblem where the login may not, or where a role of that name is more than a group.
    """
    for role in ROLES:
        _create(connection, role)
    too_mighty = connection.execute(
        "SELECT rolname FROM pg_roles WHERE rolname = ANY(%s) AND (rolsuper OR rolcanlogin OR rolbypassrls)",
        [list(ROLES)],
    ).fetchone()
    if too_mighty:
        raise EnvironmentProblem(
            f"the role {too_mighty[0]} can log in or passes all guards; it must be a plain group role"
        )
    for (role,) in connection.execute(
        "SELECT rolname FROM pg_roles WHERE rolname = ANY(%s) AND NOT pg_has_role(rolname, 'SET')", [list(ROLES)]
    ).fetchall():
        try:
            connection.execute(
                sql.SQL("GRANT {} TO CURRENT_USER WITH INHERIT TRUE, SET TRUE").format(sql.Identifier(role))
            )
        except errors.InsufficientPrivilege:
            raise EnvironmentProblem(
                f"this login may not become {role}: an administrator of the database must grant it that role"
            ) from None


def create_login(connection: Connection[Any], login: str, password: str, roles: tuple[str, ...]) -> None:
    """Make a login that may become each of the roles; an existing one gets the password. Superusers only."""
    _create(connection, login)
    # Only the verifier travels, so no log and no statistics can hold the password.
    verifier = connection.pgconn.encrypt_password(password.encode(), login.encode(), b"scram-sha-256").decode()
    connection.execute(
        sql.SQL("ALTER ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD {}").format(
            sql.Identifier(login), sql.Literal(verifier)
        )
    )
    for role in roles:
        connection.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(role), sql.Identifier(login)))


def _create(connection: Connection[Any], role: str) -> None:
    if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone():
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
