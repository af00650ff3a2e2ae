"""Refusals around seals: nothing is sealed yet, or not that event; and no place for evidence."""

from domain.kernel.refusals import Refusal


class SealRefusal(Refusal):
    """There is no seal to prove with, or no place for the proof."""


class LogNotSealed(SealRefusal):
    message = "the log of {slug} was never sealed: `indelible audit keygen` makes a key, `indelible audit seal` seals"


class EventNotFound(SealRefusal):
    message = "there is no event {event} in this branch; give its position or its event id"


class EventNotSealed(SealRefusal):
    message = "the event at position {position} is not sealed yet: `indelible audit seal` seals it"


class CustomerNotSealed(SealRefusal):
    message = "none of the {events} events of customer {customer_no} is sealed yet: `indelible audit seal` seals them"


class EvidenceNotWritten(SealRefusal):
    message = "the evidence cannot be written to {folder}: {why}"
