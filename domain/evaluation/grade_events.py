"""What can have happened to a customer's value grade (客户价值等级)."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, ClassVar

from domain.customers.events import CustomerEvent
from domain.evaluation.results import Evaluation, FactorName, Grade
from domain.kernel.assigning import AssigningEvent, RoundNo
from domain.kernel.fields import Business, EmployeeNo, FreeText, Staff

GradeInForce = Annotated[str | None, Business("the grade that holds from then on; absent where none does")]


class CustomerValueGraded(AssigningEvent, CustomerEvent):
    """A round of evaluation graded the customer. While an override lasts, that stays in force."""

    topic: ClassVar[str] = "customer.value_graded"
    round_no: RoundNo
    result: Annotated[Evaluation, Business("scores, evidence and grade")]
    in_force: GradeInForce = None


class CustomerValueGradeOverridden(AssigningEvent, CustomerEvent):
    """Another grade was put in force for a time; the grade by the rounds goes on beneath it."""

    topic: ClassVar[str] = "customer.value_grade_overridden"
    grade: Grade
    until: Annotated[date, Business("the first day on which it no longer holds")]
    approved_by: Annotated[str, Staff("who approved it: neither who did it nor the account manager")]


class OverrideEnd(StrEnum):
    """Why an override ended."""

    EXPIRED = "expired"
    REVOKED = "revoked"


class CustomerValueGradeOverrideEnded(AssigningEvent, CustomerEvent):
    """An override ended; what the rounds said meanwhile is in force."""

    topic: ClassVar[str] = "customer.value_grade_override_ended"
    why: Annotated[OverrideEnd, Business("whether its time was over or it was taken back")]
    in_force: GradeInForce = None


class CustomerValueGradeAppealed(CustomerEvent):
    """The customer objects to the grade that a round gave."""

    topic: ClassVar[str] = "customer.value_grade_appealed"
    round_no: RoundNo
    grounds: FreeText


class CustomerValueGradeCorrected(AssigningEvent, CustomerEvent):
    """An appeal was granted: the round's grade is another from then on."""

    topic: ClassVar[str] = "customer.value_grade_corrected"
    round_no: RoundNo
    grade: Grade
    in_force: GradeInForce = None
    approved_by: Annotated[str, Staff("who approved it, never the one who decided")]


class CustomerValueGradeAppealRejected(CustomerEvent):
    """An appeal was rejected: the round's grade stands."""

    topic: ClassVar[str] = "customer.value_grade_appeal_rejected"
    round_no: RoundNo


class CustomerFactorAssessed(CustomerEvent):
    """An employee judged a factor that no figure tells."""

    topic: ClassVar[str] = "customer.factor_assessed"
    factor: FactorName
    value: Annotated[Decimal, Business("the judgement, on the scheme's scale for the factor")]
    assessor: EmployeeNo
    note: FreeText | None = None
