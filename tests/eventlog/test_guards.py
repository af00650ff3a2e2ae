"""What was recorded stays: the database itself refuses to change, to remove, and to forge."""

from itertools import product
from typing import Any, LiteralString

import pytest
from psycopg import Connection, errors
from psycopg.sql import SQL, Identifier

from eventlog.append.new_event import Receipt
from eventlog.append.recorder import LogRecorder
from eventlog.branch import Branch
from eventlog.roles import OWNER, PROJECTOR, READER, WRITER
from tests.eventlog.filling import BY_COPY, of_customer, stored, visit

CHANGES: tuple[LiteralString, ...] = (
    "UPDATE {table} SET {column} = {column}",
    "DELETE FROM {table}",
    "TRUNCATE {table}",
    "TRUNCATE {table} CASCADE",
    "MERGE INTO {table} AS old USING {table} AS new ON old.{column} = new.{column} WHEN MATCHED THEN DELETE",
)
COLUMN = {"stored_events": "topic", "command_receipts": "command_id"}


@pytest.fixture(autouse=True)
def recorded(branch: Branch, recorder: LogRecorder) -> None:
    """One event with its receipt."""
    events = of_customer(branch, 0, visit())
    recorder.append(events, receipt=Receipt("c-1", b"digest", ((events[0].stream_id, 1),)))


@pytest.mark.parametrize("role", ["postgres", OWNER, WRITER, PROJECTOR, READER, "indelible"])
def test_history_is_only_added_to(branch: Branch, superuser: Connection[Any], role: str) -> None:
    before = stored(superuser, branch)
    for replication, (table, column), change in product(("origin", "replica"), COLUMN.items(), CHANGES):
        superuser.execute(SQL("SET session_replication_role = {}").format(replication))
        superuser.execute(SQL("SET ROLE {}").format(Identifier(role)))
        statement = SQL(change).format(table=Identifier(branch.log_schema, table), column=Identifier(column))
        with pytest.raises(errors.InsufficientPrivilege) as refused:
            superuser.execute(statement)
        if role in ("postgres", OWNER):  # privileges do not bind them; the triggers do
            assert "history is only added to" in str(refused.value)
        superuser.execute("RESET ROLE")
    assert stored(superuser, branch) == before


@pytest.mark.parametrize("way", ["INSERT INTO {} ({}) SELECT {} FROM {} LIMIT 1", "COPY {} ({}) FROM STDIN"])
@pytest.mark.parametrize("column", ["recorded_at", "recorded_login", "notification_id"])
def test_nobody_who_writes_says_when_by_whom_and_where(
    branch: Branch, operator: Connection[Any], way: str, column: str
) -> None:
    table = Identifier(branch.log_schema, "stored_events")
    given = ["originator_id", "originator_version", "topic", "state", column]
    columns = SQL(", ").join(map(Identifier, given))
    for role in (WRITER, "indelible"):
        operator.execute(SQL("SET ROLE {}").format(Identifier(role)))
        with pytest.raises(errors.InsufficientPrivilege):
            operator.execute(SQL(way).format(table, columns, columns, table))


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ({"topic": "customer.vanished"}, errors.CheckViolation),
        ({"state": b"{" + b" " * 1024 * 1024}, errors.CheckViolation),
        ({"originator_version": 0}, errors.CheckViolation),
        ({"originator_version": 1}, errors.UniqueViolation),
        ({"customer_seq": 2}, errors.CheckViolation),
    ],
    ids=["unknown topic", "over a mebibyte", "version 0", "version taken", "a number without a customer"],
)
def test_the_table_takes_nothing_that_no_append_would_write(
    branch: Branch, operator: Connection[Any], values: dict[str, Any], refusal: type[Exception]
) -> None:
    row: dict[str, Any] = {
        "originator_id": branch.stream("customer", "110001"),
        "originator_version": 2,
        "topic": "customer.visited",
        "state": b"{}",
        **values,
    }
    operator.execute(SQL("SET ROLE {}").format(Identifier(WRITER)))
    statement = SQL("INSERT INTO {} ({}) VALUES ({})").format(
        Identifier(branch.log_schema, "stored_events"),
        SQL(", ").join(map(Identifier, row)),
        SQL(", ").join(SQL("%s") for _ in row),
    )
    with pytest.raises(refusal):
        operator.execute(statement, [*row.values()])


def test_a_writer_does_not_set_positions_back(branch: Branch, operator: Connection[Any]) -> None:
    operator.execute(SQL("SET ROLE {}").format(Identifier(WRITER)))
    sequence = Identifier(branch.log_schema, "stored_events_notification_id_seq").as_string(operator)
    with pytest.raises(errors.InsufficientPrivilege):
        operator.execute("SELECT setval(%s, 1)", [sequence])


@pytest.mark.parametrize("role", [PROJECTOR, READER])
def test_only_the_writer_writes(branch: Branch, operator: Connection[Any], role: str) -> None:
    operator.execute(SQL("SET ROLE {}").format(Identifier(role)))
    for table in COLUMN:
        with pytest.raises(errors.InsufficientPrivilege):
            operator.execute(SQL("INSERT INTO {} DEFAULT VALUES").format(Identifier(branch.log_schema, table)))


@pytest.mark.parametrize("finding", ["好", BY_COPY], ids=["insert", "copy"])
def test_the_database_says_when_and_by_whom_once_for_an_append(
    branch: Branch, operator: Connection[Any], recorder: LogRecorder, finding: str
) -> None:
    operator.execute("CREATE TEMP TABLE before AS SELECT clock_timestamp() AS instant")
    positions = recorder.append(of_customer(branch, 1, visit(finding=finding), visit(), visit()))
    rows = operator.execute(
        SQL(
            "SELECT recorded_login, recorded_at > instant, recorded_at < clock_timestamp(), count(*)"
            " FROM {}, before WHERE notification_id = ANY(%s) GROUP BY recorded_at, 1, 2"
        ).format(Identifier(branch.log_schema, "stored_events")),
        [positions],
    ).fetchall()
    assert rows == [("indelible", True, True, 3)]


def test_people_read_the_log_in_a_view(branch: Branch, operator: Connection[Any]) -> None:
    (row,) = operator.execute(
        SQL("SELECT topic, customer_no, customer_seq, actor, payload ->> 'finding' FROM {}").format(
            Identifier(branch.log_schema, "events")
        )
    )
    assert row == ("customer.visited", "110001", 1, "E7", "好")


def test_every_table_and_column_of_the_log_says_what_it_is(branch: Branch, superuser: Connection[Any]) -> None:
    silent = superuser.execute(
        "SELECT c.relname, a.attname FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum >= 0"
        " WHERE c.relnamespace = %s::regnamespace AND c.relkind = 'r'"
        " AND (col_description(c.oid, a.attnum) IS NULL OR obj_description(c.oid) IS NULL)",
        [branch.log_schema],
    ).fetchall()
    assert silent == []
