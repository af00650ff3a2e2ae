"""Who may become whom."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import Connection

from eventlog.append.recorder import LogRecorder
from eventlog.branch import Branch
from eventlog.branches import create_branch, upgrade_branches
from eventlog.database import Database, connect
from eventlog.errors import EnvironmentProblem
from eventlog.roles import AUDITOR, OWNER, PROJECTOR, READER, ROLES, SEALER, WRITER, prepare_database
from eventlog.sealing.sealer import seal
from eventlog.server.default import DefaultServer
from eventlog.server.passwords import SUPERUSER
from projections.running.rebuild import rebuild
from tests.eventlog.filling import of_customer, visit
from tests.eventlog.sealing.random_logs import KEY

SUZHOU = Branch("suzhou", "Asia/Shanghai", "CNY")


def make_foreign(connection: Connection[Any]) -> None:
    """Undo what the default server prepared."""
    connection.execute("ALTER DATABASE indelible OWNER TO postgres")
    connection.execute("DROP EXTENSION btree_gist")
    connection.execute(f"DROP OWNED BY {OWNER}")
    connection.execute("GRANT USAGE ON LANGUAGE sql, plpgsql TO PUBLIC")
    connection.execute(f"DROP ROLE {', '.join(ROLES)}")


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
            "WHERE rolname LIKE 'indelible%' AND rolname NOT LIKE 'indelible_reader_%' ORDER BY rolname"
        ).fetchall()
    assert rows == [
        ("indelible", False, True),
        ("indelible_auditor", False, False),
        ("indelible_owner", False, False),
        ("indelible_projector", False, False),
        ("indelible_reader", False, False),
        ("indelible_report", False, True),
        ("indelible_sealer", False, False),
        ("indelible_sealing", False, True),
        ("indelible_writer", False, False),
    ]


def test_the_operator_works_but_does_not_own(database: Database, server: DefaultServer) -> None:
    assert may_become(database.operator) == {WRITER, PROJECTOR, READER, AUDITOR}
    assert may_become(server.conninfo("indelible_report")) == {READER}
    assert may_become(database.sealer) == {SEALER}
    with connect(database.operator) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("CREATE TABLE mine (id int)")


def test_a_login_that_may_create_roles_prepares_a_database_of_its_own(make_home: Callable[[str], Path]) -> None:
    server = DefaultServer(make_home("foreign"))
    server.start()
    with connect(server.conninfo(SUPERUSER), autocommit=True) as connection:
        make_foreign(connection)
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


def test_an_administrator_who_is_no_superuser_makes_branches_and_lets_others_work(
    make_home: Callable[[str], Path], tmp_path: Path
) -> None:
    server = DefaultServer(make_home("owned"))
    server.start()
    with connect(server.conninfo(SUPERUSER), autocommit=True) as connection:
        make_foreign(connection)
        connection.execute("CREATE ROLE clerk LOGIN CREATEROLE PASSWORD 'clerk'")
        connection.execute("ALTER DATABASE indelible OWNER TO clerk")
    with connect(server.conninfo("clerk") + " password=clerk", autocommit=True) as clerk:
        for _ in range(2):
            create_branch(clerk, SUZHOU)
        clerk.execute("GRANT indelible_writer, indelible_projector TO indelible")
        clerk.execute("GRANT indelible_sealer TO indelible_sealing")
        clerk.execute(f"GRANT CREATE ON DATABASE indelible TO {PROJECTOR}")  # as earlier versions did
        assert upgrade_branches(clerk) == [SUZHOU]
        row = clerk.execute("SELECT has_database_privilege(%s, 'indelible', 'CREATE')", [PROJECTOR]).fetchone()
        assert row == (False,)
    recorder = LogRecorder(server.conninfo("indelible"), SUZHOU)
    recorder.append(of_customer(SUZHOU, 0, visit()))
    recorder.datastore.close()
    assert rebuild(server.conninfo("indelible"), SUZHOU) == 1
    with connect(server.conninfo("indelible_sealing"), autocommit=True) as sealing:
        assert seal(sealing, SUZHOU, KEY, [tmp_path])


def test_a_right_to_make_schemas_that_another_gave_is_told(make_home: Callable[[str], Path]) -> None:
    server = DefaultServer(make_home("granted"))
    server.start()
    with connect(server.conninfo(SUPERUSER), autocommit=True) as connection:
        connection.execute("CREATE ROLE clerk LOGIN PASSWORD 'clerk'")
        connection.execute(f"GRANT {', '.join(ROLES)} TO clerk")
        connection.execute(f"GRANT CREATE ON DATABASE indelible TO clerk, {PROJECTOR}")
        connection.execute("ALTER DATABASE indelible OWNER TO postgres")
        connection.execute(f"GRANT CREATE ON DATABASE indelible TO clerk, {PROJECTOR}")
    with (
        connect(server.conninfo("clerk") + " password=clerk", autocommit=True) as clerk,
        pytest.raises(EnvironmentProblem, match=f"{PROJECTOR} may create schemas"),
    ):
        create_branch(clerk, SUZHOU)


def test_a_role_of_ours_that_passes_guards_is_refused(make_home: Callable[[str], Path]) -> None:
    server = DefaultServer(make_home("mighty"))
    server.start()
    with connect(server.conninfo(SUPERUSER)) as connection:
        connection.execute(f"ALTER ROLE {WRITER} SUPERUSER")
        with pytest.raises(EnvironmentProblem, match=WRITER):
            prepare_database(connection)
