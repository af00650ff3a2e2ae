"""Whose schemas are: an administrator makes them for the owner, and one that another made is never taken over."""

from typing import Any

from psycopg import Connection, sql

from domain.kernel.refusals import SchemaIsTaken
from eventlog.branch import Branch
from eventlog.errors import EnvironmentProblem
from eventlog.roles import OWNER, PROJECTOR, WORKING

_SHARED = "indelible"


def refuse_makers(connection: Connection[Any]) -> None:
    """Take CREATE on the database from all in whose role somebody works: whoever makes a schema first, owns it.

    Raises EnvironmentProblem where another login granted it, for then only that one or the database's owner can.
    """
    database = sql.Identifier(connection.info.dbname)
    workers = sql.SQL(", ").join(map(sql.Identifier, WORKING))
    connection.execute(sql.SQL("REVOKE CREATE ON DATABASE {} FROM PUBLIC, {}").format(database, workers))
    left = connection.execute(
        "SELECT role FROM pg_catalog.unnest(%s::pg_catalog.text[]) AS workers (role)"
        " WHERE pg_catalog.has_database_privilege(role, pg_catalog.current_database(), 'CREATE')",
        [list(WORKING)],
    ).fetchone()
    if left:
        raise EnvironmentProblem(
            f"the role {left[0]} may create schemas in this database: its owner must revoke CREATE from the role"
        )


def own_shared_schema(connection: Connection[Any]) -> None:
    """Make the schema that all branches share, where missing. Raises `SchemaIsTaken`."""
    owner = _owner_of(connection, _SHARED)
    if owner is None:
        _create(connection, _SHARED)
    elif owner != OWNER:
        raise SchemaIsTaken(schema=_SHARED, owner=owner)
    _close(connection, _SHARED)


def own_branch_schemas(connection: Connection[Any], branch: Branch) -> None:
    """Make the branch's schemas where missing, and take over those that the projector made in an earlier version.

    Raises `SchemaIsTaken` where there is one that was not made for this branch, or belongs to others.
    """
    is_ours = connection.execute("SELECT FROM indelible.migrations WHERE scope = %s", [branch.slug]).fetchone()
    for schema in branch.schemas:
        owner = _owner_of(connection, schema)
        if owner is None:
            _create(connection, schema)
        elif is_ours is None or owner != OWNER:
            if is_ours is None or owner != PROJECTOR or schema == branch.log_schema:
                raise SchemaIsTaken(schema=schema, owner=owner)
            _take_over(connection, branch, schema)
        _close(connection, schema)
        if schema != branch.log_schema:
            connection.execute(_about("GRANT USAGE, CREATE ON SCHEMA {} TO {}", schema, PROJECTOR))


def _take_over(connection: Connection[Any], branch: Branch, schema: str) -> None:
    if schema != branch.read_schema:  # what a build left there is of no use
        connection.execute(_about("DROP SCHEMA {} CASCADE", schema))
        _create(connection, schema)
        return
    connection.execute(_about("ALTER SCHEMA {} OWNER TO {}", schema, OWNER))
    for (name,) in connection.execute(
        "SELECT relname FROM pg_catalog.pg_class WHERE relnamespace = pg_catalog.to_regnamespace(%s)"
        " AND relkind IN ('r', 'v') AND pg_catalog.pg_get_userbyid(relowner) = %s",
        [schema, PROJECTOR],
    ).fetchall():
        connection.execute(
            sql.SQL("GRANT SELECT ON {} TO {}").format(sql.Identifier(schema, name), sql.Identifier(branch.reader))
        )


def _create(connection: Connection[Any], schema: str) -> None:
    connection.execute(_about("CREATE SCHEMA {} AUTHORIZATION {}", schema, OWNER))


def _close(connection: Connection[Any], schema: str) -> None:
    """Take the right to make anything in the schema from all but its owner."""
    for (grantee,) in connection.execute(
        "SELECT grantee FROM pg_catalog.pg_namespace, pg_catalog.aclexplode(nspacl)"
        " WHERE nspname = %s AND privilege_type = 'CREATE' AND grantee <> nspowner",
        [schema],
    ).fetchall():
        role = connection.execute("SELECT rolname FROM pg_catalog.pg_roles WHERE oid = %s", [grantee]).fetchone()
        connection.execute(
            sql.SQL("REVOKE CREATE ON SCHEMA {} FROM {} CASCADE").format(
                sql.Identifier(schema), sql.Identifier(role[0]) if role else sql.SQL("PUBLIC")
            )
        )


def _owner_of(connection: Connection[Any], schema: str) -> str | None:
    row = connection.execute(
        "SELECT pg_catalog.pg_get_userbyid(nspowner) FROM pg_catalog.pg_namespace WHERE nspname = %s", [schema]
    ).fetchone()
    return row[0] if row else None


def _about(statement: str, *names: str) -> sql.Composed:
    return sql.SQL(statement).format(*map(sql.Identifier, names))
