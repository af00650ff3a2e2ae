"""factor_assessments: what employees judged of factors that no figure tells."""

from datetime import date
from decimal import Decimal
from typing import Annotated, NamedTuple

from domain.evaluation.grade_events import CustomerFactorAssessed
from domain.evaluation.results import FactorName
from domain.kernel.event import Recorded
from domain.kernel.fields import CustomerNo, EmployeeNo
from projections.fold.customer_topics import customer_topics_but
from projections.fold.table import ReadTable, Rows


class AssessmentRow(NamedTuple):
    """One judgement."""

    position: Annotated[int, "where the event stands in the log"]
    customer_no: CustomerNo
    factor: FactorName
    assessed_on: Annotated[date, "the day for which it was judged, in the branch's zone"]
    value: Annotated[Decimal, "the judgement: points from 0 to 100"]
    assessor: EmployeeNo
    note: Annotated[str | None, "what was seen"]


def _assessed(_: Rows, recorded: Recorded[CustomerFactorAssessed]) -> Rows:
    event = recorded.event
    return [
        AssessmentRow(
            recorded.position,
            event.customer_no,
            event.factor,
            event.effective_on,
            event.value,
            event.assessor,
            event.note,
        )
    ]


FACTOR_ASSESSMENTS = ReadTable(
    name="factor_assessments",
    meaning="Employees' judgements of factors, each as it was made",
    row=AssessmentRow,
    key=("position",),
    group=("position",),
    groups=lambda recorded: ((recorded.position,),),
    folds={CustomerFactorAssessed: _assessed},
    creates=frozenset({CustomerFactorAssessed}),
    ignores=customer_topics_but("factor_assessed"),
    indexes=(("customer_no", "factor"),),
)
