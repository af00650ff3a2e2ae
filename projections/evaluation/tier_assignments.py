"""tier_assignments: in which grade, tier and class each customer was, from when until when, by which rules and why."""

from bisect import bisect_left
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Annotated, Any, NamedTuple

from domain.compliance.events import CustomerComplianceScored, CustomerServiceClassed
from domain.evaluation import grade_events as graded
from domain.kernel.assigning import AssignedKind, AssigningEvent, RuleVersion
from domain.kernel.event import Recorded
from domain.kernel.fields import CustomerNo
from domain.supply.events import SupplyTierAssigned
from projections.fold.customer_topics import customer_topics_but
from projections.fold.table import Key, ReadTable, Rows


class AssignmentRow(NamedTuple):
    """One customer in one value of one kind from `valid_from` until just before `valid_to`."""

    customer_no: CustomerNo
    kind: Annotated[
        str,
        "value_grade (客户价值等级), supply_tier (客户档位, 30 is highest), compliance_class (守法等级)"
        " or service_class (A/B/C 类户)",
    ]
    value: Annotated[str | None, "what the customer is in; null where that ended and nothing took its place"]
    valid_from: Annotated[datetime, "first instant of the period"]
    valid_to: Annotated[
        datetime | None,
        "first instant after the period; null while it lasts, which a ban or a withdrawal does not end:"
        " customer_profiles.status tells who is still supplied",
    ]
    round_id: Annotated[str | None, "the round it came from; null where it came from none"]
    rule_version: RuleVersion
    reason: Annotated[str | None, "why, where somebody said so"]
    override_until: Annotated[
        date | None, "where an override gives the value: the first day on which it no longer does; else null"
    ]


ASSIGNING: Mapping[type[AssigningEvent], tuple[AssignedKind, Callable[[Any], str | None]]] = {
    graded.CustomerValueGraded: (AssignedKind.VALUE_GRADE, lambda event: event.in_force),
    graded.CustomerValueGradeOverridden: (AssignedKind.VALUE_GRADE, lambda event: event.grade),
    graded.CustomerValueGradeOverrideEnded: (AssignedKind.VALUE_GRADE, lambda event: event.in_force),
    graded.CustomerValueGradeCorrected: (AssignedKind.VALUE_GRADE, lambda event: event.in_force),
    SupplyTierAssigned: (AssignedKind.SUPPLY_TIER, lambda event: str(event.supply_tier)),
    CustomerComplianceScored: (AssignedKind.COMPLIANCE_CLASS, lambda event: event.compliance_class),
    CustomerServiceClassed: (AssignedKind.SERVICE_CLASS, lambda event: event.service_class),
}
"""Each event that assigns, with the kind and the value that holds from its effective instant on."""


def _groups(recorded: Recorded[AssigningEvent]) -> tuple[Key, ...]:
    return ((recorded.event.customer_no, ASSIGNING[type(recorded.event)][0].value),)


def _assigned(rows: Rows, recorded: Recorded[AssigningEvent]) -> Rows:
    event = recorded.event
    kind, value_of = ASSIGNING[type(event)]
    row = AssignmentRow(
        customer_no=event.customer_no,
        kind=kind.value,
        value=value_of(event),
        valid_from=event.effective_at,
        valid_to=None,
        round_id=event.round_no,
        rule_version=event.rule_version,
        reason=event.reason,
        override_until=event.until if isinstance(event, graded.CustomerValueGradeOverridden) else None,
    )
    return _with(rows, row)


def _graded(rows: Rows, recorded: Recorded[graded.CustomerValueGraded | graded.CustomerValueGradeCorrected]) -> Rows:
    """Beneath an override, what that gives goes on, and why."""
    event = recorded.event
    held = next((row for row in reversed(rows) if row.valid_from <= event.effective_at), None)
    if held is None or held.override_until is None or held.override_until <= event.effective_on:
        return _assigned(rows, recorded)
    return _with(rows, held._replace(valid_from=event.effective_at, value=event.in_force))


def _with(rows: Rows, row: AssignmentRow) -> Rows:
    """The value holds until the next one begins, whichever was told first; of equal instants the later told stands."""
    i = bisect_left([other.valid_from for other in rows], row.valid_from)
    same = i < len(rows) and rows[i].valid_from == row.valid_from
    later = rows[i + same :]
    return [
        *rows[: max(i - 1, 0)],
        *(earlier._replace(valid_to=row.valid_from) for earlier in rows[max(i - 1, 0) : i]),
        row._replace(valid_to=later[0].valid_from if later else None),
        *later,
    ]


TIER_ASSIGNMENTS = ReadTable(
    name="tier_assignments",
    meaning="Value grades, supply tiers, compliance and service classes over time; of a kind never two at once",
    row=AssignmentRow,
    key=("customer_no", "kind", "valid_from"),
    group=("customer_no", "kind"),
    groups=_groups,
    folds=dict.fromkeys(ASSIGNING, _assigned)
    | dict.fromkeys((graded.CustomerValueGraded, graded.CustomerValueGradeCorrected), _graded),
    ignores=customer_topics_but(
        "compliance_scored service_classed value_graded value_grade_overridden value_grade_override_ended "
        "value_grade_corrected supply_tier_assigned"
    ),
    constraints=(
        # The 64-bit hash, because an index of it is built three times faster than one of the text.
        "EXCLUDE USING gist (hashtextextended(kind || customer_no, 0) WITH =, tstzrange(valid_from, valid_to) WITH &&)",
    ),
    indexes=(("kind", "value"),),
    version=2,
)
