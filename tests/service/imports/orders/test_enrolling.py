"""Enrolling whom a file names: each once, and counted by the import that did it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from threading import Barrier

from eventlog.branch import Branch
from eventlog.database import Database
from service.imports.engine.enrolling import Enrolment, Newcomer, enrol_newcomers
from service.session import Envelope, Session, no_clock

IMPORTS = 4


def test_imports_at_once_enrol_each_shop_once_and_count_only_their_own(database: Database, branch: Branch) -> None:
    at = datetime(2021, 4, 30, 16, tzinfo=UTC)
    newcomers = [Newcomer(f"S-{n}", date(2021, 5, 1), at, {}, n) for n in range(1, 301)]
    ready = Barrier(IMPORTS)

    def enrol(_: int) -> Enrolment:
        with Session(database, branch.slug, no_clock) as session:
            ready.wait()
            return enrol_newcomers(session, Envelope("E1"), newcomers)

    with ThreadPoolExecutor(IMPORTS) as pool:
        made = list(pool.map(enrol, range(IMPORTS)))
    assert sum(one.events_written for one in made) == 300
    assert sum(len(one.customers) for one in made) == 300
