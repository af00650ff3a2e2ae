"""Who says something about us, or is asked."""

from enum import StrEnum


class Party(StrEnum):
    """On whose side of the counter somebody stands."""

    RETAILER = "retailer"
    CONSUMER = "consumer"
    UNKNOWN = "unknown"
