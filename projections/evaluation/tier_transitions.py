"""tier_transitions: from which value grades to which each round moved how many customers."""

from typing import Annotated, NamedTuple

from domain.evaluation.round_events import RoundClosed
from domain.kernel.assigning import RoundNo, RuleVersion
from domain.kernel.event import Recorded
from projections.fold.table import ReadTable, Rows, topics


class TransitionRow(NamedTuple):
    """A cell of a round's transition matrix."""

    round_id: RoundNo
    grade_before: Annotated[str | None, "the grade before; null where there was none"]
    grade_after: Annotated[str | None, "the grade after; null where the customer could not be graded"]
    customers: Annotated[int, "how many customers; appeals granted later do not change it"]
    rule_version: RuleVersion


def _closed(_: Rows, recorded: Recorded[RoundClosed]) -> Rows:
    event = recorded.event
    return [
        TransitionRow(event.round_no, cell.before, cell.after, cell.customers, event.rule_version)
        for cell in event.transitions
    ]


TIER_TRANSITIONS = ReadTable(
    name="tier_transitions",
    meaning="The transition matrix of each closed round of evaluation: grade before, grade after, customers",
    row=TransitionRow,
    key=("round_id", "grade_before", "grade_after"),
    group=("round_id",),
    groups=lambda recorded: ((recorded.event.round_no,),),
    folds={RoundClosed: _closed},
    creates=frozenset({RoundClosed}),
    ignores=topics("round", "opened"),
)
