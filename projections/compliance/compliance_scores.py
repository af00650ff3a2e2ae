"""compliance_scores: how each customer was found to keep the law, day by day on which they were scored."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, NamedTuple

from domain.compliance.events import CustomerComplianceScored, CustomerServiceClassed
from domain.kernel.assigning import RuleVersion
from domain.kernel.event import Recorded
from domain.kernel.fields import CustomerNo
from projections.fold.customer_topics import customer_topics_but
from projections.fold.table import ReadTable, Rows, changing


class ScoreRow(NamedTuple):
    """One customer as last scored for one day."""

    customer_no: CustomerNo
    scored_on: Annotated[date, "the day that is scored, the last that counts"]
    score: Annotated[int, "points that are left"]
    compliance_class: Annotated[str, "守法等级: A, B, C or W, from score and penalties"]
    penalties: Annotated[int, "penalties in the window"]
    violations: Annotated[list[str], "the cases that counted, by number"]
    losses: Annotated[dict[str, Any], "item -> points it lost"]
    window_from: Annotated[date, "first day that counts"]
    rule_version: RuleVersion
    basis_position: Annotated[int, "up to which position of the log the history was read"]
    service_class: Annotated[str | None, "A/B/C 类户: A keeps the law and is large; C often breaks it, or is small"] = (
        None
    )
    delivered_qty: Annotated[int | None, "cartons (条) delivered in the window: the volume"] = None
    tobacco_area_m2: Annotated[Decimal | None, "size of the counter as the file had it, in m²"] = None
    to_be_banned: Annotated[bool | None, "whether it is a large violator, who is to be banned (取缔)"] = None


_score = changing(
    ScoreRow,
    *(
        "score",
        "compliance_class",
        "penalties",
        "violations",
        "losses",
        "window_from",
        "rule_version",
        "basis_position",
    ),
)
_class = changing(ScoreRow, "service_class", "delivered_qty", "tobacco_area_m2", "to_be_banned")


def _scored(rows: Rows, recorded: Recorded[CustomerComplianceScored]) -> Rows:
    event = recorded.event
    scored = (
        event.score,
        event.compliance_class,
        event.penalties,
        list(event.violations),
        {loss.item: loss.lost for loss in event.losses},
        event.window_from,
        event.rule_version,
        event.basis_position,
    )
    return [_score(rows[0], *scored) if rows else ScoreRow(event.customer_no, event.window_to, *scored)]


def _classed(rows: Rows, recorded: Recorded[CustomerServiceClassed]) -> Rows:
    event = recorded.event
    return [
        _class(row, event.service_class, event.delivered_qty, event.tobacco_area_m2, event.to_be_banned) for row in rows
    ]


COMPLIANCE_SCORES = ReadTable(
    name="compliance_scores",
    meaning="How customers keep the law (守法), by the day they were scored; scored again for a day, the later stands",
    row=ScoreRow,
    key=("customer_no", "scored_on"),
    group=("customer_no", "scored_on"),
    groups=lambda recorded: ((recorded.event.customer_no, recorded.event.window_to),),
    folds={CustomerComplianceScored: _scored, CustomerServiceClassed: _classed},
    ignores=customer_topics_but("compliance_scored service_classed"),
)
