"""Who may become whom."""

from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from eventlog.database import Database, connect
from eventlog.errors import EnvironmentProblem
from eventlog.roles import AUDITOR, OWNER, PROJECTOR, READER, ROLES, SEALER, WRITER, prepare_database
from eventlog.server.default import DefaultServer
from eventlog.server.passwords import SUPERUSER


def may_become(conninfo: str) -> set[str]:
    with connect(conninfo) as connection:
        found = connection.execute(
            "SELECT role FROM unnest(%s::text[]) role WHERE pg_has_role(role, 'SET')", [list(ROLES)]
        )
        return {role for (role,) in found}


def test_no_role_of_ours_is_a_superuser_or_logs_in(database: Database) -> None:
    with connect(database.operator) as connection:
        rows = connection.execute(
            "SELECT rolname, rolsuper OR rolcreaterole OR rolcreatedb OR rolbypassrls, rolcanlogin FROM pg_roles "
            "WHERE rolname LIKE 'indelible%' ORDER BY rolname"
        ).fetchall()
    assert rows == [
        ("indelible", False, True),
        ("indelible_auditor", False, False),
        ("indelible_owner", False, False),
        ("indelible_projector", False, False),
        ("indelible_reader", False, False),
        ("indelible_report", False, True),
        ("indelible_sealer", False, False),
        ("indelible_writer", False, False),
    ]


def test_the_operator_works_but_does_not_own(database: Database, server: DefaultServer) -> None:
    assert may_become(database.operator) == {WRITER, PROJECTOR, READER, SEALER, AUDITOR}
    assert may_become(server.conninfo("indelible_report")) == {READER}
    with connect(database.operator) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("CREATE TABLE mine (id int)")


def test_a_login_that_may_create_roles_prepares_a_database_of_its_own(make_home: Callable[[str], Path]) -> None:
    server = DefaultServer(make_home("foreign"))
    server.start()
    with connect(server.conninfo(SUPERUSER), autocommit=True) as connection:
        connection.execute("ALTER DATABASE indelible OWNER TO postgres")
        connection.execute("DROP EXTENSION btree_gist")
        connection.execute(f"DROP ROLE {', '.join(ROLES)}")
        connection.execute("CREATE ROLE clerk LOGIN PASSWORD 'clerk'")
        connection.execute("GRANT CREATE ON DATABASE indelible TO clerk")
        clerk = server.conninfo("clerk") + " password=clerk"
        with connect(clerk) as own, pytest.raises(EnvironmentProblem, match="give the login CREATEROLE"):
            prepare_database(own)
        connection.execute("ALTER ROLE clerk CREATEROLE")
    for _ in range(2):
        with connect(clerk) as own:
            prepare_database(own)
    assert may_become(clerk) == set(ROLES)
    assert OWNER in ROLES


def test_a_role_of_ours_that_passes_guards_is_refused(make_home: Callable[[str], Path]) -> None:
    server = DefaultServer(make_home("mighty"))
    server.start()
    with connect(server.conninfo(SUPERUSER)) as connection:
        connection.execute(f"ALTER ROLE {WRITER} SUPERUSER")
        with pytest.raises(EnvironmentProblem, match=WRITER):
            prepare_database(connection)
