"""A rebuild: the same rows, never an empty table, nothing left of one that was killed, nothing of others lost."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from threading import Event, Thread
from typing import Any, LiteralString

import pytest
from psycopg import Connection, errors
from psycopg.sql import SQL, Identifier

from eventlog.branch import Branch
from eventlog.database import Database, connect
from eventlog.roles import PROJECTOR
from projections.fold.errors import TablesInUse, TablesNotBuilt
from projections.running import build as building
from projections.running import rebuild as rebuilding
from projections.running import store as storing
from projections.running import write_behind
from projections.running.follow import run_once
from projections.running.rebuild import rebuild
from projections.running.verify import verify
from tests.projections.book import Book
from tests.projections.conftest import Append, Stored


@pytest.fixture
def built(database: Database, operator: Connection[Any], branch: Branch, append: Append, year: Book) -> None:
    """Tables that were made live, an event at a time."""
    rebuild(database.operator, branch)
    append(*year.events)
    run_once(operator, branch)


@pytest.mark.usefixtures("built")
@pytest.mark.parametrize("jobs", [1, 3])  # the two customers fall in one part of two, and in two parts of three
def test_rebuilt_tables_equal_live_ones_row_by_row(
    database: Database, branch: Branch, stored: Stored, jobs: int
) -> None:
    live = stored()
    assert rebuild(database.operator, branch, jobs=jobs) > 0
    assert stored() == live
    assert all(live.values())


@pytest.mark.usefixtures("built")
def test_groups_that_were_stored_are_found_again(
    database: Database, branch: Branch, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    live = stored()
    found: set[str] = set()

    def load_groups(*arguments: Any) -> None:
        found.add(arguments[2].name)
        storing.load_groups(*arguments)

    monkeypatch.setattr(write_behind, "load_groups", load_groups)
    monkeypatch.setattr(write_behind, "MOST_VALUES", 20)
    monkeypatch.setattr(write_behind, "SETTLED", 3)
    monkeypatch.setattr(building, "MOST_EVENTS", 5)
    rebuild(database.operator, branch)
    assert stored() == live
    assert {"orders", "contacts"} <= found  # those that were closed, and those of a table that held too much
    assert "customer_months" not in found  # parts of what is counted are merged instead


@pytest.mark.usefixtures("built")
def test_readers_never_see_a_table_empty_or_half(database: Database, branch: Branch) -> None:
    seen: set[tuple[Any, ...]] = set()
    enough, done = Event(), Event()

    def read() -> None:
        with connect(database.operator, autocommit=True) as connection:
            connection.execute(SQL("SET ROLE indelible_reader"))
            while not done.is_set():
                for name in ("orders", "order_lines"):
                    count = SQL("SELECT %s, count(*) FROM {}").format(Identifier(branch.read_schema, name))
                    seen.update(connection.execute(count, [name]).fetchall())
                enough.set()

    reader = Thread(target=read)
    reader.start()
    enough.wait(10)
    try:
        for _ in range(3):
            rebuild(database.operator, branch)
    finally:
        done.set()
        reader.join()
    assert seen == {("orders", 18), ("order_lines", 36)}


@pytest.mark.usefixtures("built")
def test_events_recorded_while_it_runs_are_in_the_new_tables(
    database: Database, branch: Branch, append: Append, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = Book()
    late.enrol("110003")

    def build_and_record(*arguments: Any, **named: Any) -> None:
        building.build(*arguments, **named)
        append(*late.events)

    monkeypatch.setattr(rebuilding, "build", build_and_record)
    rebuild(database.operator, branch)
    assert [row[0] for row in stored()["customer_profiles"]] == ["110001", "110002", "110003"]


@pytest.mark.usefixtures("built")
def test_a_killed_rebuild_leaves_the_old_tables_and_the_next_one_works(
    database: Database, operator: Connection[Any], branch: Branch, stored: Stored
) -> None:
    live = stored()
    script = (
        "import sys; from eventlog.branch import Branch; from projections.running import build, rebuild\n"
        "def stop(*_): print('stopped', flush=True); sys.stdin.read()\n"
        "build.create_status = stop\n"
        "rebuild.rebuild(sys.argv[1], Branch(*sys.argv[2:]))\n"
    )
    arguments = [database.operator, branch.slug, branch.zone, branch.currency]
    root = Path(__file__).parents[3]
    with subprocess.Popen(
        [sys.executable, "-c", script, *arguments], cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"stopped\n"
        assert filled_schemas(operator) == {branch.read_schema, branch.next_schema}
        os.kill(process.pid, signal.SIGKILL)
    assert stored() == live
    run_once(operator, branch)
    rebuild(database.operator, branch)
    assert stored() == live
    assert filled_schemas(operator) == {branch.read_schema}


@pytest.mark.usefixtures("built")
def test_others_views_are_named_and_not_dropped(database: Database, superuser: Connection[Any], branch: Branch) -> None:
    superuser.execute("CREATE SCHEMA reports")
    superuser.execute(
        SQL("CREATE VIEW reports.sales AS SELECT sum(amount) AS worth FROM {}").format(
            Identifier(branch.read_schema, "orders")
        )
    )
    with pytest.raises(TablesInUse, match=r"reports\.sales"):
        rebuild(database.operator, branch)
    assert superuser.execute("SELECT worth > 0 FROM reports.sales").fetchone() == (True,)
    assert filled_schemas(superuser) == {branch.read_schema}  # it was refused before any work was done


def test_anothers_view_with_the_name_of_a_table_is_not_overwritten(
    database: Database, superuser: Connection[Any], branch: Branch
) -> None:
    name = Identifier(branch.read_schema, "orders")
    superuser.execute(SQL("CREATE VIEW {} AS SELECT 42 AS answer").format(name))
    with pytest.raises(TablesInUse, match="has the name of a read table"):
        rebuild(database.operator, branch)
    assert superuser.execute(SQL("SELECT answer FROM {}").format(name)).fetchone() == (42,)
    superuser.execute(SQL("DROP VIEW {}").format(name))
    rebuild(database.operator, branch)


@pytest.mark.usefixtures("built")
def test_what_others_were_granted_they_keep(database: Database, superuser: Connection[Any], branch: Branch) -> None:
    role = Identifier(f"board_{branch.slug}")
    orders = Identifier(branch.read_schema, "orders")
    superuser.execute(SQL("CREATE ROLE {}").format(role))
    try:
        superuser.execute(SQL("GRANT USAGE ON SCHEMA {} TO {}").format(Identifier(branch.read_schema), role))
        superuser.execute(SQL("GRANT SELECT ON {} TO {}").format(orders, role))
        rebuild(database.operator, branch)
        superuser.execute(SQL("SET ROLE {}").format(role))
        assert superuser.execute(SQL("SELECT count(*) FROM {}").format(orders)).fetchone() == (18,)
    finally:
        superuser.execute("RESET ROLE")
        superuser.execute(SQL("DROP OWNED BY {}").format(role))
        superuser.execute(SQL("DROP ROLE {}").format(role))


@pytest.mark.usefixtures("built")
def test_a_reader_who_does_not_end_keeps_the_old_tables(
    database: Database, operator: Connection[Any], branch: Branch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rebuilding, "ATTEMPTS", 1)
    with operator.transaction():
        operator.execute(SQL("SET LOCAL ROLE indelible_reader"))
        operator.execute(SQL("SELECT 1 FROM {}").format(Identifier(branch.read_schema, "orders")))
        with pytest.raises(TablesInUse, match="open transactions"):
            rebuild(database.operator, branch)
    rebuild(database.operator, branch)


@pytest.mark.usefixtures("built")
@pytest.mark.parametrize(
    ("end", "refused"),
    [
        ("NULL", errors.UniqueViolation),  # two that last
        ("valid_to + interval '1 day'", errors.ForeignKeyViolation),  # an overlap
        ("valid_to - interval '1 microsecond'", errors.ForeignKeyViolation),  # a gap
        ("valid_from", errors.CheckViolation),
    ],
)
def test_the_database_itself_refuses_periods_that_leave_a_gap_or_overlap(
    operator: Connection[Any], branch: Branch, end: LiteralString, refused: type[Exception]
) -> None:
    operator.execute(SQL("SET ROLE {}").format(Identifier(PROJECTOR)))
    table = Identifier(branch.read_schema, "customer_profile_periods")
    with pytest.raises(refused):
        operator.execute(
            SQL("UPDATE {0} SET valid_to = {1} WHERE valid_from = (SELECT min(valid_from) FROM {0})").format(
                table, SQL(end)
            )
        )


@pytest.mark.usefixtures("built")
def test_tables_of_another_version_are_not_written(
    database: Database, superuser: Connection[Any], operator: Connection[Any], branch: Branch
) -> None:
    positions = Identifier(branch.read_schema, "table_positions")
    superuser.execute(SQL("UPDATE {} SET definition = 'older' WHERE table_name = 'orders'").format(positions))
    with pytest.raises(TablesNotBuilt, match="another version"):
        run_once(operator, branch)
    rebuild(database.operator, branch)
    assert verify(database.operator, branch).differences == []


def filled_schemas(connection: Connection[Any]) -> set[str]:
    rows = connection.execute(
        "SELECT DISTINCT nspname FROM pg_namespace AS n JOIN pg_class ON relnamespace = n.oid"
        " WHERE nspname ~ '^(read|next|check)_'"
    )
    return {name for (name,) in rows}
