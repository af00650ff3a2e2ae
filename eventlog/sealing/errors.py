"""Why the sealer signs nothing."""

from eventlog.errors import EnvironmentProblem


class SealingRefused(EnvironmentProblem):
    """The log does not continue what was signed before: an alarm, not a fault to be retried."""
