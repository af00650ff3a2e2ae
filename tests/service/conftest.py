"""A branch at work, with two shops in it when wanted, or a town of four and a scheme to evaluate them."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from psycopg import Connection

from eventlog.branch import Branch
from eventlog.branches import create_branch
from eventlog.database import Database
from eventlog.recorder import LogRecorder
from projections.rebuilding import rebuild
from service.customers import enrol_customer
from service.evaluation.schemes import publish
from service.orders import confirm_order, deliver_order, place_order
from service.session import Envelope, Session, no_clock
from tests.domain.scenario import NOW, instant
from tests.projections.book import Book, stored_form

Recorded = Callable[[Book], AbstractContextManager[Session]]

SCHEME = """
title = "T"
grades = [{ grade = "A", least = 60 }, { grade = "B", least = 30 }, { grade = "C", least = 0 }]

[[factors]]
factor = "sales_history"
measure = "qty"
months = 3
line = [[0, 0], [100, 100]]

[[factors]]
factor = "trade_area"
measure = "market_type"
words = { urban = 80, rural = 40.5 }

[[comparisons]]
name = "company"
of = ["contribution", "influence"]
judgements = [{ expert = "E901", rows = [["4"]] }]

[[comparisons]]
name = "contribution"
of = ["sales_history"]

[[comparisons]]
name = "influence"
of = ["trade_area"]
"""


@pytest.fixture
def session(database: Database, branch: Branch) -> Iterator[Session]:
    """The branch's service, on 1 June 2024."""
    with Session(database, branch.slug, clock=lambda: NOW) as opened:
        yield opened


@pytest.fixture
def shops(session: Session) -> None:
    """110001 and 110002, enrolled on 1 January 2020."""
    for number in ("110001", "110002"):
        enrol_customer(session, number, {}, said("2020-01-01"))


@pytest.fixture
def recorded(database: Database, superuser: Connection[Any]) -> Recorded:
    """Records a book in a branch of its own, builds the tables, and opens a session there."""
    made: list[Branch] = []

    @contextmanager
    def record(book: Book) -> Iterator[Session]:
        branch = Branch(f"b{len(made)}", "Asia/Shanghai", "CNY")
        made.append(branch)
        create_branch(superuser, branch)
        recorder = LogRecorder(database.operator, branch)
        recorder.append(stored_form(branch, book.events, {}))
        recorder.datastore.close()
        rebuild(database.operator, branch)
        with Session(database, branch.slug, no_clock) as session:
            yield session

    return record


def said(
    at: str | None = None,
    *,
    by: str | None = "E7",
    reason: str | None = None,
    command_id: str | None = None,
    dry_run: bool = False,
) -> Envelope:
    """A command's envelope, effective `at`."""
    moment: datetime | None = instant(at) if at else None
    return Envelope(by, reason, moment, command_id, dry_run=dry_run)


@pytest.fixture
def scheme_file(tmp_path: Path) -> Path:
    file = tmp_path / "scheme.toml"
    file.write_text(SCHEME, "utf-8")
    return file


@pytest.fixture
def town(session: Session, shops: None, scheme_file: Path) -> None:
    """Four shops with orders in two quarters, one of them urban; and a scheme."""
    for number in ("110003", "110004"):
        enrol_customer(session, number, {"market_type": "urban"} if number == "110003" else {}, said("2020-01-01"))
    for number, first, second in (("110001", 70, 20), ("110002", 40, 50), ("110003", 10, 90), ("110004", 5, 5)):
        order(session, number, "2021-02-05", first)
        order(session, number, "2021-05-05", second)
    publish(session, scheme_file, "value", said("2021-01-01"))


def order(session: Session, customer_no: str, day: str, qty: int) -> None:
    number = f"{customer_no}-{day}"
    line = {"line_no": 1, "sku": "6901028", "requested_qty": qty, "amount": Decimal(qty)}
    place_order(session, number, customer_no, [line], said(day))  # type: ignore[list-item]
    confirm_order(session, number, {}, said(day))
    deliver_order(session, number, {}, said(day))
