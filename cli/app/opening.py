"""Open the branch that a command works in."""

from datetime import UTC, datetime

import typer

from cli.app.environment import open_database
from service.session import Session


def open_session(context: typer.Context) -> Session:
    """A session of the branch named by --branch or INDELIBLE_BRANCH, else of the only one there is."""
    return Session(open_database(context.obj), context.obj.branch, lambda: datetime.now(UTC))
