"""The tables in PostgreSQL: columns, comments, keys, who may read them, and the positions they stand at."""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, LiteralString

from psycopg import Connection, IsolationLevel
from psycopg.sql import SQL, Composed, Identifier, Literal

from eventlog.branch import Branch
from eventlog.database import connect
from eventlog.roles import PROJECTOR
from projections.catalogue import STORED, TABLES, VIEWS
from projections.fold.errors import TablesNotBuilt, WorkIsRunning
from projections.fold.table import ReadTable
from projections.fold.view import View

CHANGED_AT = "position of the last event that changed the row"
_CHANGED = ("changed_at_position", CHANGED_AT)


@contextmanager
def as_projector(connection: Connection[Any]) -> Iterator[None]:
    """Work as the projector, with instants in UTC; `connection` is in autocommit mode."""
    isolation = connection.isolation_level
    connection.isolation_level = IsolationLevel.READ_COMMITTED  # what waited for a lock sees what was done meanwhile
    connection.execute(SQL("SET ROLE {}").format(Identifier(PROJECTOR)))
    connection.execute("SET TIME ZONE 'UTC'")
    try:
        yield
    finally:
        if not connection.closed:
            connection.execute("RESET TIME ZONE")
            connection.execute("RESET ROLE")
            connection.isolation_level = isolation


@contextmanager
def projector(conninfo: str) -> Iterator[Connection[Any]]:
    """A connection of its own for the projector."""
    with connect(conninfo, autocommit=True) as connection, as_projector(connection):
        yield connection


def create_tables(connection: Connection[Any], schema: str) -> None:
    """The tables in an empty schema, without rows and keys, so that they fill fast."""
    _execute_together(connection, [definition(schema, table) for table in STORED])


def create_keys(connection: Connection[Any], schema: str, table: ReadTable) -> None:
    """Give the table its key unless it has it; where a key column may be null, null counts as a value."""
    nullable = any(column.nullable for column in table.columns if column.name in table.key)
    name = Identifier(schema, table.name)
    with connection.transaction():
        connection.execute(SQL("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE").format(name))
        if connection.execute(
            "SELECT 1 FROM pg_constraint WHERE conrelid = %s::regclass AND contype IN ('p', 'u')",
            [name.as_string(connection)],
        ).fetchone():
            return
        connection.execute(
            SQL("ALTER TABLE {} ADD {} ({})").format(
                name, SQL("UNIQUE NULLS NOT DISTINCT" if nullable else "PRIMARY KEY"), _names(table.key)
            )
        )


def create_constraints(connection: Connection[Any], schema: str, table: ReadTable) -> None:
    """What else the database itself guards, the indexes readers need, and the statistics."""
    name = Identifier(schema, table.name)
    for constraint in table.constraints:
        connection.execute(SQL("ALTER TABLE {} ADD ").format(name) + _ours(constraint).format(table=name))
    for columns in table.indexes:
        connection.execute(SQL("CREATE INDEX ON {} ({})").format(name, _names(columns)))
    connection.execute(SQL("ANALYZE {}").format(name))


def create_status(connection: Connection[Any], branch: Branch, schema: str, position: int) -> None:
    """Where each table stands, the views, the comments, and the readers' rights."""
    names = {"schema": Identifier(schema), "log": Identifier(branch.log_schema), "reader": Identifier(branch.reader)}
    computed = [name for name, table in TABLES.items() if table.from_log]
    made = [SQL(_POSITIONS).format(**names), SQL(_READ_STATUS).format(**names, computed=Literal(computed))]
    for view in VIEWS.values():
        made.append(SQL("CREATE VIEW {} AS {}").format(Identifier(schema, view.name), view.statement(branch, schema)))
        made += _view_comments(schema, view)
    for table in TABLES.values():
        stands = map(Literal, (table.name, position, fingerprint(table)))
        if table.from_log:
            statement = table.from_log(names["log"])
            made.append(SQL("CREATE VIEW {} AS {}").format(Identifier(schema, table.name), statement))
        made.append(SQL("INSERT INTO {}.table_positions VALUES ({}, {}, {})").format(names["schema"], *stands))
        made += _comments(schema, table)
    made.append(SQL("GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {reader}").format(**names))
    _execute_together(connection, made)


def _execute_together(connection: Connection[Any], statements: Iterable[Composed]) -> None:
    """In one go and one transaction: hundreds of statements that each wait for the disk take a second."""
    connection.execute(SQL(";\n").join(statements))


def lock_tables(connection: Connection[Any], branch: Branch) -> None:
    """Let one transaction at a time write or replace the branch's tables; taken before their names are resolved."""
    connection.execute(
        "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"indelible tables {branch.read_schema}"]
    )


@contextmanager
def alone(connection: Connection[Any], branch: Branch, work: str) -> Iterator[None]:
    """One `work` of a branch at a time, for it fills a schema of its own, or must not see half of another's outcome.

    Raises `WorkIsRunning`.

    The server lets go when the connection ends, however it ends.
    """
    name = _name(branch, work)
    got = connection.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", [name]).fetchone()
    if not got or not got[0]:
        raise WorkIsRunning(f"another {work} of {branch.slug} is running; wait for its end")
    try:
        yield
    finally:
        if not connection.closed:
            connection.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [name])


def await_end(connection: Connection[Any], branch: Branch, work: str) -> None:
    """Wait until nobody does this work."""
    with connection.transaction():
        connection.execute("SET LOCAL lock_timeout = 0")
        connection.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [_name(branch, work)])


def _name(branch: Branch, work: str) -> str:
    return f"indelible {work} {branch.read_schema}"


def read_positions(connection: Connection[Any], schema: str) -> dict[str, int]:
    """Where each table stands. Raises `TablesNotBuilt` unless all are there as this version defines them."""
    advice = "run `indelible projection rebuild`"
    found = connection.execute("SELECT to_regclass(%s)", [f"{schema}.table_positions"]).fetchone()
    if found is None or found[0] is None:
        raise TablesNotBuilt(f"the read tables were not built yet: {advice}")
    rows = connection.execute(
        SQL("SELECT table_name, position, definition FROM {}.table_positions").format(Identifier(schema))
    ).fetchall()
    if {name: definition for name, _, definition in rows} != {t.name: fingerprint(t) for t in TABLES.values()}:
        raise TablesNotBuilt(f"the read tables were built by another version of the program: {advice}")
    return {name: position for name, position, _ in rows}


def write_position(connection: Connection[Any], schema: str, position: int) -> None:
    """All tables stand at `position` now, and nothing stops them."""
    connection.execute(
        SQL(
            "UPDATE {}.table_positions SET position = greatest(position, %s), applied_at = statement_timestamp(),"
            " problem = NULL"
        ).format(Identifier(schema)),
        [position],
    )


def write_problem(connection: Connection[Any], schema: str, problem: str) -> None:
    """Tell readers why the tables do not move on."""
    connection.execute(SQL("UPDATE {}.table_positions SET problem = %s").format(Identifier(schema)), [problem])


def fingerprint(table: ReadTable) -> str:
    """Tells two definitions of one table, and of the views on it, apart."""
    return _fingerprint(table, tuple(view for view in VIEWS.values() if table in view.sources))


@cache  # every question and every batch compares those of all tables, which takes tens of milliseconds to work out
def _fingerprint(table: ReadTable, views: tuple[View, ...]) -> str:
    parts = [definition("", table).as_string(), table.version, table.key, table.constraints, table.indexes]
    parts += [table.from_log(Identifier("log")).as_string()] if table.from_log else []
    parts += [view.query for view in views]
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


def definition(schema: str, table: ReadTable) -> Composed:
    """What creates the table, empty and without keys."""
    columns = [
        SQL("{} {}{}{}").format(
            Identifier(column.name),
            _ours(column.sql_type),
            SQL(' COLLATE "C"' if column.kind is str else ""),  # sorts alike on every server
            SQL("" if column.nullable else " NOT NULL"),
        )
        for column in table.columns
    ]
    return SQL("CREATE TABLE {} ({}, changed_at_position bigint NOT NULL)").format(
        Identifier(schema, table.name), SQL(", ").join(columns)
    )


def _comments(schema: str, table: ReadTable) -> Iterator[Composed]:
    kind = SQL("VIEW" if table.from_log else "TABLE")
    yield SQL("COMMENT ON {} {} IS {}").format(kind, Identifier(schema, table.name), Literal(table.meaning))
    yield from _column_comments(schema, table.name, [*((c.name, c.meaning) for c in table.columns), _CHANGED])


def _view_comments(schema: str, view: View) -> Iterator[Composed]:
    yield SQL("COMMENT ON VIEW {} IS {}").format(Identifier(schema, view.name), Literal(view.meaning))
    yield from _column_comments(schema, view.name, [(c.name, c.meaning) for c in view.columns])


def _column_comments(schema: str, name: str, meanings: Iterable[tuple[str, str]]) -> Iterator[Composed]:
    for column, meaning in meanings:
        yield SQL("COMMENT ON COLUMN {} IS {}").format(Identifier(schema, name, column), Literal(meaning))


def _names(columns: Iterable[str]) -> Composed:
    return SQL(", ").join(map(Identifier, columns))


def _ours(text: str) -> SQL:
    """SQL that a table's definition spells out; never anything a user typed."""
    return SQL(text)


_POSITIONS: LiteralString = """
CREATE TABLE {schema}.table_positions (
    table_name text PRIMARY KEY,
    position   bigint NOT NULL,
    definition text NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT statement_timestamp(),
    rebuilt_at timestamptz NOT NULL DEFAULT statement_timestamp(),
    problem    text
);
COMMENT ON TABLE {schema}.table_positions IS 'How far each table is; read read_status instead';
COMMENT ON COLUMN {schema}.table_positions.table_name IS 'the table';
COMMENT ON COLUMN {schema}.table_positions.position IS 'position of the last event taken in';
COMMENT ON COLUMN {schema}.table_positions.definition IS 'tells which version of the program made the table';
COMMENT ON COLUMN {schema}.table_positions.applied_at IS 'when events were last taken in';
COMMENT ON COLUMN {schema}.table_positions.rebuilt_at IS 'when the table was last built from the whole log';
COMMENT ON COLUMN {schema}.table_positions.problem IS 'why it does not move on, if it does not';
"""

_READ_STATUS: LiteralString = """
CREATE VIEW {schema}.read_status AS
SELECT p.table_name, p.position, log.head,
       (SELECT count(*) FROM {log}.stored_events AS e WHERE e.notification_id > p.position) AS lag_events,
       coalesce(greatest(0, extract(epoch FROM clock_timestamp() - (
           SELECT e.recorded_at FROM {log}.stored_events AS e WHERE e.notification_id > p.position
           ORDER BY e.notification_id LIMIT 1))), 0)::double precision AS lag_seconds,
       CASE WHEN p.problem IS NOT NULL THEN 'stopped' WHEN p.position < log.head THEN 'behind' ELSE 'current' END
           AS state,
       p.problem, p.applied_at, p.rebuilt_at
FROM (SELECT coalesce(max(e.notification_id), 0) AS head FROM {log}.stored_events AS e) AS log,
     LATERAL (SELECT t.table_name, CASE WHEN computed THEN log.head ELSE t.position END AS position,
                     CASE WHEN computed THEN NULL ELSE t.problem END AS problem, t.applied_at, t.rebuilt_at
              FROM {schema}.table_positions AS t, LATERAL (SELECT t.table_name = ANY ({computed})) AS which (computed)
     ) AS p;
COMMENT ON VIEW {schema}.read_status IS 'How fresh each read table is';
COMMENT ON COLUMN {schema}.read_status.table_name IS 'the table';
COMMENT ON COLUMN {schema}.read_status.position IS 'position of the last event taken in';
COMMENT ON COLUMN {schema}.read_status.head IS 'position of the last event there is';
COMMENT ON COLUMN {schema}.read_status.lag_events IS 'how many events are not taken in yet';
COMMENT ON COLUMN {schema}.read_status.lag_seconds IS 'how long the oldest of them has waited, in seconds';
COMMENT ON COLUMN {schema}.read_status.state IS 'current, behind, or stopped by an event that cannot be taken in';
COMMENT ON COLUMN {schema}.read_status.problem IS 'what stopped it';
COMMENT ON COLUMN {schema}.read_status.applied_at IS 'when events were last taken in';
COMMENT ON COLUMN {schema}.read_status.rebuilt_at IS 'when the table was last built from the whole log';
"""
