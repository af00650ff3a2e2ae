"""evaluation_scores: what each round of evaluation found of each customer."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, NamedTuple

from domain.evaluation.grade_events import CustomerValueGradeCorrected, CustomerValueGraded
from domain.kernel.assigning import RoundNo, RuleVersion
from domain.kernel.event import Recorded
from domain.kernel.fields import CustomerNo
from projections.fold.customer_topics import customer_topics_but
from projections.fold.table import ReadTable, Rows


class ScoreRow(NamedTuple):
    """One customer in one round. Points run from 0 to 100 and are null where nothing is known."""

    round_id: RoundNo
    customer_no: CustomerNo
    rule_version: RuleVersion
    graded_from: Annotated[datetime, "from when the grade holds"]
    dependence: Annotated[Decimal | None, "依存度: points for how far the customer leans on us"]
    contribution: Annotated[Decimal | None, "贡献度: points for what the customer's purchases are worth"]
    credit: Annotated[Decimal | None, "信用度: points for how far the customer can be trusted"]
    growth: Annotated[Decimal | None, "成长度: points for how far the customer's potential unfolds"]
    influence: Annotated[Decimal | None, "影响度: points for influence on other shops and on consumers"]
    total: Annotated[Decimal | None, "the weighted dimensions together; null where the customer was not graded"]
    reached: Annotated[str | None, "the grade whose threshold the total reaches"]
    grade_before: Annotated[str | None, "the grade by the round before; null where there was none"]
    grade: Annotated[str | None, "the grade that followed, or what an appeal made of it; null where there is none"]
    move: Annotated[
        str, "first, kept, raised, lowered, not_raised or not_lowered (held by a margin), not_graded, corrected"
    ]
    factors: Annotated[
        dict[str, Any],
        "factor -> what was measured, the points for it, and the last event that changed what it was read from; null"
        " where nothing is known",
    ]


def _graded(_: Rows, recorded: Recorded[CustomerValueGraded]) -> Rows:
    event, result = recorded.event, recorded.event.result
    return [
        ScoreRow(
            round_id=event.round_no,
            customer_no=event.customer_no,
            rule_version=event.rule_version,
            graded_from=event.effective_at,
            dependence=result.dependence,
            contribution=result.contribution,
            credit=result.credit,
            growth=result.growth,
            influence=result.influence,
            total=result.total,
            reached=result.reached,
            grade_before=result.before,
            grade=result.grade,
            move=result.move.value,
            factors={
                finding.factor: {
                    "value": finding.value,
                    "points": None if finding.points is None else str(finding.points),
                    "position": finding.position,
                }
                for finding in result.factors
            },
        )
    ]


def _corrected(rows: Rows, recorded: Recorded[CustomerValueGradeCorrected]) -> Rows:
    return [row._replace(grade=recorded.event.grade, move="corrected") for row in rows]


EVALUATION_SCORES = ReadTable(
    name="evaluation_scores",
    meaning="Scores of each customer in each round of evaluation: five dimensions, the total, the grade, the evidence",
    row=ScoreRow,
    key=("round_id", "customer_no"),
    group=("round_id", "customer_no"),
    groups=lambda recorded: ((recorded.event.round_no, recorded.event.customer_no),),
    folds={CustomerValueGraded: _graded, CustomerValueGradeCorrected: _corrected},
    creates=frozenset({CustomerValueGraded}),
    ignores=customer_topics_but("value_graded value_grade_corrected"),
    indexes=(("customer_no", "graded_from"),),
)
