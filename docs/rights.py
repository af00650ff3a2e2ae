"""Writes `docs/rights.md`: who may do what, as the database itself says of a fresh branch."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from psycopg import Connection
from psycopg.sql import SQL, Composed, Identifier

from eventlog.branch import Branch
from eventlog.roles import AUDITOR, OWNER, PROJECTOR, READER, ROLES, SEALER, WRITER
from eventlog.server.passwords import OPERATOR, REPORT, SEALING

BRANCH = Branch("suzhou", "Asia/Shanghai", "CNY")
OTHER = Branch("wuxi", "Asia/Shanghai", "CNY")
"""Both are there, their read tables built."""

STRANGER = "indelible_stranger"
"""A login that was granted nothing."""

WHO = (OPERATOR, REPORT, SEALING, STRANGER, OWNER, WRITER, PROJECTOR, READER, BRANCH.reader, SEALER, AUDITOR)
LOG_TABLES = {"stored_events": "topic", "command_receipts": "digest", "seal_runs": "leaves", "checkpoints": "note"}

YES, BY_TRIGGER, NO = "yes", "trigger", ""
"""May do it; has the right, but a trigger refuses; has no right."""

_COLUMNS = {
    "stored_events": ("originator_id", "originator_version", "topic", "state", "customer_id", "customer_seq"),
    "command_receipts": ("command_id", "digest", "streams", "versions"),
    "seal_runs": ("first_index", "leaves", "last_position", "positions", "hashes", "block_root"),
    "checkpoints": ("size", "note"),
}
_EVENT_BITS = {"UPDATE": 16, "DELETE": 8, "TRUNCATE": 32}  # of pg_trigger.tgtype


@dataclass(frozen=True)
class Action:
    """Something to do with an object: what the catalogue says of it, and a statement that does it.

    `granted` is an expression about the role `%(role)s`. Where a trigger that is always on refuses the `event` on the
    `table`, the right alone does not help.
    """

    on: str
    what: str
    granted: Composed
    statement: Composed
    table: tuple[str, str] | None = None
    event: str | None = None


def rights_page(connection: Connection[Any]) -> str:
    """The whole document, asked of a database with both branches; `connection` is its administrator's."""
    with stranger(connection):
        rows = [
            "| " + " | ".join([f"`{action.on}`", action.what, *(cell(connection, action, role) for role in WHO)]) + " |"
            for action in actions()
        ]
        members = [*_members(connection)]
    head = "| on | to | " + " | ".join(_short(role) for role in WHO) + " |"
    return "\n".join([_INTRODUCTION, head, "|---" * (2 + len(WHO)) + "|", *rows, "", _MEMBERS, *members, ""])


@contextmanager
def stranger(connection: Connection[Any]) -> Iterator[None]:
    """In a transaction that is rolled back there is a login that was granted nothing."""
    with connection.transaction(force_rollback=True):
        connection.execute(SQL("CREATE ROLE {} LOGIN").format(Identifier(STRANGER)))
        yield


def cell(connection: Connection[Any], action: Action, role: str) -> str:
    """What the catalogue says: YES, BY_TRIGGER or NO."""
    row = connection.execute(SQL("SELECT ") + action.granted, {"role": role}).fetchone()
    if row != (True,):
        return NO
    return BY_TRIGGER if action.event and _is_refused(connection, action) else YES


def actions() -> Iterator[Action]:
    """All that is asked and tried, in the order of the page."""
    yield Action(
        "database",
        "make a schema",
        SQL("has_database_privilege(%(role)s, current_database(), 'CREATE')").format(),
        SQL("CREATE SCHEMA mine").format(),
    )
    yield Action(
        "database",
        "make a temporary table",
        SQL("has_database_privilege(%(role)s, current_database(), 'TEMP')").format(),
        SQL("CREATE TEMP TABLE mine (id int)").format(),
    )
    for language in ("sql", "plpgsql"):
        yield Action(
            "database",
            f"make a function in {language}",
            SQL("has_language_privilege(%(role)s, {}, 'USAGE')").format(language),
            SQL("CREATE FUNCTION pg_temp.mine() RETURNS void LANGUAGE {} AS {}").format(
                Identifier(language), "BEGIN END" if language == "plpgsql" else "SELECT"
            ),
        )
    for role in ROLES:
        yield Action(
            role,
            "become it",
            SQL("pg_has_role(%(role)s, {}, 'SET')").format(role),
            SQL("SET ROLE {}").format(Identifier(role)),
        )
    yield _making("public")
    yield _making("indelible")
    for table in ("branches", "migrations"):
        column = {"branches": "zone", "migrations": "name"}[table]
        yield _on_table("indelible", table, "read", "SELECT", SQL("TABLE {}"))
        yield _on_table("indelible", table, "change", "UPDATE", _update(column))
        yield _on_table("indelible", table, "delete from", "DELETE", SQL("DELETE FROM {}"))
    yield _on_table("indelible", "my_branches", "read", "SELECT", SQL("TABLE {}"))
    yield from _on_log(BRANCH.log_schema)
    yield from _on_read_tables()
    yield _on_table(OTHER.log_schema, "stored_events", "read", "SELECT", SQL("TABLE {}"))
    yield _on_table(OTHER.read_schema, "orders", "read", "SELECT", SQL("TABLE {}"))


def _on_log(log: str) -> Iterator[Action]:
    yield _making(log)
    yield _dropping(log)
    for table, column in LOG_TABLES.items():
        yield _on_table(log, table, "read", "SELECT", SQL("TABLE {}"))
        yield _adding(log, table, _COLUMNS[table])
        yield _on_table(log, table, "change", "UPDATE", _update(column), guarded=True)
        yield _on_table(log, table, "delete from", "DELETE", SQL("DELETE FROM {}"), guarded=True)
        yield _on_table(log, table, "empty", "TRUNCATE", SQL("TRUNCATE {}"), guarded=True)
        yield _owned(log, table, "switch its triggers off", SQL("ALTER TABLE {} DISABLE TRIGGER USER"))
        yield _owned(log, table, "drop", SQL("DROP TABLE {} CASCADE"))
    yield _adding(log, "stored_events", ("recorded_at", "recorded_login", "notification_id"), "say when, who and where")
    yield _on_table(log, "stored_events", "take the turn", "MAINTAIN", SQL("LOCK TABLE {} IN EXCLUSIVE MODE"))
    yield _on_table(log, "events", "read", "SELECT", SQL("TABLE {}"))
    sequence = f"{log}.stored_events_notification_id_seq"
    for what, right, call in (("take a position", "USAGE", "nextval({})"), ("set back", "UPDATE", "setval({}, 1)")):
        yield Action(
            sequence,
            what,
            SQL("has_schema_privilege(%(role)s, {}, 'USAGE') AND has_sequence_privilege(%(role)s, {}, {})").format(
                log, sequence, right
            ),
            SQL("SELECT ") + SQL(call).format(sequence),  # one of the two above
        )


def _on_read_tables() -> Iterator[Action]:
    read = BRANCH.read_schema
    for schema in (read, BRANCH.next_schema, BRANCH.check_schema):
        yield _making(schema)
        yield _dropping(schema)
    for table in ("orders", "retailer_margins", "read_status", "table_positions"):
        yield _on_table(read, table, "read", "SELECT", SQL("TABLE {}"))
    yield _on_table(read, "orders", "delete from", "DELETE", SQL("DELETE FROM {}"))
    yield _owned(read, "orders", "drop", SQL("DROP TABLE {} CASCADE"))


def _making(schema: str) -> Action:
    return Action(
        schema,
        "make a table",
        SQL("has_schema_privilege(%(role)s, {0}, 'USAGE') AND has_schema_privilege(%(role)s, {0}, 'CREATE')").format(
            schema
        ),
        SQL("CREATE TABLE {} (id int)").format(Identifier(schema, "mine")),
    )


def _dropping(schema: str) -> Action:
    return Action(
        schema,
        "drop",
        SQL("(SELECT pg_has_role(%(role)s, nspowner, 'USAGE') FROM pg_namespace WHERE nspname = {})").format(schema),
        SQL("DROP SCHEMA {} CASCADE").format(Identifier(schema)),
    )


def _on_table(schema: str, table: str, what: str, right: str, statement: SQL, *, guarded: bool = False) -> Action:
    return Action(
        f"{schema}.{table}",
        what,
        SQL("has_schema_privilege(%(role)s, {}, 'USAGE') AND has_table_privilege(%(role)s, {}, {})").format(
            schema, f"{schema}.{table}", right
        ),
        statement.format(Identifier(schema, table)),
        (schema, table),
        right if guarded else None,
    )


def _adding(schema: str, table: str, columns: tuple[str, ...], what: str = "add to") -> Action:
    name = f"{schema}.{table}"
    rights = [SQL("has_column_privilege(%(role)s, {}, {}, 'INSERT')").format(name, column) for column in columns]
    return Action(
        name,
        what,
        SQL(" AND ").join([SQL("has_schema_privilege(%(role)s, {}, 'USAGE')").format(schema), *rights]),
        SQL("INSERT INTO {} ({}) SELECT {} WHERE false").format(
            Identifier(schema, table),
            SQL(", ").join(map(Identifier, columns)),
            SQL(", ").join(SQL("NULL") for _ in columns),
        ),
    )


def _owned(schema: str, table: str, what: str, statement: SQL) -> Action:
    """What only the owner of the table may, or for a drop that of the schema, which here is the same or may not."""
    return Action(
        f"{schema}.{table}",
        what,
        SQL(
            "(SELECT pg_has_role(%(role)s, c.relowner, 'USAGE') AND has_schema_privilege(%(role)s, n.oid, 'USAGE')"
            " OR {} AND pg_has_role(%(role)s, n.nspowner, 'USAGE')"
            " FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace"
            " WHERE n.nspname = {} AND c.relname = {})"
        ).format(what == "drop", schema, table),
        statement.format(Identifier(schema, table)),
    )


def _update(column: str) -> SQL:
    return SQL(f"UPDATE {{}} SET {column} = {column}")  # noqa: S608 - a column named here


def _is_refused(connection: Connection[Any], action: Action) -> bool:
    schema, table = action.table or ("", "")
    row = connection.execute(
        "SELECT EXISTS (SELECT FROM pg_trigger AS t JOIN pg_proc AS p ON p.oid = t.tgfoid"
        " JOIN pg_class AS c ON c.oid = t.tgrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace"
        " WHERE n.nspname = %s AND c.relname = %s AND p.proname = 'refuse_change' AND t.tgenabled = 'A'"
        " AND t.tgtype & 2 > 0 AND t.tgtype & %s > 0)",
        [schema, table, _EVENT_BITS[action.event or ""]],
    ).fetchone()
    return row == (True,)


def _members(connection: Connection[Any]) -> Iterator[str]:
    rows = connection.execute(
        "SELECT m.rolname, r.rolname, a.inherit_option, a.set_option, a.admin_option FROM pg_auth_members AS a"
        " JOIN pg_roles AS m ON m.oid = a.member JOIN pg_roles AS r ON r.oid = a.roleid"
        " WHERE m.rolname = ANY(%(who)s) AND r.rolname = ANY(%(who)s) ORDER BY 1, 2",
        {"who": list(WHO)},
    ).fetchall()
    for member, role, *options in rows:
        yield f"| `{member}` | `{role}` | " + " | ".join(YES if option else NO for option in options) + " |"


def _short(role: str) -> str:
    return f"`{role.removeprefix('indelible_')}`"


_INTRODUCTION = f"""# Rights

Who may do what in the database, as PostgreSQL's catalogue says of a fresh branch `{BRANCH.slug}` beside another,
`{OTHER.slug}`. Written from a database by `make docs`; do not edit it. A test tries every cell.

- Logins of the default server: `indelible` (commands), `indelible_report` (programs that read tables),
  `indelible_sealing` (`audit seal`); `stranger` is a login that was granted nothing. The rest are group roles, in which
  nobody logs in; `reader_{BRANCH.slug}` reads that one branch. The prefix `indelible_` is left out below.
- An administrator (a superuser) may do everything, also switch triggers off, and alone makes branches and schemas.
  Nobody works as `owner`. What only a checkpoint kept elsewhere shows, [seal-format.md](seal-format.md) tells.
- `{YES}`: may do it. `{BY_TRIGGER}`: has the right, and a trigger that fires in every session refuses it.
- Every connection of the program asks for its own settings (`search_path = pg_catalog`, `row_security = off`,
  `synchronous_commit = on`, time limits), so that what is set for a login changes nothing.
"""

_MEMBERS = """## Who is a member of whom

| member | of | has its rights | may become it | may grant it |
|---|---|---|---|---|"""
