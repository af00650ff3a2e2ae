"""The branches of a database: create one, find one, list them."""

from typing import Any

from psycopg import Connection, errors

from domain.kernel.refusals import BranchAlreadyExists, BranchNotFound
from eventlog.branch import Branch
from eventlog.errors import EnvironmentProblem
from eventlog.migrating import migrate_branch, migrate_database
from eventlog.roles import administering, as_owner, prepare_database


def create_branch(connection: Connection[Any], branch: Branch) -> bool:
    """Make the branch's log; `connection` is an administrator's. True if it is new.

    Creating it again changes nothing, and with another zone or currency raises `BranchAlreadyExists`. Raises
    `SchemaIsTaken` where a schema of its is there and was not made for it.
    """
    prepare_database(connection)
    with administering(connection):
        migrate_database(connection)
        existing = next((b for b in list_branches(connection) if b.slug == branch.slug), None)
        for field in ("zone", "currency"):
            if existing and getattr(existing, field) != getattr(branch, field):
                raise BranchAlreadyExists(slug=branch.slug, field=field, existing=getattr(existing, field))
        migrate_branch(connection, branch)
        with as_owner(connection):
            connection.execute(
                "INSERT INTO indelible.branches (slug, zone, currency) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
                [branch.slug, branch.zone, branch.currency],
            )
    return existing is None


def upgrade_branches(connection: Connection[Any]) -> list[Branch]:
    """Bring every branch to this version of the program; `connection` is an administrator's."""
    prepare_database(connection)
    with administering(connection):
        migrate_database(connection)
        branches = list_branches(connection)
        for branch in branches:
            migrate_branch(connection, branch)
    return branches


def list_branches(connection: Connection[Any]) -> list[Branch]:
    """All branches, by slug; none where the database was never prepared."""
    try:
        with connection.transaction():
            rows = connection.execute('SELECT slug, zone, currency FROM indelible.branches ORDER BY slug COLLATE "C"')
            return [Branch(*row) for row in rows]
    except (errors.UndefinedTable, errors.InvalidSchemaName):
        return []


def find_branch(connection: Connection[Any], slug: str) -> Branch:
    """The branch of that name; raises `BranchNotFound`."""
    for branch in list_branches(connection):
        if branch.slug == slug:
            return branch
    raise BranchNotFound(slug=slug)


def only_branch(connection: Connection[Any]) -> Branch:
    """The one branch of the database; raises EnvironmentProblem where there is none or more than one."""
    match list_branches(connection):
        case [branch]:
            return branch
        case []:
            raise EnvironmentProblem("there is no branch yet: `indelible branch create SLUG` makes one")
        case several:
            slugs = ", ".join(branch.slug for branch in several)
            raise EnvironmentProblem(f"say which branch: --branch or INDELIBLE_BRANCH, one of {slugs}")
