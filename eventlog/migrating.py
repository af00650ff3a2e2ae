"""Bring a database, and the log of each branch in it, to the form this version expects."""

import re
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from psycopg import Connection, sql

from domain.areas import EVENT_TYPES
from eventlog.branch import Branch
from eventlog.errors import EnvironmentProblem
from eventlog.roles import administering, as_owner, create_branch_reader
from eventlog.schemas import own_branch_schemas, own_shared_schema, refuse_makers

_NAME = re.compile(r"(database|branch)_(\d{4})_\w+\.sql")


def migrate_database(connection: Connection[Any]) -> None:
    """Make what all branches share. `connection` is an administrator's, whose roles exist already."""
    with administering(connection):
        _wait_for_turn(connection)
        refuse_makers(connection)
        own_shared_schema(connection)
        with as_owner(connection):
            connection.execute(
                "CREATE TABLE IF NOT EXISTS indelible.migrations (scope text, number int, name text NOT NULL,"
                " applied_at timestamptz NOT NULL DEFAULT statement_timestamp(), PRIMARY KEY (scope, number))"
            )
            _apply(connection, "database", scope="", names={})


def migrate_branch(connection: Connection[Any], branch: Branch) -> None:
    """Make or bring up to date the schemas and the log of one branch. Raises `SchemaIsTaken`."""
    with administering(connection):
        _wait_for_turn(connection)
        create_branch_reader(connection, branch.reader)
        own_branch_schemas(connection, branch)
        names = {"log": branch.log_schema, "read": branch.read_schema, "reader": branch.reader}
        with as_owner(connection):
            _apply(connection, "branch", branch.slug, {name: sql.Identifier(value) for name, value in names.items()})
            _allow_topics(connection, branch)


def check_current(connection: Connection[Any], branch: Branch) -> None:
    """Raise EnvironmentProblem where the branch's log is of an earlier or a later version of the program."""
    rows = connection.execute("SELECT number FROM indelible.migrations WHERE scope = %s", [branch.slug])
    applied, known = {number for (number,) in rows}, {number for number, _ in _steps("branch")}
    if applied - known:
        raise EnvironmentProblem(f"branch {branch.slug} is of a later version of the program: use that one")
    if known - applied or set(EVENT_TYPES) - _allowed_topics(connection, branch):
        raise EnvironmentProblem(
            f"branch {branch.slug} is of an earlier version: `indelible branch upgrade` brings it up to date"
        )


def _wait_for_turn(connection: Connection[Any]) -> None:
    """One migration of a database at a time."""
    connection.execute("SELECT pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtext('indelible migrations'))")


def _steps(kind: str) -> list[tuple[int, Traversable]]:
    """The migrations of a kind by number."""
    files = ((_NAME.fullmatch(step.name), step) for step in resources.files("eventlog.migrations").iterdir())
    return sorted((int(named[2]), step) for named, step in files if named and named[1] == kind)


def _apply(connection: Connection[Any], kind: str, scope: str, names: dict[str, sql.Identifier]) -> None:
    done = {
        number for (number,) in connection.execute("SELECT number FROM indelible.migrations WHERE scope = %s", [scope])
    }
    for number, step in _steps(kind):
        if number in done:
            continue
        connection.execute(sql.SQL(step.read_text("utf-8")).format(**names))
        connection.execute(
            "INSERT INTO indelible.migrations (scope, number, name) VALUES (%s, %s, %s)",
            [scope, number, step.name],
        )


def _allow_topics(connection: Connection[Any], branch: Branch) -> None:
    """Let the log take the topics this version knows beside those it took before; what is stored stays."""
    table = sql.Identifier(branch.log_schema, "stored_events")
    before = _allowed_topics(connection, branch)
    known = sorted(before | set(EVENT_TYPES))
    if before == set(known):
        return
    connection.execute(
        sql.SQL(
            "ALTER TABLE {table} DROP CONSTRAINT IF EXISTS known_topic,"
            " ADD CONSTRAINT known_topic CHECK (topic = ANY ({known})) NOT VALID"
        ).format(table=table, known=sql.Literal(known))
    )
    listed = sql.Literal(" ".join(known))
    connection.execute(sql.SQL("COMMENT ON CONSTRAINT known_topic ON {} IS {}").format(table, listed))


def _allowed_topics(connection: Connection[Any], branch: Branch) -> set[str]:
    table = sql.Identifier(branch.log_schema, "stored_events").as_string(connection)
    allowed = connection.execute(
        "SELECT pg_catalog.obj_description(oid) FROM pg_catalog.pg_constraint"
        " WHERE conname = 'known_topic' AND conrelid = %s::pg_catalog.regclass",
        [table],
    ).fetchone()
    return set(allowed[0].split()) if allowed else set()
