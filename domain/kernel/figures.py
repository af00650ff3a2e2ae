"""What names one figure among those that a table counts."""

from typing import NamedTuple

ALL = "all"
"""The stratum of everybody and everything."""


class Figure(NamedTuple):
    """A measure of a period, which is a month (2024-06) or a survey (survey=2024-Q2), and of a stratum."""

    period: str
    stratum: str
    measure: str
