"""Grades of one customer: by rounds, by override, by appeal."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from domain.customers.refusals import CustomerIsWithdrawn
from domain.evaluation import grade_events as events
from domain.evaluation.refusals import (
    AppealAlreadyDecided,
    AppealAlreadyOpen,
    AppealNotMadeYet,
    AppealTooEarly,
    ApproverIsAccountManager,
    FactorNotJudged,
    GradeChangedLater,
    GradeUnknown,
    LaterRoundGraded,
    NoAppealOpen,
    NoOverrideInForce,
    NotGradedInRound,
    OverrideEndsTooEarly,
    OverrideInForce,
)
from domain.evaluation.results import Evaluation
from domain.evaluation.value_grade import (
    appeal,
    assess_factor,
    expire_override,
    grade_in_round,
    grant_appeal,
    override_grade,
    reject_appeal,
    revoke_override,
)
from domain.kernel.refusals import ApproverIsActor, InvalidValue, ReasonRequired
from tests.domain.evaluation.schemes import rules
from tests.domain.scenario import enrolled, given, instant, told, withdrawn

SHOP = enrolled(account_manager="E3")
RULES = rules()


def result(grade: str | None) -> Evaluation:
    return Evaluation(factors=(), grade=grade, move="kept")


def graded(round_no: str, at: str, grade: str | None, in_force: str | None = None) -> Any:
    facts = {"round_no": round_no, "rule_version": "value/1", "result": result(grade), "in_force": in_force or grade}
    return told(events.CustomerValueGraded, at, customer_no="110001", **facts)


def overridden(at: str = "2021-08-01", grade: str = "A", until: str = "2021-12-01") -> Any:
    facts = {"rule_version": "value/1", "grade": grade, "until": until, "approved_by": "E9"}
    return told(events.CustomerValueGradeOverridden, at, customer_no="110001", **facts)


def appealed(round_no: str = "2021Q2") -> Any:
    return told(events.CustomerValueGradeAppealed, "2021-07-05", customer_no="110001", round_no=round_no, grounds="g")


Q1, Q2 = graded("2021Q1", "2021-04-01", "B"), graded("2021Q2", "2021-07-01", "C")
OVERRIDE: dict[str, Any] = {"rules": RULES, "approved_by": "E9", "reason": "修路", "at": "2021-08-01"}
GRANT: dict[str, Any] = {"rules": RULES, "approved_by": "E9", "reason": "漏计", "at": "2021-07-10"}


def test_a_round_grades_once() -> None:
    given(SHOP, Q1).when(grade_in_round, "2021Q2", "value/1", result("C")).then(
        events.CustomerValueGraded, round_no="2021Q2", in_force="C"
    )
    given(SHOP, Q1, Q2).when(grade_in_round, "2021Q2", "value/1", result("A")).then_nothing()


def test_an_override_stays_in_force_over_a_round_until_its_day_and_is_no_floor() -> None:
    shop = given(SHOP, Q1, overridden("2021-05-01", "A", until="2021-10-01"))
    shop.when(grade_in_round, "2021Q2", "value/1", result("C"), at="2021-07-01").then(
        events.CustomerValueGraded, in_force="A", result=result("C")
    )
    shop.when(grade_in_round, "2021Q3", "value/1", result("C"), at="2021-10-01").then(
        events.CustomerValueGraded, in_force="C"
    )
    shop.when(grade_in_round, "2020Q4", "value/1", result("D"), at="2021-01-01").then(
        events.CustomerValueGraded, in_force="D"
    )


def ended(at: str, in_force: str | None) -> Any:
    facts = {"rule_version": "value/1", "why": "expired", "in_force": in_force}
    return told(events.CustomerValueGradeOverrideEnded, at, customer_no="110001", **facts)


def test_a_round_held_late_takes_hold_where_an_override_ended_or_an_appeal_was_granted() -> None:
    """From 07-10 on Q1's grade would else lie over that of Q2, which holds from 07-01."""
    late: dict[str, Any] = {"at": "2021-07-01"}
    from_day = {"effective_on": date(2021, 7, 10), "effective_at": instant("2021-07-10"), "in_force": "C"}
    over = given(SHOP, Q1, overridden("2021-05-01", "A", until="2021-07-10"), ended("2021-07-10", "B"))
    over.when(grade_in_round, "2021Q2", "value/1", result("C"), **late).then(events.CustomerValueGraded, **from_day)
    facts = {"round_no": "2021Q1", "rule_version": "value/1", "grade": "A", "in_force": "A", "approved_by": "E9"}
    granted = told(events.CustomerValueGradeCorrected, "2021-07-10", customer_no="110001", **facts)
    shop = given(SHOP, Q1, appealed("2021Q1"), granted)
    shop.when(grade_in_round, "2021Q2", "value/1", result("C"), **late).then(events.CustomerValueGraded, **from_day)
    lapsed = given(SHOP, Q1, overridden("2021-05-01", until="2021-06-01"), granted, ended("2021-06-01", "B"))
    lapsed.when(grade_in_round, "2021Q2", "value/1", result("C"), **late).then(events.CustomerValueGraded, **from_day)
    still = given(SHOP, Q1, overridden("2021-07-05", "A", until="2021-12-01"))
    still.when(grade_in_round, "2021Q2", "value/1", result("C"), **late).then(
        events.CustomerValueGraded, effective_on=date(2021, 7, 1), in_force="C"
    )


def test_an_override_needs_a_reason_and_an_approver_who_is_neither_actor_nor_account_manager() -> None:
    shop = given(SHOP, Q2)
    shop.when(override_grade, "A", date(2021, 12, 1), **OVERRIDE).then(
        events.CustomerValueGradeOverridden, grade="A", until=date(2021, 12, 1), approved_by="E9", reason="修路"
    )
    ask = (override_grade, "A", date(2021, 12, 1))
    shop.when(*ask, **{**OVERRIDE, "reason": None}).then_refused(ReasonRequired)
    shop.when(*ask, **{**OVERRIDE, "approved_by": "E7"}).then_refused(ApproverIsActor)
    shop.when(*ask, **{**OVERRIDE, "approved_by": "E3"}).then_refused(ApproverIsAccountManager, approved_by="E3")


def test_an_override_is_of_the_schemes_grades_and_ends_after_it_begins() -> None:
    shop = given(SHOP, Q2)
    shop.when(override_grade, "S", date(2021, 12, 1), **OVERRIDE).then_refused(GradeUnknown, grades="A, B, C, D")
    shop.when(override_grade, "A", date(2021, 8, 1), **OVERRIDE).then_refused(OverrideEndsTooEarly)
    shop.when(override_grade, "A", date(2021, 8, 2), **OVERRIDE).then(events.CustomerValueGradeOverridden)


def test_one_override_at_a_time_of_a_customer_who_is_there_and_not_before_what_was_told() -> None:
    ask = (override_grade, "A", date(2021, 12, 1))
    given(SHOP, Q2, overridden("2021-07-20")).when(*ask, **OVERRIDE).then_refused(OverrideInForce)
    given(SHOP, Q2, withdrawn("2021-07-15")).when(*ask, **OVERRIDE).then_refused(CustomerIsWithdrawn)
    late = {**OVERRIDE, "at": "2021-06-30"}
    given(SHOP, Q2).when(*ask, **late).then_refused(GradeChangedLater, since=date(2021, 7, 1))


def test_an_override_ends_on_its_day_with_what_the_rounds_said_meanwhile() -> None:
    shop = given(SHOP, Q1, overridden("2021-05-01", until="2021-08-01"), graded("2021Q2", "2021-07-01", "C", "A"))
    shop.when(expire_override, at="2021-08-01").then(
        events.CustomerValueGradeOverrideEnded, why="expired", in_force="C", round_no="2021Q2"
    )
    shop.when(expire_override, at="2021-07-31").then_refused(NoOverrideInForce)
    closed_late = given(SHOP, Q1, overridden("2021-05-01", until="2021-06-01"), Q2)
    closed_late.when(expire_override, at="2021-06-01").then(
        events.CustomerValueGradeOverrideEnded, in_force="B", round_no="2021Q1"
    )


def test_an_override_of_a_customer_never_graded_leaves_no_grade_behind() -> None:
    given(SHOP, overridden(until="2021-08-09")).when(expire_override, at="2021-08-09").then(
        events.CustomerValueGradeOverrideEnded, in_force=None, round_no=None, rule_version="value/1"
    )


def test_an_override_can_be_revoked_with_a_reason() -> None:
    shop = given(SHOP, Q2, overridden("2021-08-01", until="2021-12-01"))
    shop.when(revoke_override, at="2021-09-01", reason="误批").then(
        events.CustomerValueGradeOverrideEnded, why="revoked", in_force="C"
    )
    shop.when(revoke_override, at="2021-09-01").then_refused(ReasonRequired)
    shop.when(revoke_override, at="2021-07-31", reason="误批").then_refused(GradeChangedLater)
    given(SHOP, Q2).when(revoke_override, at="2021-09-01", reason="误批").then_refused(NoOverrideInForce)


def test_an_override_that_ended_can_be_followed_by_another() -> None:
    over = given(SHOP, Q2, overridden("2021-07-10"), ended("2021-07-20", "C"))
    over.when(override_grade, "B", date(2021, 12, 1), **OVERRIDE).then(events.CustomerValueGradeOverridden, grade="B")


def test_one_appeal_against_the_last_round_once_its_grade_holds() -> None:
    given(SHOP, Q1, Q2).when(appeal, "2021Q1", "g").then_refused(LaterRoundGraded, later="2021Q2")
    given(SHOP, Q1).when(appeal, "2021Q2", "g").then_refused(NotGradedInRound)
    given(SHOP, Q2, appealed()).when(appeal, "2021Q2", "g").then_refused(AppealAlreadyOpen)
    rejected = told(events.CustomerValueGradeAppealRejected, "2021-07-06", customer_no="110001", round_no="2021Q2")
    given(SHOP, Q2, appealed(), rejected).when(appeal, "2021Q2", "g").then_refused(AppealAlreadyDecided)
    given(SHOP, Q2).when(appeal, "2021Q2", "g", at="2021-07-01").then(events.CustomerValueGradeAppealed, grounds="g")
    given(SHOP, Q1, Q2).when(appeal, "2021Q2", "g", at="2021-06-30").then_refused(
        AppealTooEarly, since=date(2021, 7, 1), at=date(2021, 6, 30)
    )


def test_an_appeal_is_decided_once_it_is_made() -> None:
    shop = given(SHOP, Q2, appealed())
    early: dict[str, Any] = {"at": "2021-07-04", "reason": "属四月"}
    shop.when(grant_appeal, "2021Q2", "B", **{**GRANT, **early}).then_refused(
        AppealNotMadeYet, since=date(2021, 7, 5), at=date(2021, 7, 4)
    )
    shop.when(reject_appeal, "2021Q2", **early).then_refused(AppealNotMadeYet, since=date(2021, 7, 5))
    on_its_day = {**GRANT, "at": "2021-07-05"}
    shop.when(grant_appeal, "2021Q2", "B", **on_its_day).then(events.CustomerValueGradeCorrected, grade="B")


def test_a_granted_appeal_corrects_the_grade_under_an_override_too() -> None:
    shop = given(SHOP, Q2, appealed())
    shop.when(grant_appeal, "2021Q2", "B", **GRANT).then(
        events.CustomerValueGradeCorrected, grade="B", in_force="B", round_no="2021Q2", rule_version="value/1"
    )
    under = given(SHOP, Q2, appealed(), overridden("2021-07-06", "A"))
    under.when(grant_appeal, "2021Q2", "B", **GRANT).then(events.CustomerValueGradeCorrected, grade="B", in_force="A")


def test_what_a_granted_appeal_made_of_the_grade_is_what_comes_back() -> None:
    corrected = told(
        events.CustomerValueGradeCorrected,
        "2021-07-10",
        customer_no="110001",
        round_no="2021Q2",
        rule_version="value/1",
        grade="B",
        in_force="B",
        approved_by="E9",
    )
    shop = given(SHOP, Q2, appealed(), corrected, overridden("2021-08-01", until="2021-09-01"))
    shop.when(expire_override, at="2021-09-01").then(events.CustomerValueGradeOverrideEnded, in_force="B")
    shop.when(grant_appeal, "2021Q2", "A", **{**GRANT, "at": "2021-08-02"}).then_refused(NoAppealOpen)


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"reason": None}, ReasonRequired),
        ({"approved_by": "E7"}, ApproverIsActor),
        ({"approved_by": "E3"}, ApproverIsAccountManager),
        ({"at": "2021-07-07"}, GradeChangedLater),
    ],
)
def test_granting_needs_a_reason_another_approver_and_a_day_after_the_grade(change: Any, refusal: Any) -> None:
    given(SHOP, Q2, appealed(), overridden("2021-07-08")).when(
        grant_appeal, "2021Q2", "B", **{**GRANT, **change}
    ).then_refused(refusal)


def test_granting_gives_a_grade_of_the_scheme_to_an_open_appeal() -> None:
    given(SHOP, Q2, appealed()).when(grant_appeal, "2021Q2", "S", **GRANT).then_refused(GradeUnknown)
    given(SHOP, Q2).when(grant_appeal, "2021Q2", "B", **GRANT).then_refused(NoAppealOpen)
    later = graded("2021Q3", "2021-07-08", "C")
    given(SHOP, Q2, appealed(), later).when(grant_appeal, "2021Q2", "B", **GRANT).then_refused(LaterRoundGraded)


def test_a_rejected_appeal_leaves_the_grade() -> None:
    shop = given(SHOP, Q2, appealed())
    shop.when(reject_appeal, "2021Q2", reason="属四月", at="2021-07-05").then(
        events.CustomerValueGradeAppealRejected, reason="属四月"
    )
    shop.when(reject_appeal, "2021Q2", at="2021-07-05").then_refused(ReasonRequired)
    given(SHOP, Q2).when(reject_appeal, "2021Q2", reason="属四月").then_refused(NoAppealOpen)
    overtaken = given(SHOP, Q2, appealed(), graded("2021Q3", "2021-10-01", "B"))
    overtaken.when(reject_appeal, "2021Q2", reason="已重评", at="2021-10-02").then(
        events.CustomerValueGradeAppealRejected
    )


def test_a_factor_is_judged_in_points() -> None:
    judged = {"honesty", "cooperation"}
    given(SHOP).when(assess_factor, "honesty", Decimal(100), "齐全", judged=judged).then(
        events.CustomerFactorAssessed, factor="honesty", value=100, assessor="E7", note="齐全"
    )
    given(SHOP).when(assess_factor, "honesty", Decimal(0), assessor="E8", judged=judged).then(
        events.CustomerFactorAssessed, assessor="E8"
    )
    for value in ("-0.1", "100.1", "NaN"):
        given(SHOP).when(assess_factor, "honesty", Decimal(value), judged=judged).then_refused(InvalidValue)
    unheard = given(SHOP).when(assess_factor, "honsety", Decimal(80), judged=judged)
    unheard.then_refused(FactorNotJudged, factor='"honsety"', judged="cooperation, honesty")
