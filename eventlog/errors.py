"""What can go wrong around the log that no business rule knows: the database, the disk, the machine."""


class EnvironmentProblem(Exception):
    """The machine, the home or the database is not as needed. The message is for people and never holds a secret."""


class LogUnavailable(EnvironmentProblem):
    """The log cannot be reached, or gave no answer in time."""


class AnswerUnknown(LogUnavailable):
    """The log may or may not have stored the command; asking again with the same command id tells."""


class LogBusy(EnvironmentProblem):
    """Another writer has held the log for too long."""


class CorruptEvent(EnvironmentProblem):
    """A stored event cannot be read; nobody may skip it without a recorded decision."""


class VersionConflict(Exception):
    """Another writer was faster: the streams are not as they were read. Read again and decide again."""


class ReceiptExists(Exception):
    """The command id was answered meanwhile."""
