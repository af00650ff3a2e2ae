"""A branch with a history in its log."""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

import pytest
from psycopg import Connection
from psycopg.rows import tuple_row
from psycopg.sql import SQL, Identifier

from domain.contacts.events import Need, ServiceNeed
from domain.kernel.event import Event
from eventlog.append.recorder import LogRecorder
from eventlog.branch import Branch
from projections.catalogue import TABLES
from projections.fold.table import ReadTable
from projections.running.schema import as_projector
from tests.projections.book import Book, stored_form
from tests.projections.evaluation.grades import assess, close_round, grade, override
from tests.projections.evaluation.worth import worth_of_a_year

Append = Callable[..., list[int]]
Stored = Callable[[], dict[str, list[tuple[Any, ...]]]]


@pytest.fixture
def append(recorder: LogRecorder, branch: Branch) -> Append:
    """Records events; returns their positions."""
    versions: dict[UUID, int] = {}

    def record(*events: Event) -> list[int]:
        return recorder.append(stored_form(branch, events, versions))

    return record


@pytest.fixture
def stored(operator: Connection[Any], branch: Branch) -> Stored:
    """Reads all tables, each row with its `changed_at_position`, in the order of the key."""
    return lambda: stored_rows(operator, branch)


def stored_rows(
    connection: Connection[Any], branch: Branch, tables: Iterable[ReadTable] = tuple(TABLES.values())
) -> dict[str, list[tuple[Any, ...]]]:
    found = {}
    with as_projector(connection), connection.cursor(row_factory=tuple_row) as cursor:
        for table in tables:
            cursor.execute(
                SQL("SELECT * FROM {} ORDER BY {}").format(
                    Identifier(branch.read_schema, table.name), SQL(", ").join(map(Identifier, table.key))
                )
            )
            found[table.name] = cursor.fetchall()
    return found


@pytest.fixture
def year() -> Book:
    """Two customers: orders that go every way, returns, complaints, promises, contacts, answers, facts told late."""
    book = Book()
    for number in ("110001", "110002"):
        book.enrol(number, name=f"店\t{number}\\", address="甲\n路")
        for i in range(1, 10):
            order_no = f"{number}-{i}"
            book.place(order_no, number, f"2021-0{i}-05", (i, f"{i}.50"), (2 * i, "3.00"))
            book.confirm(order_no, f"2021-0{i}-06", {1: 0} if i % 3 == 0 else None)
            if i % 4 == 0:
                book.cancel(order_no, f"2021-0{i}-07")
            else:
                book.deliver(order_no, f"2021-0{i}-07", {2: 1} if i % 2 == 0 else None)
        book.give_back(f"{number}-5", "R-1", "2021-06-30", {1: 2, 2: 1})
        book.visit(number, "2021-05-01")
        book.promise(f"P-{number}", number, "2021-06-01", "2021-06-30")
        book.meet(f"V-{number}", number, "2021-06-02", {"needs": [ServiceNeed(service="报纸", need=Need.UNNEEDED)]})
        book.change(number, "2021-03-01", address="乙路")
        book.change(number, "2021-02-01", address="丙路", market_type="rural")
        book.promise(f"{number}-P", number, "2021-05-01", "2021-06-01")
        book.meet(
            f"{number}-C", number, "2021-05-02", {"needs": (ServiceNeed(service="陈列指导", need=Need.UNNEEDED),)}
        )
    book.give_back_freely("R-1", "110002", "2021-05-04", 3, "9.00")
    book.publish_policy("2021-01-01")
    book.complain("T-1", "110001", "2021-06-01")
    book.complain("T-2", None, "2021-06-01")
    book.complain("T-3", "110002", "2021-06-03 09:00", "配送")
    book.respond("T-2", "2021-06-02")
    book.release("W1", "2021-05-03")
    book.draw("110001-5", "2021-05-06")
    book.draw("110002-5", "2021-05-06")
    worth_of_a_year(book)
    book.close_day("T-1", "2021-06-03")
    book.publish("2021-06-01")
    book.ask("S-1", "2021-06-02", ["110001", "110002"])
    book.answer("S-1", "110001", "2021-06-03", {"e1": 4, "p2": 2}, "少断货")
    book.answer("S-1", "110002", "2021-07-01", {"e1": 4})
    book.answer("S-1", "110002", "2021-07-02", {"p1": 5, "n1": 10})
    book.rate("110001-5", "2021-05-08", 4)
    book.rate("110002-5", "2021-05-08", 1)
    book.end_survey("S-1", "2021-07-05")
    for number in ("110001", "110002"):
        assess(book, number, "2021-05-01")
        grade(book, number, "2021Q2", "2021-07-01", "B")
        override(book, number, "2021-09-01")
    close_round(book, "2021Q2", "2021-07-01", (None, "B", 2))
    return book
