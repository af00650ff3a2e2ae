"""Who, why and when: what every event of one command has in common."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from domain.kernel.refusals import ActorRequired, ApproverIsActor, EffectiveInFuture, EffectiveTooEarly, ReasonRequired
from domain.kernel.text import check_identifier, check_text

CLOCK_TOLERANCE = timedelta(minutes=5)
"""How far a clerk's clock may run ahead of ours before its time counts as the future."""

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
"""An instant before this is taken for a slip of the pen, unless it comes by an import whose mapping allows it."""


@dataclass(frozen=True)
class Stamp:
    """The common part of a command's events. `effective_on` is the branch's day of `effective_at`."""

    actor: str
    effective_at: datetime
    effective_on: date
    reason: str | None = None
    command_id: str | None = None
    caused_by: str | None = None

    def fields(self) -> dict[str, Any]:
        """The envelope's fields in a dictionary of their own, for `SomethingHappened(**stamp.fields(), ...)`."""
        return vars(self).copy()

    def require_reason(self, command: str) -> None:
        """Refuse where the command takes something away and no reason was given."""
        if not self.reason:
            raise ReasonRequired(command=command)

    def check_approver(self, approved_by: str | None) -> None:
        """Refuse an approver who is the one that acts."""
        if approved_by is not None and check_identifier("approved_by", approved_by) == self.actor:
            raise ApproverIsActor(approved_by=approved_by)


def make_stamp(
    *,
    actor: str | None,
    effective_at: datetime,
    now: datetime,
    zone: ZoneInfo,
    reason: str | None = None,
    command_id: str | None = None,
    caused_by: str | None = None,
) -> Stamp:
    """Check and normalise a command's envelope; `effective_at` and `now` carry an offset.

    Raises `ActorRequired`, `EffectiveInFuture`, `EffectiveTooEarly`, `InvalidIdentifier` or `InvalidText`.
    """
    if not actor:
        raise ActorRequired
    check_identifier("by", actor)
    if command_id is not None:
        check_identifier("command_id", command_id)
    if reason is not None:
        reason = check_text("reason", reason)
    if effective_at > now + CLOCK_TOLERANCE:
        raise EffectiveInFuture(effective_at=effective_at.isoformat())
    if effective_at < EARLIEST:
        raise EffectiveTooEarly(effective_at=effective_at.isoformat(), earliest=EARLIEST.date())
    return Stamp(
        actor=actor,
        effective_at=effective_at.astimezone(UTC),
        effective_on=effective_at.astimezone(zone).date(),
        reason=reason,
        command_id=command_id,
        caused_by=caused_by,
    )
