"""Live updates: what is recorded appears, once, and an event that cannot be taken in stops them."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from psycopg import Connection, errors
from psycopg.sql import SQL, Identifier

from eventlog.branch import Branch
from eventlog.database import Database, connect
from eventlog.read.reading import head, read_log
from eventlog.roles import READER
from projections.catalogue import STORED, TABLES
from projections.fold.errors import ProjectionStopped, TablesNotBuilt
from projections.running.follow import MOST_EVENTS, advance, run_once
from projections.running.rebuild import rebuild
from projections.running.schema import as_projector
from projections.running.status import read_status
from tests.projections.book import Book, all_rows
from tests.projections.conftest import Append, Stored, stored_rows


def test_what_is_recorded_appears_in_the_tables(
    database: Database, operator: Connection[Any], branch: Branch, append: Append, stored: Stored, year: Book
) -> None:
    rebuild(database.operator, branch)
    for begin in range(0, len(year.events), 7):
        append(*year.events[begin : begin + 7])
        assert run_once(operator, branch) == head(operator, branch)
    folded = all_rows(read_log(operator, branch, limit=1000))
    assert {name: [row[:-1] for row in rows] for name, rows in stored().items()} == folded


def test_several_projectors_at_once_take_each_event_once(
    database: Database, operator: Connection[Any], branch: Branch, append: Append, stored: Stored, year: Book
) -> None:
    rebuild(database.operator, branch)
    append(*year.events)

    def project(_: int) -> None:
        with connect(database.operator, autocommit=True) as connection:
            run_once(connection, branch)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(project, range(4)))
    months = stored()["customer_months"]
    assert [row[:-1] for row in months] == all_rows(read_log(operator, branch, limit=1000))["customer_months"]


def test_a_row_says_at_which_position_it_last_changed(
    database: Database, operator: Connection[Any], branch: Branch, append: Append, stored: Stored
) -> None:
    book = Book()
    book.enrol("110001")
    book.place("A-1", "110001", "2021-01-01", (3, "10.00"), (4, "10.00"))
    book.confirm("A-1", "2021-01-02")
    book.deliver("A-1", "2021-01-03")
    book.give_back("A-1", "R-1", "2021-01-04", {2: 1})
    rebuild(database.operator, branch)
    *_, delivered, returned = append(*book.events)
    run_once(operator, branch)
    assert [row[-1] for row in stored()["order_lines"]] == [delivered, returned]


def test_rows_are_found_by_their_keys_however_small_the_tables_were_when_the_projector_began(
    database: Database, operator: Connection[Any], branch: Branch, append: Append
) -> None:
    """A plan made for an empty table and kept would read it from end to end when it has grown."""
    rebuild(database.operator, branch)
    book = Book()
    book.enrol("110001")
    for i in range(1, 21):
        book.change("110001", f"2021-01-{i:02}", address=f"{i}")
    with as_projector(operator), operator.transaction():
        for event in book.events:
            append(event)
            assert advance(operator, branch, branch.read_schema, MOST_EVENTS)[0] == 1
        found = operator.execute(
            "SELECT relname, seq_scan, idx_scan FROM pg_stat_xact_user_tables"
            " WHERE schemaname = %s AND relname = ANY(%s)",
            [branch.read_schema, list(TABLES)],
        ).fetchall()
    assert [row for row in found if row[1]] == []
    assert {row[0] for row in found if row[2]} >= {"customer_profiles", "customer_profile_periods"}


def test_tables_that_were_never_built_say_so(operator: Connection[Any], branch: Branch) -> None:
    with pytest.raises(TablesNotBuilt, match="rebuild"):
        run_once(operator, branch)


def test_readers_see_tables_and_status_but_cannot_write_and_do_not_see_the_log(
    database: Database, operator: Connection[Any], branch: Branch, append: Append, year: Book
) -> None:
    append(*year.events)
    rebuild(database.operator, branch)
    append(*another().events)
    operator.execute(SQL("SET ROLE {}").format(Identifier(READER)))
    read = Identifier(branch.read_schema, "read_status")
    row = operator.execute(
        SQL("SELECT lag_events, lag_seconds > 0, state FROM {} WHERE table_name = 'orders'").format(read)
    ).fetchone()
    assert row == (1, True, "behind")
    orders = Identifier(branch.read_schema, "orders")
    assert operator.execute(SQL("SELECT count(*) FROM {}").format(orders)).fetchone() == (18,)
    with pytest.raises(errors.InsufficientPrivilege):
        operator.execute(SQL("DELETE FROM {}").format(orders))
    with pytest.raises(errors.InsufficientPrivilege):
        operator.execute(SQL("SELECT 1 FROM {}").format(Identifier(branch.log_schema, "stored_events")))


def another() -> Book:
    book = Book()
    book.enrol("110009")
    return book


@pytest.mark.parametrize("poison", ["topic", "state"])
def test_an_event_that_cannot_be_read_stops_the_projector_after_all_that_came_before(
    database: Database,
    superuser: Connection[Any],
    operator: Connection[Any],
    branch: Branch,
    append: Append,
    year: Book,
    poison: str,
) -> None:
    def last_change() -> int:
        held = stored_rows(operator, branch, STORED)
        return max(int(row[-1]) for rows in held.values() for row in rows)

    rebuild(database.operator, branch)
    positions = append(*year.events)
    bad = positions[20]
    table = Identifier(branch.log_schema, "stored_events")
    superuser.execute(SQL("ALTER TABLE {} DISABLE TRIGGER ALL").format(table))
    superuser.execute(SQL("ALTER TABLE {} DROP CONSTRAINT known_topic").format(table))
    broken = SQL("topic = 'order.forgotten'") if poison == "topic" else SQL("state = '{\"broken\":'")
    superuser.execute(SQL("UPDATE {} SET {} WHERE notification_id = %s").format(table, broken), [bad])
    for _ in range(2):
        with pytest.raises(ProjectionStopped, match=f"position {bad}"):
            run_once(operator, branch)
    status = [one for one in read_status(operator, branch) if TABLES[one.table_name] in STORED]
    assert {(one.position, one.state) for one in status} == {(positions[19], "stopped")}
    assert all(f"position {bad}" in (one.problem or "") for one in status)
    assert "broken" not in "".join(one.problem or "" for one in status)
    assert last_change() == positions[19]
    with pytest.raises(ProjectionStopped, match=f"position {bad}"):
        rebuild(database.operator, branch)
    assert last_change() == positions[19]
