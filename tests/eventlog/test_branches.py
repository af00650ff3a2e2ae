"""A branch is made once, whoever else makes it at the same time; migrations are recorded with what they did."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from importlib import resources
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import Connection

from domain.areas import EVENT_TYPES
from domain.kernel.refusals import BranchAlreadyExists, BranchNotFound, InvalidBranch
from eventlog.append.recorder import LogRecorder
from eventlog.branch import Branch
from eventlog.branches import create_branch, find_branch, list_branches, upgrade_branches
from eventlog.database import Database, connect
from eventlog.errors import EnvironmentProblem
from eventlog.roles import OWNER
from service.session import Session, no_clock
from tests.eventlog.filling import of_customer, visit

SUZHOU = Branch("suzhou", "Asia/Shanghai", "CNY")


def migrations(connection: Connection[Any]) -> list[tuple[str, int, str]]:
    return connection.execute("SELECT scope, number, name FROM indelible.migrations ORDER BY scope, number").fetchall()


def schemas(connection: Connection[Any]) -> set[str]:
    return {name for (name,) in connection.execute("SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_'")}


def test_a_database_that_was_never_prepared_has_no_branches(operator: Connection[Any]) -> None:
    assert list_branches(operator) == []
    with pytest.raises(BranchNotFound, match="suzhou"):
        find_branch(operator, "suzhou")


def test_a_branch_is_found_as_it_was_made(superuser: Connection[Any], operator: Connection[Any]) -> None:
    assert create_branch(superuser, SUZHOU)
    assert create_branch(superuser, Branch("ames", "America/Chicago", "USD"))
    assert list_branches(operator) == [Branch("ames", "America/Chicago", "USD"), SUZHOU]
    assert find_branch(operator, "suzhou") == SUZHOU


def test_making_it_again_changes_nothing(superuser: Connection[Any], database: Database) -> None:
    assert create_branch(superuser, SUZHOU)
    recorder = LogRecorder(database.operator, SUZHOU)
    recorder.append(of_customer(SUZHOU, 0, visit()))
    before = superuser.execute("SELECT * FROM indelible.branches, indelible.migrations").fetchall()
    assert not create_branch(superuser, SUZHOU)
    assert superuser.execute("SELECT * FROM indelible.branches, indelible.migrations").fetchall() == before
    recorder.append(of_customer(SUZHOU, 1, visit()))
    recorder.datastore.close()


@pytest.mark.parametrize("other", [Branch("suzhou", "Asia/Urumqi", "CNY"), Branch("suzhou", "Asia/Shanghai", "USD")])
def test_making_it_again_with_another_zone_or_currency_is_refused(superuser: Connection[Any], other: Branch) -> None:
    create_branch(superuser, SUZHOU)
    with pytest.raises(BranchAlreadyExists, match="Asia/Shanghai" if other.currency == "CNY" else "CNY"):
        create_branch(superuser, other)
    assert list_branches(superuser) == [SUZHOU]


def test_of_many_that_make_a_branch_at_once_one_makes_it(database: Database, operator: Connection[Any]) -> None:
    start = threading.Barrier(4)

    def make(_: int) -> bool:
        with connect(database.admin, autocommit=True) as connection:
            start.wait()
            return create_branch(connection, SUZHOU)

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(make, range(4))) == [False, False, False, True]
    assert list_branches(operator) == [SUZHOU]


@pytest.mark.parametrize(
    ("zone", "currency"),
    [
        ("Asia/Nowhere", "CNY"),
        ("", "CNY"),
        ("../etc/passwd", "CNY"),
        ("/etc/passwd", "CNY"),
        ("Asia", "CNY"),
        ("Asia/Shanghai", "cny"),
        ("Asia/Shanghai", "CNYY"),
        ("Asia/Shanghai", "元"),
    ],
)
def test_a_branch_has_a_zone_and_a_currency_there_are(zone: str, currency: str) -> None:
    with pytest.raises(InvalidBranch):
        Branch("suzhou", zone, currency)


def test_a_branch_knows_its_day_and_its_decimals() -> None:
    assert SUZHOU.midnight(date(2021, 7, 1)).astimezone(UTC) == datetime(2021, 6, 30, 16, tzinfo=UTC)
    assert (SUZHOU.minor_digits, Branch("tokyo", "Asia/Tokyo", "JPY").minor_digits) == (2, 0)


def test_migrations_are_recorded_once(superuser: Connection[Any]) -> None:
    create_branch(superuser, SUZHOU)
    create_branch(superuser, Branch("wuxi", "Asia/Shanghai", "CNY"))
    create_branch(superuser, SUZHOU)
    assert migrations(superuser) == [
        ("", 1, "database_0001_branches.sql"),
        ("", 2, "database_0002_auditors.sql"),
        ("", 3, "database_0003_readers.sql"),
        ("suzhou", 1, "branch_0001_log.sql"),
        ("suzhou", 2, "branch_0002_seals.sql"),
        ("suzhou", 3, "branch_0003_rights.sql"),
        ("suzhou", 4, "branch_0004_customer_numbers.sql"),
        ("wuxi", 1, "branch_0001_log.sql"),
        ("wuxi", 2, "branch_0002_seals.sql"),
        ("wuxi", 3, "branch_0003_rights.sql"),
        ("wuxi", 4, "branch_0004_customer_numbers.sql"),
    ]


@pytest.fixture
def steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the folder of migrations, to which a test may add some."""
    for step in resources.files("eventlog.migrations").iterdir():
        if step.name.endswith(".sql"):
            (tmp_path / step.name).write_text(step.read_text("utf-8"), "utf-8")
    monkeypatch.setattr(resources, "files", lambda _: tmp_path)
    return tmp_path


def test_a_new_migration_is_applied_to_each_branch_in_its_order(superuser: Connection[Any], steps: Path) -> None:
    create_branch(superuser, SUZHOU)
    (steps / "branch_9002_more.sql").write_text("ALTER TABLE {log}.kept ADD COLUMN more int", "utf-8")
    (steps / "branch_9001_kept.sql").write_text("CREATE TABLE {log}.kept (id int)", "utf-8")
    create_branch(superuser, SUZHOU)
    assert [number for scope, number, _ in migrations(superuser) if scope == "suzhou"][-2:] == [9001, 9002]
    assert superuser.execute("SELECT id, more FROM log_suzhou.kept").fetchall() == []
    owner = superuser.execute("SELECT tableowner FROM pg_tables WHERE tablename = 'kept'").fetchone()
    assert owner == (OWNER,)


def test_a_migration_that_fails_leaves_nothing(superuser: Connection[Any], steps: Path) -> None:
    create_branch(superuser, SUZHOU)
    before = migrations(superuser)
    (steps / "branch_9001_kept.sql").write_text("CREATE TABLE {log}.kept (id int)", "utf-8")
    (steps / "branch_9002_wrong.sql").write_text("CREATE TABLE {log}.half (id int); SELECT 1 / 0", "utf-8")
    for branch in (SUZHOU, Branch("wuxi", "Asia/Shanghai", "CNY")):
        with pytest.raises(psycopg.errors.DivisionByZero):
            create_branch(superuser, branch)
    assert migrations(superuser) == before
    assert not schemas(superuser) & {"log_wuxi"}
    assert superuser.execute("SELECT tablename FROM pg_tables WHERE tablename IN ('kept', 'half')").fetchall() == []


def test_a_branch_takes_new_topics_once_it_is_brought_up_to_date(
    superuser: Connection[Any], database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as older:
        older.delitem(EVENT_TYPES, "customer.visited")
        create_branch(superuser, SUZHOU)
    allowed = "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'known_topic'"
    row = superuser.execute(allowed).fetchone()
    assert row
    assert "customer.visited" not in row[0]
    create_branch(superuser, SUZHOU)
    recorder = LogRecorder(database.operator, SUZHOU)
    recorder.append(of_customer(SUZHOU, 0, visit()))
    recorder.datastore.close()


def test_a_branch_of_another_version_is_told(
    superuser: Connection[Any], database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as older:
        older.delitem(EVENT_TYPES, "customer.visited")
        create_branch(superuser, SUZHOU)
    with Session(database, "suzhou", no_clock) as session, pytest.raises(EnvironmentProblem, match="branch upgrade"):
        _ = session.branch
    assert upgrade_branches(superuser) == [SUZHOU]
    with Session(database, "suzhou", no_clock) as session:
        assert session.branch == SUZHOU
    superuser.execute("INSERT INTO indelible.migrations (scope, number, name) VALUES ('suzhou', 9999, 'later')")
    with Session(database, "suzhou", no_clock) as session, pytest.raises(EnvironmentProblem, match="later version"):
        _ = session.branch


def test_what_an_operator_may_do_does_not_make_a_branch(operator: Connection[Any]) -> None:
    with pytest.raises(EnvironmentProblem, match="may not"):
        create_branch(operator, SUZHOU)
    assert schemas(operator) == {"information_schema", "public"}
