"""A branch at work, with two shops in it when wanted."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from typing import Any

import pytest
from psycopg import Connection

from eventlog.append.recorder import LogRecorder
from eventlog.branch import Branch
from eventlog.branches import create_branch
from eventlog.database import Database
from projections.running.rebuild import rebuild
from service.commands import carry_out
from service.customers import enrol_customer
from service.session import Envelope, Session, no_clock
from tests.domain.scenario import NOW, instant
from tests.projections.book import Book, stored_form

Recorded = Callable[[Book], AbstractContextManager[Session]]


@pytest.fixture
def session(database: Database, branch: Branch) -> Iterator[Session]:
    """The branch's service, on 1 June 2024."""
    with Session(database, branch.slug, clock=lambda: NOW) as opened:
        yield opened


@pytest.fixture
def shops(session: Session) -> None:
    """110001 and 110002, enrolled on 1 January 2020."""
    for number in ("110001", "110002"):
        carry_out(session, said("2020-01-01"), enrol_customer(number, {}))


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
