"""What an evaluation found of one customer: the evidence, five dimensions, the total, the grade."""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from domain.kernel.fields import Business
from domain.kernel.frozen_model import FrozenModel

Grade = Annotated[str, Business("a value grade (客户价值等级) of the scheme")]
Score = Annotated[Decimal, Business("points from 0 to 100, rounded to 12 decimals; absent where nothing is known")]
FactorName = Annotated[str, Business("which factor (影响因素) of the scheme")]


class GradeMove(StrEnum):
    """What became of the grade before."""

    FIRST = "first"  # there was none
    KEPT = "kept"
    RAISED = "raised"
    LOWERED = "lowered"
    NOT_RAISED = "not_raised"  # a higher grade's threshold was reached, but not the margin above it
    NOT_LOWERED = "not_lowered"  # below the grade's threshold, but within the margin
    NOT_GRADED = "not_graded"  # what the scheme needs is not known


class FactorFinding(FrozenModel):
    """What was measured of one factor, and the points its rule gives for that."""

    factor: FactorName
    value: Annotated[
        str | None, Business("what was measured, rounded to 18 decimals; absent where there is no data")
    ] = None
    points: Score | None = None
    position: Annotated[int | None, Business("the last event that changed what the value was read from")] = None


class Evaluation(FrozenModel):
    """The result for one customer; the same scheme at the same position of the log gives the same.

    Dimensions and total are computed from the factors' points as they stand here, and each rounded to 6 decimals at the
    end: the total is not computed from rounded dimensions.
    """

    factors: Annotated[tuple[FactorFinding, ...], Business("the evidence, factor by factor")]
    dependence: Annotated[Decimal | None, Business("依存度: how far the customer leans on us")] = None
    contribution: Annotated[Decimal | None, Business("贡献度: what the customer's purchases are worth")] = None
    credit: Annotated[Decimal | None, Business("信用度: how far the customer can be trusted")] = None
    growth: Annotated[Decimal | None, Business("成长度: how far the customer's potential unfolds")] = None
    influence: Annotated[Decimal | None, Business("影响度: on neighbouring shops and on consumers")] = None
    total: Annotated[Decimal | None, Business("the weighted dimensions together, rounded only then, to 6 decimals")] = (
        None
    )
    reached: Annotated[str | None, Business("the grade whose threshold the total reaches")] = None
    before: Annotated[str | None, Business("the grade that held by the round before")] = None
    grade: Grade | None = None
    move: Annotated[GradeMove, Business("what the rules for going up and down made of it")]
