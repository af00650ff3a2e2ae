"""What stops a projector: an event that cannot be taken in, or tables that cannot be written or replaced."""

from eventlog.errors import EnvironmentProblem


class ProjectionStopped(EnvironmentProblem):
    """An event cannot be read or folded. The message names its position; nothing from there on was taken in."""

    def __init__(self, why: str) -> None:
        super().__init__(f"the projection stopped: {why}; nothing was skipped")


class TablesNotBuilt(EnvironmentProblem):
    """The read tables are missing, or were made by another version of the program."""


class TablesInUse(EnvironmentProblem):
    """Somebody else's views, another rebuild, or open transactions hold the tables that a rebuild would replace."""


class WorkIsRunning(TablesInUse):
    """Another command does the same work on the branch at this moment."""
