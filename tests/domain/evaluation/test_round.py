"""Rounds: opened in order on frozen facts, closed with a matrix."""

import hashlib
from datetime import date
from typing import Any

import pytest

from domain.evaluation.period import parse_period
from domain.evaluation.refusals import (
    InvalidPeriod,
    PeriodNotOver,
    PeriodOfAnotherLength,
    RoundGradesTooEarly,
    RoundHasNobody,
    RoundIsClosed,
    RoundIsOpen,
    RoundOutOfOrder,
)
from domain.evaluation.round import close_round, evolve, open_round
from domain.evaluation.round_events import RoundClosed, RoundOpened, Transition
from tests.domain.evaluation.schemes import rules
from tests.domain.scenario import given, instant, told

QUARTER = parse_period("2021Q1")
ASKED: dict[str, Any] = {
    "scheme_no": "value",
    "rules": rules(due_days=30),
    "others": [],
    "position": 99,
    "population": ["110001", "110002"],
    "today": date(2021, 5, 1),
    "at": "2021-04-01",
}


def opened(round_no: str = "2021Q1") -> Any:
    period = parse_period(round_no)
    return told(
        RoundOpened,
        f"{period.ends}",
        round_no=round_no,
        begins=period.begins,
        ends=period.ends,
        scheme_no="value",
        late=False,
        rule_version="value/12",
        position=99,
        population=2,
        population_digest="0" * 64,
    )


def closed(round_no: str = "2021Q1") -> Any:
    facts: dict[str, Any] = {"rule_version": "value/12", "graded": 2, "not_graded": 0, "transitions": ()}
    return told(RoundClosed, "2021-04-01", round_no=round_no, **facts)


@pytest.mark.parametrize(
    ("text", "begins", "ends"),
    [
        ("2021Q1", date(2021, 1, 1), date(2021, 4, 1)),
        ("2021Q4", date(2021, 10, 1), date(2022, 1, 1)),
        ("2021H1", date(2021, 1, 1), date(2021, 7, 1)),
        ("2021H2", date(2021, 7, 1), date(2022, 1, 1)),
        ("2021-12", date(2021, 12, 1), date(2022, 1, 1)),
        ("2020-02", date(2020, 2, 1), date(2020, 3, 1)),
        ("2021", date(2021, 1, 1), date(2022, 1, 1)),
    ],
)
def test_a_period_has_its_days(text: str, begins: date, ends: date) -> None:
    assert (parse_period(text).begins, parse_period(text).ends) == (begins, ends)


@pytest.mark.parametrize("text", ["2021Q0", "2021Q5", "2021-13", "2021-1", "21Q1", "２０２１", "1989", "9999", ""])
def test_other_texts_are_no_period(text: str) -> None:
    with pytest.raises(InvalidPeriod):
        parse_period(text)


def test_a_round_freezes_rules_position_and_population() -> None:
    given().when(open_round, QUARTER, **ASKED).then(
        RoundOpened,
        round_no="2021Q1",
        ends=date(2021, 4, 1),
        rule_version="value/1",
        position=99,
        population=2,
        population_digest=hashlib.sha256(b"110001\n110002").hexdigest(),
        late=False,
    )


def test_a_round_begun_after_the_due_day_is_late() -> None:
    given().when(open_round, QUARTER, **{**ASKED, "today": date(2021, 5, 2)}).then(RoundOpened, late=True)


def test_an_open_round_goes_on_and_a_closed_one_is_not_held_again() -> None:
    given(opened()).when(open_round, QUARTER, **ASKED).then_nothing()
    given(opened(), closed()).when(open_round, QUARTER, **ASKED).then_refused(RoundIsClosed)


def test_a_period_must_be_over_and_of_the_schemes_length() -> None:
    given().when(open_round, QUARTER, **{**ASKED, "at": "2021-03-31"}).then_refused(PeriodNotOver)
    year = parse_period("2020")
    given().when(open_round, year, **ASKED).then_refused(PeriodOfAnotherLength, cadence="quarter")


def test_rounds_come_one_after_the_other() -> None:
    before, after = evolve(None, opened("2020Q4")), evolve(evolve(None, opened("2021Q2")), closed("2021Q2"))
    given().when(open_round, QUARTER, **{**ASKED, "others": [before]}).then_refused(RoundIsOpen, round_no="2020Q4")
    given().when(open_round, QUARTER, **{**ASKED, "others": [after]}).then_refused(RoundOutOfOrder, later="2021Q2")
    of_a_month = evolve(evolve(None, opened("2021-03")), closed("2021-03"))  # by an earlier scheme; it ended that day
    given().when(open_round, QUARTER, **{**ASKED, "others": [of_a_month]}).then_refused(RoundOutOfOrder)
    done = evolve(before, closed("2020Q4"))
    given().when(open_round, QUARTER, **{**ASKED, "others": [done]}).then(RoundOpened)


def test_a_rounds_grades_hold_from_later_on_than_those_of_the_round_before() -> None:
    begun = evolve(None, opened("2020Q4").model_copy(update={"effective_at": instant("2021-04-01")}))
    late = {**ASKED, "others": [evolve(begun, closed("2020Q4"))]}
    given().when(open_round, QUARTER, **late).then_refused(RoundGradesTooEarly, round_no="2020Q4")
    given().when(open_round, QUARTER, **{**late, "at": "2021-04-02"}).then(RoundOpened)


def test_nobody_is_no_population() -> None:
    given().when(open_round, QUARTER, **{**ASKED, "population": []}).then_refused(RoundHasNobody)


def test_closing_counts_who_went_where() -> None:
    moves = {("A", "B"): 2, (None, "A"): 1, ("B", None): 1}
    given(opened()).when(close_round, moves).then(
        RoundClosed,
        rule_version="value/12",
        graded=3,
        not_graded=1,
        transitions=(
            Transition(before="A", after="B", customers=2),
            Transition(before="B", after=None, customers=1),
            Transition(before=None, after="A", customers=1),
        ),
    )
    given(opened(), closed()).when(close_round, moves).then_refused(RoundIsClosed)


def test_a_round_knows_the_version_of_its_scheme() -> None:
    assert evolve(None, opened()).version == 12
