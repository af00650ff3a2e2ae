"""The feature of the read tables, and what only it says."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from psycopg import Connection, Error, errors
from psycopg.sql import SQL, Identifier
from pytest_bdd import given, parsers, scenarios, then, when

from domain.orders.events import OrderDelivered
from eventlog.branch import Branch
from eventlog.database import Database, connect
from eventlog.read.reading import head, read_log
from features.running import Outcome, Run
from projections.catalogue import TABLES
from service.session import Session

scenarios("read_tables.feature")

Held = dict[str, list[tuple[Any, ...]]]

ATTEMPTS = {
    "read the log": ("SELECT FROM {}.stored_events", "log"),
    "change a table": ("UPDATE {}.orders SET amount = 0", "read"),
    "empty a table": ("TRUNCATE {}.orders", "read"),
    "delete from a table": ("DELETE FROM {}.orders", "read"),
}


@pytest.fixture
def administrator(shared_database: Database) -> Iterator[Connection[Any]]:
    """Who can do everything to a table."""
    with connect(shared_database.admin, autocommit=True) as connection:
        yield connection


@given("the read tables are up to date")
def up_to_date(indelible: Run) -> None:
    assert indelible("projection", "run").exit_code == 0


@when(parsers.parse("a reader tries to {do}"), target_fixture="error")
def try_as_reader(reader: Connection[Any], branch: Branch, do: str) -> Error | None:
    statement, kind = ATTEMPTS[do]
    schema = Identifier(branch.log_schema if kind == "log" else branch.read_schema)
    try:
        reader.execute(SQL(statement).format(schema))
    except Error as error:
        return error
    return None


@then("the database refuses the reader")
def reader_refused(error: Error | None) -> None:
    assert isinstance(error, errors.InsufficientPrivilege)


@then("each table stands at the end of the log")
def stands_at(reader: Connection[Any], session: Session) -> None:
    statement = SQL("SELECT table_name, position, lag_events FROM {}.read_status").format(
        Identifier(session.branch.read_schema)
    )
    end = head(session.connection, session.branch)
    assert set(reader.execute(statement)) == {(table, end, 0) for table in TABLES}


@when("the read tables are verified", target_fixture="outcome")
def verify(indelible: Run) -> Outcome:
    return indelible("projection", "verify", "--json")


@then("no difference is found")
def no_difference(outcome: Outcome) -> None:
    assert (outcome.exit_code, outcome.data["differences"]) == (0, [])
    assert outcome.data["rows"] >= 12  # what the scenario's six events make in the tables that are stored


@then("a difference is found")
def difference(outcome: Outcome, datatable: list[list[str]]) -> None:
    assert outcome.exit_code == 3
    (found,), (columns, expected) = outcome.data["differences"], datatable
    told = {**found, "folded": "row"} if found["field"] is None else found
    assert [told[column] or "" for column in columns] == expected


def _held(reader: Connection[Any], branch: Branch) -> Held:
    return {
        name: reader.execute(
            SQL("SELECT * FROM {} ORDER BY {}").format(
                Identifier(branch.read_schema, name), SQL(", ").join(map(Identifier, table.key))
            )
        ).fetchall()
        for name, table in TABLES.items()
    }


@given("what the tables hold", target_fixture="held")
def hold(reader: Connection[Any], branch: Branch) -> Held:
    return _held(reader, branch)


@then("the tables hold the same")
def hold_the_same(reader: Connection[Any], branch: Branch, held: Held) -> None:
    assert all(held[name] for name in ("customer_profiles", "orders", "order_lines", "customer_timeline"))
    assert _held(reader, branch) == held


@given(parsers.parse("somebody with an administrator's login changed the amount of order {number:S} to {amount:S}"))
def doctor(administrator: Connection[Any], branch: Branch, number: str, amount: str) -> None:
    orders = Identifier(branch.read_schema, "orders")
    statement = SQL("UPDATE {} SET amount = %s WHERE order_no = %s").format(orders)
    assert administrator.execute(statement, [Decimal(amount), number]).rowcount == 1


@given(parsers.parse("somebody with an administrator's login removed shop {shop:S} from customer_profiles"))
def remove(administrator: Connection[Any], branch: Branch, shop: str) -> None:
    profiles = Identifier(branch.read_schema, "customer_profiles")
    assert administrator.execute(SQL("DELETE FROM {} WHERE customer_no = %s").format(profiles), [shop]).rowcount == 1


@then(parsers.parse("each of these adds up to {amount:S}"))
def adds_up(session: Session, reader: Connection[Any], indelible: Run, amount: str, datatable: list[list[str]]) -> None:
    up_to_date(indelible)
    for (what,) in datatable[1:]:
        if what == "order.delivered events":
            events = read_log(session.connection, session.branch, after=0, limit=1000, topics=["order.delivered"])
            total = sum((r.event.amount for r in events if isinstance(r.event, OrderDelivered)), Decimal(0))
        else:
            table, column = what.split(".")
            statement = SQL("SELECT sum({}) FROM {}").format(
                Identifier(column), Identifier(session.branch.read_schema, table)
            )
            ((total,),) = reader.execute(statement).fetchall()
        assert (what, total) == (what, Decimal(amount))
