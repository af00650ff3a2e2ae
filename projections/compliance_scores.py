"""compliance_scores: how each customer was found to keep the law, day by day on which they were scored."""

from datetime import date
from typing import Annotated, Any, NamedTuple

from domain.compliance.events import CustomerComplianceScored
from domain.fields import CustomerNo
from projections import families
from projections.table import ReadTable, Rows, Told


class ScoreRow(NamedTuple):
    """One customer as last scored for one day."""

    customer_no: CustomerNo
    scored_on: Annotated[date, "the day that is scored, the last that counts"]
    score: Annotated[int, "points that are left"]
    compliance_class: Annotated[str, "守法等级: A, B, C or W, from score and penalties"]
    service_class: Annotated[str, "A/B/C 类户: A keeps the law and is large; C often breaks it, or is small"]
    to_be_banned: Annotated[bool, "whether it is a large violator, who is to be banned (取缔)"]
    penalties: Annotated[int, "penalties in the window"]
    delivered_qty: Annotated[int, "cartons (条) delivered in the window: the volume"]
    violations: Annotated[list[str], "the cases that counted, by number"]
    losses: Annotated[dict[str, Any], "item -> points it lost"]
    window_from: Annotated[date, "first day that counts"]
    rule_no: Annotated[str, "the rule that was followed"]
    rule_version: Annotated[int, "and its version"]
    basis_position: Annotated[int, "up to which position of the log the history was read"]


def _scored(_: Rows, told: Told[CustomerComplianceScored]) -> Rows:
    event = told.event
    return [
        ScoreRow(
            event.customer_no,
            event.window_to,
            event.score,
            event.compliance_class,
            event.service_class,
            event.to_be_banned,
            event.penalties,
            event.delivered_qty,
            list(event.violations),
            {loss.item: loss.lost for loss in event.losses},
            event.window_from,
            event.compliance_rule_no,
            event.rule_version,
            event.basis_position,
        )
    ]


COMPLIANCE_SCORES = ReadTable(
    name="compliance_scores",
    meaning="How customers keep the law (守法), by the day they were scored; scored again for a day, the later stands",
    row=ScoreRow,
    key=("customer_no", "scored_on"),
    group=("customer_no", "scored_on"),
    groups=lambda recorded: ((recorded.event.customer_no, recorded.event.window_to),),
    folds={CustomerComplianceScored: _scored},
    ignores=families.CUSTOMERS
    | families.ORDERS
    | families.DIALOGUE
    | families.VALUE - {CustomerComplianceScored.topic},
)
