"""Put newly built read tables in the place of the old ones, keeping what others were granted and built."""

from typing import Any, LiteralString

from psycopg import Connection, errors
from psycopg.sql import SQL, Identifier

from projections.catalogue import TABLES, VIEWS
from projections.fold.errors import TablesInUse

_OURS = ["read_status", *VIEWS, *TABLES]


def refuse_dependents(connection: Connection[Any], schema: str) -> None:
    """Raise `TablesInUse` naming the views of others that stand on the tables, for they would be lost with them."""
    rows = connection.execute(
        "SELECT DISTINCT format('%%I.%%I', space.nspname, view.relname) AS name FROM pg_depend AS d"
        " JOIN pg_rewrite AS rule ON d.classid = 'pg_rewrite'::regclass AND rule.oid = d.objid"
        " JOIN pg_class AS view ON view.oid = rule.ev_class JOIN pg_namespace AS space ON space.oid = view.relnamespace"
        " JOIN pg_class AS used ON d.refclassid = 'pg_class'::regclass AND used.oid = d.refobjid"
        " WHERE used.relnamespace = to_regnamespace(%(schema)s) AND view.oid <> used.oid"
        " AND NOT (space.nspname = %(schema)s AND view.relname = ANY(%(ours)s)) ORDER BY name",
        {"schema": schema, "ours": _OURS},
    ).fetchall()
    if rows:
        raise TablesInUse(_standing(", ".join(name for (name,) in rows)))


def empty_schema(connection: Connection[Any], schema: str) -> None:
    """Drop what an earlier build left in a schema that only builds use."""
    for kind, word in (("v", "VIEW"), ("r", "TABLE")):
        if names := _relations(connection, schema, kind):
            identifiers = SQL(", ").join(Identifier(schema, name) for name in names)
            connection.execute(SQL("DROP {} {} CASCADE").format(SQL(word), identifiers))


def replace_tables(connection: Connection[Any], old: str, new: str) -> None:
    """Drop the tables of the schema `old` and move those of `new` there; in the caller's transaction.

    Waits for transactions that read the old tables. Raises `TablesInUse` where others' objects stand on them, or have
    the name of one of ours.
    """
    _keep_rights(connection, old, new)
    moved = [
        SQL("ALTER {} {} SET SCHEMA {}").format(SQL(word), Identifier(new, name), Identifier(old))
        for kind, word in (("r", "TABLE"), ("v", "VIEW"))
        for name in _relations(connection, new, kind)
    ]
    try:
        for kind, name in _ours(connection, old):
            connection.execute(SQL("DROP {} {}").format(SQL(kind), Identifier(old, name)))
        connection.execute(SQL(";\n").join(moved))
    except errors.DependentObjectsStillExist as error:
        raise TablesInUse(_standing(error.diag.message_detail or "")) from None
    except errors.DuplicateTable as error:
        raise TablesInUse(f"another's object has the name of a read table: {error.diag.message_primary}") from None


def _relations(connection: Connection[Any], schema: str, kind: str) -> list[str]:
    """The tables (r) or views (v) of a schema."""
    rows = connection.execute(
        "SELECT relname FROM pg_class WHERE relnamespace = to_regnamespace(%s) AND relkind = %s ORDER BY relname",
        [schema, kind],
    )
    return [name for (name,) in rows]


def _ours(connection: Connection[Any], schema: str) -> list[tuple[LiteralString, str]]:
    """The views and tables that we made there: those of this version, and those an older one recorded; views first."""
    ours = {"table_positions", *_OURS}
    if connection.execute("SELECT to_regclass(%s)", [f"{schema}.table_positions"]).fetchone() != (None,):
        query = SQL("SELECT table_name FROM {}").format(Identifier(schema, "table_positions"))
        ours |= {name for (name,) in connection.execute(query)}
    rows = connection.execute(
        "SELECT relkind = 'v', relname FROM pg_class WHERE relnamespace = to_regnamespace(%s)"
        " AND relkind IN ('r', 'v') AND relname = ANY(%s) AND pg_get_userbyid(relowner) = current_user"
        " ORDER BY relkind DESC",
        [schema, sorted(ours)],
    )
    return [("VIEW" if is_view else "TABLE", name) for is_view, name in rows]


def _keep_rights(connection: Connection[Any], old: str, new: str) -> None:
    """Grant on the new tables whatever others were granted on the old ones."""
    for name, grantee, right in connection.execute(
        "SELECT c.relname, grantee, privilege_type FROM pg_class AS c, aclexplode(c.relacl)"
        " WHERE c.relnamespace = to_regnamespace(%(old)s) AND grantee <> c.relowner AND EXISTS"
        " (SELECT FROM pg_class AS k WHERE k.relnamespace = to_regnamespace(%(new)s) AND k.relname = c.relname)",
        {"old": old, "new": new},
    ).fetchall():
        role = connection.execute("SELECT rolname FROM pg_roles WHERE oid = %s", [grantee]).fetchone()
        connection.execute(
            SQL("GRANT {} ON {} TO {}").format(
                SQL(right), Identifier(new, name), Identifier(role[0]) if role else SQL("PUBLIC")
            )
        )


def _standing(names: str) -> str:
    return f"a rebuild would drop what others built on the read tables: {names}; drop it, rebuild, and make it again"
