"""Sealing: the auditor keeps checkpoints in a place of their own, the administrator may do anything."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from psycopg import Connection
from psycopg.sql import SQL, Identifier
from pytest_bdd import given, parsers, when

from eventlog.database import Database, connect
from features.running import Outcome, Run
from service.session import Session


@pytest.fixture
def sealing(tmp_path: Path) -> Path:
    """Where the key is, and where the sealer writes checkpoints."""
    return tmp_path / "sealing"


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """The auditor's own checkpoints."""
    return tmp_path / "auditor"


@pytest.fixture
def administrator(shared_database: Database, session: Session) -> Iterator[Connection[Any]]:
    """A superuser, with the guards of the branch's log switched off."""
    with connect(shared_database.admin, autocommit=True) as connection:
        for table in ("stored_events", "seal_runs", "checkpoints"):
            name = Identifier(session.branch.log_schema, table)
            connection.execute(SQL("ALTER TABLE {} DISABLE TRIGGER ALL").format(name))
        yield connection


@given("the log has a signing key", target_fixture="verifier_key")
def make_key(indelible: Run, sealing: Path) -> str:
    outcome = indelible("audit", "keygen", "--key", sealing / "key")
    assert (sealing / "key").stat().st_mode & 0o777 == 0o600
    return outcome.out.strip()


@given("the log was sealed, and the auditor keeps the checkpoint")
def seal_and_keep(indelible: Run, sealing: Path, kept: Path) -> None:
    assert seal(indelible, sealing).exit_code == 0
    kept.mkdir(exist_ok=True)
    number = len(list(kept.iterdir())) + 1
    assert indelible("audit", "checkpoint", "--out", kept / f"{number}.txt").exit_code == 0


def seal(indelible: Run, sealing: Path) -> Outcome:
    return indelible("audit", "seal", "--key", sealing / "key", "--sink", sealing / "checkpoints")


@when(parsers.parse("the administrator switches the guards off and deletes event {position:d}"))
def delete(administrator: Connection[Any], session: Session, position: int) -> None:
    log = Identifier(session.branch.log_schema, "stored_events")
    administrator.execute(SQL("DELETE FROM {} WHERE notification_id = %s").format(log), [position])


@when(parsers.parse("the administrator switches the guards off and rewrites event {position:d}"))
def rewrite(administrator: Connection[Any], session: Session, position: int) -> None:
    log = Identifier(session.branch.log_schema, "stored_events")
    statement = "UPDATE {} SET state = overlay(state PLACING '9'::bytea FROM 20) WHERE notification_id = %s"
    administrator.execute(SQL(statement).format(log), [position])
