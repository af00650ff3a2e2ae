"""A case is established, penalised or not, and annulled where it was none."""

from datetime import date
from typing import Any

import pytest

from domain.compliance.area import VIOLATION
from domain.compliance.events import (
    ViolationAnnulled,
    ViolationKind,
    ViolationPenalised,
    ViolationRecorded,
)
from domain.compliance.refusals import (
    ViolationAlreadyPenalised,
    ViolationAlreadyRecorded,
    ViolationIsAnnulled,
    ViolationNotEstablishedYet,
    ViolationNotFound,
)
from domain.compliance.violation import annul_violation, penalise_violation, record_violation
from domain.customers.refusals import CustomerNotEnrolledYet
from domain.kernel.refusals import InvalidIdentifier, InvalidText, InvalidValue, ReasonRequired
from tests.domain.scenario import (
    enrolled,
    given,
    the_customer,
    told,
    withdrawn,
)


def violation(number: str = "V-1", qty: int = 200, at: str = "2021-05-01", kind: str = "fake") -> ViolationRecorded:
    return told(ViolationRecorded, at, violation_no=number, customer_no="110001", kind=kind, qty=qty)


def penalised(number: str = "V-1", at: str = "2021-05-02") -> ViolationPenalised:
    return told(ViolationPenalised, at, violation_no=number, customer_no="110001", penalty="罚款")


def annulled(number: str = "V-1", at: str = "2021-05-03") -> ViolationAnnulled:
    return told(ViolationAnnulled, at, violation_no=number, customer_no="110001")


def test_a_case_is_recorded_once() -> None:
    def about(number: str = "V-1", **said: Any) -> dict[str, Any]:
        return {"violation_no": number, "kind": ViolationKind.FAKE, "qty": 200, **said}

    given().when(record_violation, the_customer(), **about()).then(
        ViolationRecorded, violation_no="V-1", customer_no="110001", kind="fake", qty=200
    )
    given(violation()).when(record_violation, the_customer(), **about()).then_refused(ViolationAlreadyRecorded)
    given().when(record_violation, the_customer(), **about(" V")).then_refused(InvalidIdentifier)
    given().when(record_violation, the_customer(), **about(qty=-1)).then_refused(InvalidValue)
    given().when(record_violation, the_customer(), **about(qty=1_000_001)).then_refused(InvalidValue)
    given().when(record_violation, the_customer(), **about(qty=0)).then(ViolationRecorded, qty=0)
    given().when(record_violation, the_customer(), **about(qty=1_000_000)).then(ViolationRecorded, qty=1_000_000)
    late = the_customer(enrolled("2021-08-01"))
    given().when(record_violation, late, **about()).then_refused(CustomerNotEnrolledYet)
    gone = the_customer(enrolled(), withdrawn("2021-01-01"))
    given().when(record_violation, gone, **about(penalty="罚款")).then_each(ViolationRecorded, ViolationPenalised)


def test_a_case_is_penalised_once_and_not_before_it_was_established() -> None:
    given(violation()).when(penalise_violation, " 罚款 ").then(
        ViolationPenalised, violation_no="V-1", customer_no="110001", penalty="罚款"
    )
    given(violation(), penalised()).when(penalise_violation, "罚款").then_refused(
        ViolationAlreadyPenalised, since=date(2021, 5, 2)
    )
    given(violation()).when(penalise_violation, "罚款", at="2021-04-30").then_refused(
        ViolationNotEstablishedYet, since=date(2021, 5, 1), at=date(2021, 4, 30)
    )
    given(violation()).when(penalise_violation, " ").then_refused(InvalidText)
    with pytest.raises(ViolationNotFound, match="'V-9'"):
        VIOLATION.require("V-9", None)


def test_a_case_that_was_none_is_annulled_for_a_reason_and_then_left_alone() -> None:
    given(violation(), penalised()).when(annul_violation, reason="复议撤销").then(
        ViolationAnnulled, violation_no="V-1", customer_no="110001", reason="复议撤销"
    )
    given(violation()).when(annul_violation).then_refused(ReasonRequired)
    given(violation()).when(annul_violation, reason="x", at="2021-04-30").then_refused(ViolationNotEstablishedYet)
    gone = given(violation(), annulled())
    gone.when(annul_violation, reason="x").then_refused(ViolationIsAnnulled, since=date(2021, 5, 3))
    gone.when(penalise_violation, "罚款").then_refused(ViolationIsAnnulled)
