"""What stops a projector: an event that cannot be taken in, or tables that cannot be written or replaced."""

from domain.kernel.event import Recorded
from eventlog.errors import EnvironmentProblem


class ProjectionStopped(EnvironmentProblem):
    """An event cannot be read or folded. The message names its position; nothing from there on was taken in."""

    def __init__(self, why: str) -> None:
        super().__init__(f"the projection stopped: {why}; nothing was skipped")


def not_folded(recorded: Recorded, error: Exception) -> ProjectionStopped:
    """What to raise where the fold of an event failed."""
    return ProjectionStopped(
        f"position {recorded.position}: {recorded.event.topic} cannot be folded: {type(error).__name__}"
    )


class TablesNotBuilt(EnvironmentProblem):
    """The read tables are missing, or were made by another version of the program."""


class TablesInUse(EnvironmentProblem):
    """Somebody else's views, another rebuild, or open transactions hold the tables that a rebuild would replace."""


class WorkIsRunning(TablesInUse):
    """Another command does the same work on the branch at this moment."""
