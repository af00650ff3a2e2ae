"""Verification names every difference, and nothing else."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from psycopg import Connection
from psycopg.sql import SQL, Identifier

from eventlog.branch import Branch
from eventlog.database import Database
from projections.fold.errors import TablesInUse
from projections.running.rebuild import rebuild
from projections.running.verify import Difference, verify
from tests.projections.book import Book
from tests.projections.conftest import Append


def test_every_difference_is_named(
    database: Database, superuser: Connection[Any], branch: Branch, append: Append, year: Book
) -> None:
    append(*year.events)
    rebuild(database.operator, branch)
    clean = verify(database.operator, branch)
    assert clean.differences == []
    assert clean.rows > 100

    def tables(statement: str, name: str) -> None:
        superuser.execute(SQL(statement).format(Identifier(branch.read_schema, name)))

    tables("UPDATE {} SET requested_qty = 99 WHERE order_no = '110001-1' AND line_no = 2", "order_lines")
    tables("DELETE FROM {} WHERE complaint_no = 'T-1'", "complaints")
    tables("UPDATE {} SET changed_at_position = 1 WHERE customer_no = '110002'", "customer_profiles")
    found = verify(database.operator, branch)
    assert found.position == clean.position
    assert found.rows == clean.rows - 1
    assert [(d.table, d.key, d.field) for d in found.differences] == [
        ("customer_profiles", {"customer_no": "110002"}, "changed_at_position"),
        ("order_lines", {"order_no": "110001-1", "line_no": 2}, "requested_qty"),
        ("complaints", {"complaint_no": "T-1"}, None),
    ]
    assert found.differences[1] == Difference(
        "order_lines", {"order_no": "110001-1", "line_no": 2}, "requested_qty", live=99, folded=2
    )
    assert found.differences[2].live is None
    assert found.differences[2].folded[0] == "T-1"


def test_a_row_that_the_log_does_not_make_is_a_difference(
    database: Database, superuser: Connection[Any], branch: Branch, append: Append, year: Book
) -> None:
    append(*year.events)
    rebuild(database.operator, branch)
    table = Identifier(branch.read_schema, "returns")
    superuser.execute(SQL("UPDATE {} SET return_no = 'R-0' WHERE order_no IS NULL").format(table))
    differences = verify(database.operator, branch).differences
    assert [(d.key["return_no"], d.live is None, d.folded is None) for d in differences] == [
        ("R-0", False, True),
        ("R-1", True, False),
    ]


def test_a_second_verification_waits_its_turn_and_spoils_nothing(
    database: Database, branch: Branch, append: Append, year: Book
) -> None:
    append(*year.events)
    rebuild(database.operator, branch)
    tried = []

    @contextmanager
    def meanwhile(_: str, __: int) -> Iterator[Callable[[int], None]]:
        with pytest.raises(TablesInUse, match="another verification of suzhou is running"):
            verify(database.operator, branch)
        tried.append(True)
        yield lambda _: None

    assert verify(database.operator, branch, progress=meanwhile).differences == []
    assert tried
    assert verify(database.operator, branch).differences == []
