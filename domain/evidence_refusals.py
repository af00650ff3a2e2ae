"""Why no evidence is made: there is nothing sealed to prove it with, or no place for it."""

from domain.refusals import Refusal


class EvidenceRefusal(Refusal):
    """Evidence cannot be made, or not there."""


class NothingSealed(EvidenceRefusal):
    message = "nothing of branch {branch} is sealed yet; `indelible audit seal` seals it"


class CustomerNotSealed(EvidenceRefusal):
    message = "none of the {events} events of customer {customer_no!r} is sealed yet; `indelible audit seal` seals them"


class EvidenceNotWritten(EvidenceRefusal):
    message = "the evidence cannot be written to {folder}: {why}"
