"""Every connection of the program has the settings that it asks for, whatever was set for its login."""

import os
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest
from psycopg import Connection, errors
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.sql import SQL, Identifier, Literal

from eventlog.append.recorder import LogRecorder
from eventlog.branch import Branch
from eventlog.conninfo import SETTINGS, as_uri, guarded
from eventlog.database import Database, connect
from eventlog.server.binaries import wheel_programs

HOSTILE = {
    "search_path": "public, pg_catalog",
    "row_security": "on",
    "synchronous_commit": "off",
    "role": "indelible_reader",
    "lock_timeout": "1",
    "statement_timeout": "2ms",
    "idle_in_transaction_session_timeout": "3",
    "idle_session_timeout": "4s",
    "transaction_timeout": "5ms",
    "default_transaction_isolation": "serializable",
    "default_transaction_read_only": "on",
    "default_transaction_deferrable": "on",
    "TimeZone": "Asia/Shanghai",
    "DateStyle": "German",
    "IntervalStyle": "iso_8601",
    "transform_null_equals": "on",
    "array_nulls": "off",
    "standard_conforming_strings": "off",
    "local_preload_libraries": "nonexistent",
    "restrict_nonsystem_relation_kind": "view",
}
SHOWN = {
    **SETTINGS,
    "search_path": "pg_catalog,pg_temp",
    "lock_timeout": "1min",
    "statement_timeout": "1h",
    "idle_in_transaction_session_timeout": "10min",
    "DateStyle": "ISO, MDY",
}


@pytest.fixture
def hostile(superuser: Connection[Any], database: Database) -> Iterator[None]:
    """The login and the database have other settings, and so has whoever starts the program."""
    name = Identifier(str(conninfo_to_dict(database.admin)["dbname"]))
    for setting, value in HOSTILE.items():
        values = SQL(", ").join(map(Literal, value.split(", ")))
        superuser.execute(SQL("ALTER ROLE indelible SET {} = {}").format(Identifier(setting), values))
        if setting != "role":  # the administrator would be bound by it, too
            superuser.execute(SQL("ALTER DATABASE {} SET {} = {}").format(name, Identifier(setting), values))
    yield
    superuser.execute("ALTER ROLE indelible RESET ALL")
    superuser.execute(SQL("ALTER DATABASE {} RESET ALL").format(name))


def shown(connection: Connection[Any]) -> dict[str, str]:
    found = {name: connection.execute(SQL("SHOW {}").format(Identifier(name))).fetchone() for name in SETTINGS}
    return {name: row[0] for name, row in found.items() if row}


def test_every_setting_is_tried() -> None:
    assert HOSTILE.keys() == SETTINGS.keys()


@pytest.mark.usefixtures("hostile")
@pytest.mark.parametrize("given", ["", "-c synchronous_commit=off -c search_path=public"])
def test_no_connection_takes_the_settings_of_its_login(
    database: Database, monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    monkeypatch.setenv("PGOPTIONS", "-c synchronous_commit=off")
    conninfo = make_conninfo(database.operator, options=given) if given else database.operator
    with connect(conninfo, autocommit=True) as connection:
        assert shown(connection) == SHOWN
        connection.execute("SET ROLE indelible_projector")
        connection.execute("RESET ROLE")
        assert connection.execute("SELECT current_user").fetchone() == ("indelible",)


@pytest.mark.usefixtures("hostile")
def test_no_connection_of_the_pool_does(database: Database, branch: Branch) -> None:
    recorder = LogRecorder(database.operator, branch)
    with recorder.datastore.get_connection() as connection:
        rows = {name: connection.execute(f"SHOW {name}").fetchone() for name in SETTINGS}
        found = {name: next(iter(row.values())) for name, row in rows.items() if row}
    recorder.datastore.close()
    assert found == SHOWN | {"role": "indelible_writer", "idle_in_transaction_session_timeout": "1min"}


@pytest.mark.usefixtures("hostile")
def test_no_shell_does(database: Database) -> None:
    uri = as_uri(guarded({name: str(value) for name, value in conninfo_to_dict(database.operator).items()}))
    query = "; ".join(f"SHOW {name}" for name in SETTINGS)
    environment = {**os.environ, "PGOPTIONS": "-c synchronous_commit=off"}
    done = subprocess.run(
        [wheel_programs() / "psql", uri, "-XAt", "-c", query], env=environment, capture_output=True, text=True
    )
    assert done.stdout.splitlines() == [SHOWN[name] for name in SETTINGS], done.stderr


def test_settings_are_asked_for_once() -> None:
    once = guarded({"options": "-c work_mem=1MB"})
    assert guarded(once) == once
    assert once["options"].startswith("-c work_mem=1MB -c search_path=")


def test_a_policy_that_would_hide_rows_is_an_error(superuser: Connection[Any], database: Database) -> None:
    superuser.execute("CREATE TABLE public.seen (id int); ALTER TABLE public.seen ENABLE ROW LEVEL SECURITY")
    superuser.execute("GRANT SELECT ON public.seen TO indelible")
    with connect(database.operator) as connection, pytest.raises(errors.InsufficientPrivilege, match="row-level"):
        connection.execute("TABLE public.seen")


def test_a_temporary_table_is_not_taken_for_one_of_the_catalogue(database: Database) -> None:
    with connect(database.operator) as connection:
        connection.execute("CREATE TEMP TABLE pg_class (relname text)")
        assert connection.execute("SELECT count(*) > 100 FROM pg_class").fetchone() == (True,)
