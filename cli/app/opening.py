"""Open the branch that a command works in."""

from datetime import UTC, datetime

import typer

from cli.app.environment import open_database
from service.session import Session


def open_session(context: typer.Context) -> Session:
    """A session of the branch named by --branch or INDELIBLE_BRANCH, else of the only one there is."""
    return Session(open_database(context.obj), context.obj.branch, lambda: datetime.now(UTC))


def open_sealing_session(context: typer.Context) -> Session:
    """The same by the login that seals, which may do nothing else."""
    return Session(open_database(context.obj).for_sealing(), context.obj.branch, lambda: datetime.now(UTC))
