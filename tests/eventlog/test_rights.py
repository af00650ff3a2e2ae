"""Who may do what: the page says what the catalogue says, and each cell is tried."""

from pathlib import Path
from typing import Any

import pytest
from psycopg import Connection, errors
from psycopg.sql import SQL, Identifier

from docs.generate import FOLDER
from docs.rights import BRANCH, BY_TRIGGER, NO, OTHER, WHO, YES, Action, actions, cell, rights_page, stranger
from eventlog.append.new_event import Receipt
from eventlog.append.recorder import LogRecorder
from eventlog.branches import create_branch
from eventlog.database import Database, connect
from eventlog.sealing.sealer import seal
from projections.running.rebuild import rebuild
from tests.eventlog.filling import of_customer, visit
from tests.eventlog.sealing.random_logs import KEY


@pytest.fixture
def branches(database: Database, superuser: Connection[Any], tmp_path: Path) -> None:
    """Two branches with tables; in each table of the first one's log there is something to change and delete."""
    for branch in (BRANCH, OTHER):
        create_branch(superuser, branch)
        rebuild(database.operator, branch)
    recorder = LogRecorder(database.operator, BRANCH)
    events = of_customer(BRANCH, 0, visit())
    recorder.append(events, receipt=Receipt("c-1", b"digest", ((events[0].stream_id, 1),)))
    recorder.datastore.close()
    with connect(database.sealer, autocommit=True) as connection:
        assert seal(connection, BRANCH, KEY, [tmp_path])


@pytest.mark.usefixtures("branches")
def test_the_page_is_as_the_database_would_write_it(superuser: Connection[Any]) -> None:
    assert (FOLDER / "rights.md").read_text("utf-8") == rights_page(superuser), "run `make docs`"


@pytest.mark.usefixtures("branches")
def test_each_cell_is_as_it_says(superuser: Connection[Any]) -> None:
    superuser.execute("SET client_min_messages = error")
    with stranger(superuser):
        said = {(a.on, a.what, role): cell(superuser, a, role) for a in actions() for role in WHO}
        found = {(a.on, a.what, role): tried(superuser, a, role) for a in actions() for role in WHO}
    assert {key: (said[key], found[key]) for key in said if said[key] != found[key]} == {}
    assert {*said.values()} == {YES, BY_TRIGGER, NO}


def tried(connection: Connection[Any], action: Action, role: str) -> str:
    """Do it as that login or role, and undo it."""
    try:
        with connection.transaction(force_rollback=True):
            connection.execute(SQL("SET SESSION AUTHORIZATION {}").format(Identifier(role)))
            connection.execute(action.statement)
    except errors.InsufficientPrivilege as refused:
        return BY_TRIGGER if "history is only added to" in str(refused) else NO
    return YES


@pytest.mark.usefixtures("branches")
def test_a_reader_of_one_branch_sees_that_there_is_that_one(superuser: Connection[Any]) -> None:
    shown = {}
    for role in ("indelible_reader", BRANCH.reader, OTHER.reader):
        superuser.execute(SQL("SET ROLE {}").format(Identifier(role)))
        shown[role] = [slug for (slug,) in superuser.execute("SELECT slug FROM indelible.my_branches ORDER BY slug")]
        superuser.execute("RESET ROLE")
    assert shown == {
        "indelible_reader": [BRANCH.slug, OTHER.slug],
        BRANCH.reader: [BRANCH.slug],
        OTHER.reader: [OTHER.slug],
    }
