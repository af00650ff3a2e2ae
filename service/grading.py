"""Grade every customer of a branch for supply, by the policy that holds on the day."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from domain.streams import StreamKey
from domain.supply.policy import assign_tier, require_policy, scored_days
from eventlog.reading import head
from service.census import all_customers, delivered_cartons
from service.importing.chunks import chunks
from service.looking import Look
from service.recording import record_together
from service.session import Envelope, Session

CHUNK = 1_000
"""Customers of one append."""


@dataclass
class Grading:
    """What a grading did. `position` is how much of the log the scores were taken from."""

    position: int
    policy_version: int
    scored: tuple[date, date]
    dry_run: bool
    tiers: Counter[int] = field(default_factory=Counter)
    up: int = 0
    down: int = 0
    new: int = 0
    same: int = 0


def grade_customers(session: Session, envelope: Envelope) -> Grading:
    """Assign each customer the supply tier of their score, effective when the envelope says.

    Raises `NoSupplyPolicy`. Interrupted, or asked again, it adds only what is not recorded yet.
    """
    stamp = session.stamp(envelope)
    policy = require_policy(Look(session).supply_policy(), stamp)
    position = head(session.connection, session.branch)
    days = scored_days(policy, stamp.effective_on)
    scores = delivered_cartons(session, policy.measure, days, position)
    grading = Grading(position, policy.policy_version, days, envelope.dry_run)
    for numbers in chunks(sorted(all_customers(session, position)), CHUNK):
        _grade(session, numbers, lambda look, number: assign_tier(...))
    return grading
