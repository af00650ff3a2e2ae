"""Ways out of a role that were open once: each is tried as the ordinary operators' login, and leads nowhere."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from psycopg import Connection, errors
from psycopg.sql import SQL, Identifier

from domain.kernel.refusals import SchemaIsTaken
from eventlog.append.recorder import LogRecorder
from eventlog.branch import Branch
from eventlog.branches import create_branch, list_branches, upgrade_branches
from eventlog.database import Database, connect, parameters
from eventlog.sealing.sealer import seal
from projections.running.rebuild import rebuild
from tests.eventlog.filling import of_customer, visit
from tests.eventlog.sealing.random_logs import KEY

THREE = Branch("three", "Asia/Shanghai", "CNY")


def attempt(connection: Connection[Any], *statements: str) -> bool:
    """Whether the statements succeed, all of them, in one transaction."""
    try:
        with connection.transaction():
            for statement in statements:
                connection.execute(statement)
    except (errors.InsufficientPrivilege, errors.InvalidSchemaName, errors.UndefinedTable):
        return False
    return True


@pytest.fixture
def settings_restored(superuser: Connection[Any]) -> Iterator[None]:
    """What a test sets for the operators' login, it sets for all tests of this server."""
    yield
    superuser.execute("ALTER ROLE indelible RESET ALL")


@pytest.mark.usefixtures("branch")
@pytest.mark.parametrize("step", ["create", "upgrade"])
@pytest.mark.parametrize("is_there", [False, True], ids=["now", "left by an earlier version"])
def test_no_function_of_the_operator_is_called_by_the_administrator(
    operator: Connection[Any], superuser: Connection[Any], database: Database, step: str, is_there: bool
) -> None:
    trap = (
        "CREATE SCHEMA postgres",  # the administrator's own name is the first place in which a session looks
        (
            "CREATE FUNCTION postgres.pg_advisory_xact_lock(integer) RETURNS void LANGUAGE plpgsql AS"
            " $$BEGIN EXECUTE 'ALTER ROLE indelible SUPERUSER'; END$$"
        ),
        "GRANT USAGE ON SCHEMA postgres TO PUBLIC",
    )
    assert not attempt(operator, "SET LOCAL ROLE indelible_projector", *trap)
    assert not is_there or attempt(superuser, *trap)
    with connect(database.admin, autocommit=True) as administrator:
        try:
            if step == "create":
                create_branch(administrator, THREE)
            else:
                upgrade_branches(administrator)
            became = administrator.execute("SELECT rolsuper FROM pg_roles WHERE rolname = 'indelible'").fetchone()
        finally:
            administrator.execute("ALTER ROLE indelible NOSUPERUSER")
    assert became == (False,)


@pytest.mark.usefixtures("settings_restored")
def test_no_operator_of_the_operator_hides_a_customer(
    superuser: Connection[Any], operator: Connection[Any], database: Database, branch: Branch, recorder: LogRecorder
) -> None:
    recorder.append(of_customer(branch, 0, visit()))
    customer = branch.stream("customer", "110001")
    superuser.execute("CREATE SCHEMA veil; GRANT USAGE, CREATE ON SCHEMA veil TO PUBLIC")
    superuser.execute("GRANT USAGE ON LANGUAGE sql TO PUBLIC")  # as everywhere but on the default server
    for schema in ("veil", branch.read_schema):
        assert attempt(
            operator,
            "SET LOCAL ROLE indelible_projector",
            f"CREATE FUNCTION {schema}.equal(uuid, uuid) RETURNS boolean IMMUTABLE RETURN"
            f" (pg_catalog.uuid_eq($1, $2) AND NOT pg_catalog.uuid_eq($1, '{customer}'))",
            f"CREATE OPERATOR {schema}.= (LEFTARG = uuid, RIGHTARG = uuid, FUNCTION = {schema}.equal)",
        )
        operator.execute(f"ALTER ROLE indelible SET search_path = {schema}, pg_catalog")
        with connect(database.operator, autocommit=True) as later:
            found = later.execute(
                SQL("SELECT count(*) FROM {} WHERE customer_id = %s").format(
                    Identifier(branch.log_schema, "stored_events")
                ),
                [customer],
            ).fetchone()
        assert found == (1,)


def test_no_schema_that_waits_for_a_branch_is_taken_for_its_own(operator: Connection[Any], database: Database) -> None:
    with connect(database.admin, autocommit=True) as administrator:
        create_branch(administrator, Branch("one", "Asia/Shanghai", "CNY"))
        attempt(
            operator,
            "SET LOCAL ROLE indelible_projector",
            "CREATE SCHEMA log_three",
            "GRANT ALL ON SCHEMA log_three TO indelible_owner",
        )
        create_branch(administrator, THREE)
    dropped = attempt(operator, "SET LOCAL ROLE indelible_projector", "DROP SCHEMA log_three CASCADE")
    assert not dropped


@pytest.mark.usefixtures("settings_restored")
def test_no_setting_of_the_login_loses_what_was_acknowledged(
    operator: Connection[Any], database: Database, branch: Branch
) -> None:
    operator.execute("ALTER ROLE indelible SET synchronous_commit = off")
    with connect(database.operator) as later:
        assert later.execute("SHOW synchronous_commit").fetchone() == ("on",)
    recorder = LogRecorder(database.operator, branch)
    with recorder.datastore.get_connection() as pooled:
        row = pooled.execute("SHOW synchronous_commit").fetchone()
    recorder.datastore.close()
    assert row == {"synchronous_commit": "on"}


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO {log}.checkpoints (size, note) VALUES (9223372036854775807, '')",
        (
            "INSERT INTO {log}.seal_runs (first_index, leaves, last_position, positions, hashes) VALUES"
            " (1024, 1, 9223372036854775807, '\\x0000000000000000', pg_catalog.sha256(''))"
        ),
    ],
    ids=["checkpoints", "seal_runs"],
)
@pytest.mark.parametrize("role", ["indelible", "indelible_writer", "indelible_projector", "indelible_sealer"])
def test_no_row_of_the_operator_stops_the_seals(
    operator: Connection[Any],
    sealing_login: Connection[Any],
    recorder: LogRecorder,
    branch: Branch,
    statement: str,
    role: str,
    tmp_path: Path,
) -> None:
    assert not attempt(operator, f"SET LOCAL ROLE {role}", statement.format(log=branch.log_schema))
    recorder.append(of_customer(branch, 0, visit()))
    assert seal(sealing_login, branch, KEY, [tmp_path])


@pytest.mark.parametrize("owner", ["indelible_projector", "indelible_owner", "postgres"])
@pytest.mark.parametrize("schema", THREE.schemas)
def test_a_schema_that_was_not_made_for_the_branch_is_refused(
    superuser: Connection[Any], schema: str, owner: str
) -> None:
    superuser.execute(SQL("CREATE SCHEMA {} AUTHORIZATION {}").format(Identifier(schema), Identifier(owner)))
    with pytest.raises(SchemaIsTaken, match=f"{schema}, which belongs to {owner}, was not made by us"):
        create_branch(superuser, THREE)
    assert list_branches(superuser) == []


def test_a_log_whose_schema_another_owns_is_not_brought_up_to_date(superuser: Connection[Any], branch: Branch) -> None:
    schema = Identifier(branch.log_schema)
    superuser.execute(SQL("ALTER SCHEMA {} OWNER TO indelible_projector").format(schema))
    with pytest.raises(SchemaIsTaken, match=branch.log_schema):
        upgrade_branches(superuser)


def test_the_shared_schema_of_another_is_refused(superuser: Connection[Any]) -> None:
    superuser.execute("CREATE SCHEMA indelible AUTHORIZATION indelible_projector")
    with pytest.raises(SchemaIsTaken, match="indelible"):
        create_branch(superuser, THREE)


def test_what_an_earlier_version_let_the_projector_make_and_make_in_is_taken_over(
    superuser: Connection[Any], operator: Connection[Any], database: Database, branch: Branch
) -> None:
    rebuild(database.operator, branch)
    name = Identifier(parameters(database.admin)["dbname"])
    superuser.execute(SQL("GRANT CREATE ON DATABASE {} TO indelible_projector").format(name))
    for schema in branch.schemas[1:]:
        superuser.execute(SQL("ALTER SCHEMA {} OWNER TO indelible_projector").format(Identifier(schema)))
        superuser.execute(SQL("GRANT CREATE ON SCHEMA {} TO PUBLIC, indelible").format(Identifier(schema)))
    superuser.execute(SQL("CREATE TABLE {}.left_over (id int)").format(Identifier(branch.next_schema)))
    read = Identifier(branch.read_schema)
    superuser.execute(SQL("REVOKE ALL ON ALL TABLES IN SCHEMA {} FROM {}").format(read, Identifier(branch.reader)))
    assert upgrade_branches(superuser) == [branch]
    owners = superuser.execute(
        "SELECT DISTINCT pg_get_userbyid(nspowner) FROM pg_namespace WHERE nspname = ANY(%s)", [list(branch.schemas)]
    ).fetchall()
    assert owners == [("indelible_owner",)]
    for schema in branch.schemas:
        assert not attempt(operator, "SET LOCAL ROLE indelible_reader", f"CREATE TABLE {schema}.mine (id int)")
    assert not attempt(operator, "SET LOCAL ROLE indelible_projector", "CREATE SCHEMA mine")
    assert attempt(operator, f"SET LOCAL ROLE {branch.reader}", f"TABLE {branch.read_schema}.orders")
    assert not attempt(superuser, f"TABLE {branch.next_schema}.left_over")
    rebuild(database.operator, branch)
