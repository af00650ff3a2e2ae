"""violations: each case against a customer, and whether it was penalised."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, NamedTuple

from domain.compliance.events import ViolationAnnulled, ViolationPenalised, ViolationRecorded
from domain.kernel.event import Event, Recorded
from domain.kernel.fields import CustomerNo
from projections.fold.table import Fold, ReadTable, Rows


class ViolationRow(NamedTuple):
    """One case (违规)."""

    violation_no: Annotated[str, "the number of the case"]
    customer_no: CustomerNo
    kind: Annotated[
        str,
        "fake (假), illegal_channel (非), smuggled (私), over_quota (超), diversion (倒卖) or order_splitting (拆单)",
    ]
    qty: Annotated[int, "cartons (条) concerned"]
    found_on: Annotated[date, "the day it was established"]
    penalised_on: Annotated[date | None, "the day it was penalised; null while it is not"] = None
    penalty: Annotated[str | None, "what the penalty was"] = None
    annulled_on: Annotated[date | None, "the day it was found to be none; from then on it counts no more"] = None


def _recorded(_: Rows, recorded: Recorded[ViolationRecorded]) -> Rows:
    event = recorded.event
    return [ViolationRow(event.violation_no, event.customer_no, event.kind, event.qty, event.effective_on)]


def _penalised(rows: Rows, recorded: Recorded[ViolationPenalised]) -> Rows:
    return [rows[0]._replace(penalised_on=recorded.event.effective_on, penalty=recorded.event.penalty)]


def _annulled(rows: Rows, recorded: Recorded[ViolationAnnulled]) -> Rows:
    return [rows[0]._replace(annulled_on=recorded.event.effective_on)]


_FOLDS: Mapping[type[Event], Fold] = {
    ViolationRecorded: _recorded,
    ViolationPenalised: _penalised,
    ViolationAnnulled: _annulled,
}

VIOLATIONS = ReadTable(
    name="violations",
    meaning="Violations (违规) of customers, and their penalties",
    row=ViolationRow,
    key=("violation_no",),
    group=("violation_no",),
    groups=lambda recorded: ((recorded.event.violation_no,),),
    folds=_FOLDS,
    creates=frozenset({ViolationRecorded}),
    indexes=(("customer_no", "found_on"),),
    unlisted=frozenset(),
)
