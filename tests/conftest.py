"""A branch to work in, and connections to it."""

from collections.abc import Iterator
from typing import Any

import pytest
from psycopg import Connection

from eventlog.append.recorder import LogRecorder
from eventlog.branch import Branch
from eventlog.branches import create_branch
from eventlog.database import Database, connect


@pytest.fixture
def superuser(database: Database) -> Iterator[Connection[Any]]:
    """The database's administrator, in autocommit mode."""
    with connect(database.admin, autocommit=True) as connection:
        yield connection


@pytest.fixture
def branch(superuser: Connection[Any]) -> Branch:
    """An empty branch."""
    made = Branch("suzhou", "Asia/Shanghai", "CNY")
    create_branch(superuser, made)
    return made


@pytest.fixture
def operator(database: Database) -> Iterator[Connection[Any]]:
    """The login that commands use, in autocommit mode."""
    with connect(database.operator, autocommit=True) as connection:
        yield connection


@pytest.fixture
def sealing_login(database: Database) -> Iterator[Connection[Any]]:
    """The login that seals, in autocommit mode."""
    with connect(database.sealer, autocommit=True) as connection:
        yield connection


@pytest.fixture
def recorder(database: Database, branch: Branch) -> Iterator[LogRecorder]:
    """Appends to the branch's log."""
    made = LogRecorder(database.operator, branch)
    yield made
    made.datastore.close()
