"""Bringing the read tables up to the log, also where two commands do so at once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

import pytest

from eventlog.database import connect
from eventlog.read.reading import head
from projections.running import rebuild as rebuilding
from projections.running.build import build
from projections.running.schema import read_positions
from service.projecting import catch_up
from service.session import Session
from tests.domain.scenario import NOW


@pytest.mark.usefixtures("shops")
def test_who_finds_the_tables_being_built_waits_for_them(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    building, asked = Event(), Event()

    def build_when_waited_for(*args: Any, **options: Any) -> None:
        building.set()
        with connect(session.database.admin, autocommit=True) as connection:
            waits = "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
            while not asked.is_set() and connection.execute(waits).fetchone() is None:
                pass
        build(*args, **options)

    monkeypatch.setattr(rebuilding, "build", build_when_waited_for)
    with ThreadPoolExecutor(1) as pool, Session(session.database, session.branch.slug, lambda: NOW) as other:
        first = pool.submit(catch_up, other)
        building.wait()
        try:
            reached = catch_up(session)
        finally:
            asked.set()
        assert first.result() == reached == head(session.connection, session.branch)
    assert set(read_positions(session.connection, session.branch.read_schema).values()) == {reached}
