"""A branch at work, with two shops in it when wanted."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from eventlog.branch import Branch
from eventlog.database import Database
from service.customers import enrol_customer
from service.session import Envelope, Session
from tests.domain.scenario import NOW, instant


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
