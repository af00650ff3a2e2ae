"""What can go wrong around the log that no business rule knows: the database, the disk, the machine."""


class EnvironmentProblem(Exception):
    """The machine, the home or the database is not as needed. The message is for people and never holds a secret."""
