"""What stops a projector: an event that cannot be read or folded, and tables that do not fit the program."""

from eventlog.errors import EnvironmentProblem


class ProjectionStopped(EnvironmentProblem):
    """An event cannot be taken in; nothing at or after its position was, and nothing is skipped."""

    def __init__(self, position: int, why: str) -> None:
        self.position = position
        super().__init__(f"the projection stopped before position {position}: {why}; nothing was skipped")


class TablesNotBuilt(EnvironmentProblem):
    """The read tables are missing, or were made by another version of the program."""


class TablesInUse(EnvironmentProblem):
    """Somebody else's views or open transactions hold the tables that a rebuild would replace."""
