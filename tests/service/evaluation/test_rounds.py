"""Rounds of evaluation on a real log: held, cut short, repeated, simulated."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from domain.compliance.events import ComplianceRule, ViolationKind
from domain.customers.events import WithdrawalKind
from domain.evaluation.grade_events import CustomerValueGraded
from domain.evaluation.refusals import RoundIsClosed, SchemeNotInForce
from domain.evaluation.round_events import RoundClosed, RoundOpened
from domain.evaluation.scheme_rules import SchemeDraft
from domain.kernel.event import Event
from eventlog.append.new_event import continue_stream
from eventlog.read.reading import head, read_log
from eventlog.runtime.progress import no_progress
from projections.evaluation.evaluation_scores import EVALUATION_SCORES
from projections.evaluation.tier_assignments import TIER_ASSIGNMENTS
from projections.running.query import Wanted
from projections.running.rebuild import rebuild
from service.commands import carry_out
from service.compliance.compliance import annul_violation, publish_compliance_rule, record_violation, score_customers
from service.customers import change_profile, enrol_customer, suspend_customer, withdraw_customer
from service.day_close import close_day
from service.evaluation import rounds
from service.evaluation.explain_grade import explain_grade
from service.evaluation.grades import override_grade
from service.evaluation.rounds import evaluate_round, repeat_round
from service.evaluation.schemes import publish_scheme
from service.evaluation.simulating import simulate
from service.files.rule_files import read_rule
from service.orders.orders import confirm_order, deliver_order, place_order
from service.queries import AsOf, about_customer, list_table
from service.session import Session
from tests.domain.scenario import instant
from tests.service.conftest import said

SUZHOU_RULE = Path(__file__).parents[3] / "examples" / "suzhou" / "compliance_2006.toml"
SCHEME = """
title = "T"
grades = [{ grade = "A", least = 60 }, { grade = "B", least = 30 }, { grade = "C", least = 0 }]

[[factors]]
factor = "sales_history"
measure = "qty"
months = 3
line = [[0, 0], [100, 100]]

[[factors]]
factor = "trade_area"
measure = "market_type"
words = { urban = 80, rural = 40.5 }

[[comparisons]]
name = "company"
of = ["contribution", "influence"]
judgements = [{ expert = "E901", rows = [["4"]] }]

[[comparisons]]
name = "contribution"
of = ["sales_history"]

[[comparisons]]
name = "influence"
of = ["trade_area"]
"""


@contextmanager
def cut_short(_: str, __: int) -> Iterator[Any]:
    def stop(_: int) -> None:
        raise KeyboardInterrupt

    yield stop


@pytest.fixture
def scheme_file(tmp_path: Path) -> Path:
    file = tmp_path / "scheme.toml"
    file.write_text(SCHEME, "utf-8")
    return file


def settle(session: Session, scheme_file: Path) -> None:
    """Four shops with orders in two quarters, one of them urban; and a scheme."""
    for number in ("110003", "110004"):
        carry_out(
            session, said("2020-01-01"), enrol_customer(number, {"market_type": "urban"} if number == "110003" else {})
        )
    for number, first, second in (("110001", 70, 20), ("110002", 40, 50), ("110003", 10, 90), ("110004", 5, 5)):
        order(session, number, "2021-02-05", first)
        order(session, number, "2021-05-05", second)
    carry_out(session, said("2021-01-01"), publish_scheme("value", read_rule(scheme_file, SchemeDraft)))


@pytest.fixture
def town(session: Session, shops: None, scheme_file: Path) -> None:
    settle(session, scheme_file)


def order(session: Session, customer_no: str, day: str, qty: int) -> None:
    number = f"{customer_no}-{day}"
    line = {"line_no": 1, "sku": "6901028", "requested_qty": qty, "amount": Decimal(qty)}
    carry_out(session, said(day), place_order(number, customer_no, [line]))  # type: ignore[list-item]
    carry_out(session, said(day), confirm_order(number, {}))
    carry_out(session, said(day), deliver_order(number, {}))


def events(session: Session, *kinds: type[Event]) -> list[Any]:
    found = read_log(session.connection, session.branch, limit=10_000, topics=[kind.topic for kind in kinds])
    return [recorded.event for recorded in found]


def grades(session: Session) -> dict[str, str | None]:
    """By the last round of each customer."""
    return {event.customer_no: event.result.grade for event in events(session, CustomerValueGraded)}


@pytest.mark.usefixtures("town")
def test_a_round_grades_everybody_who_is_active_at_its_end(session: Session) -> None:
    carry_out(session, said("2021-03-31", reason="停业"), suspend_customer("110004", None))
    held = evaluate_round(session, "2021Q1", said(), no_progress)
    assert grades(session) == {"110001": "A", "110002": "B", "110003": "C"}
    assert held.moves == {(None, "A"): 1, (None, "B"): 1, (None, "C"): 1}
    opened, closed = events(session, RoundOpened, RoundClosed)
    assert (opened.population, opened.rule_version, opened.late) == (3, "value/1", True)
    assert (closed.graded, closed.not_graded) == (3, 0)
    graded = events(session, CustomerValueGraded)
    assert {event.effective_at for event in graded} == {instant("2021-04-01")}
    assert {event.caused_by for event in graded} == {"round 2021Q1"}
    third = graded[2].result
    assert (third.contribution, third.influence, third.total) == (10, 80, 24)
    with pytest.raises(RoundIsClosed):
        evaluate_round(session, "2021Q1", said(), no_progress)


@pytest.mark.usefixtures("town")
def test_the_next_round_starts_from_the_grades_before(session: Session) -> None:
    evaluate_round(session, "2021Q1", said(), no_progress)
    held = evaluate_round(session, "2021Q2", said(), no_progress)
    assert held.moves == {("A", "C"): 1, ("B", "B"): 1, ("C", "A"): 1, ("C", "C"): 1}
    assert grades(session) == {"110001": "C", "110002": "B", "110003": "A", "110004": "C"}


@pytest.mark.usefixtures("town")
def test_a_round_that_was_cut_short_goes_on_where_it_stopped(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rounds, "CHUNK", 2)
    with pytest.raises(KeyboardInterrupt):
        evaluate_round(session, "2021Q1", said(), cut_short)
    assert len(events(session, CustomerValueGraded)) == 2
    order(session, "110004", "2021-02-06", 90)  # told too late for the round, whose position is frozen
    held = evaluate_round(session, "2021Q1", said(), no_progress)
    assert len(events(session, CustomerValueGraded)) == 4
    assert held.moves == {(None, "A"): 1, (None, "B"): 1, (None, "C"): 2}
    assert len(events(session, RoundOpened, RoundClosed)) == 2
    assert repeat_round(session, "2021Q1", no_progress).differing == []


@pytest.mark.usefixtures("town")
def test_a_round_asked_for_again_by_its_command_id_gives_its_first_answer(session: Session) -> None:
    envelope = said(command_id="evaluation-1")
    held = evaluate_round(session, "2021Q1", envelope, no_progress)
    recorded = head(session.connection, session.branch)
    again = evaluate_round(session, "2021Q1", envelope, no_progress)
    assert (again.round.round_no, again.moves, again.repeated) == ("2021Q1", held.moves, True)
    assert head(session.connection, session.branch) == recorded


@pytest.mark.usefixtures("town")
def test_how_the_law_is_kept_counts_as_it_was_last_scored_by_then(session: Session, scheme_file: Path) -> None:
    scheme = SCHEME.replace('measure = "qty"', 'measure = "compliance"')
    scheme_file.write_text(scheme, "utf-8")
    carry_out(session, said("2021-01-01"), publish_scheme("law", read_rule(scheme_file, SchemeDraft)))
    rule = read_rule(SUZHOU_RULE, ComplianceRule)
    carry_out(session, said("2021-01-01"), publish_compliance_rule("suzhou", rule, date(2021, 1, 1)))
    carry_out(session, said("2021-02-01"), record_violation("K-1", "110001", ViolationKind.FAKE, 2, None))
    carry_out(session, said("2021-02-28"), score_customers(["110001"], "suzhou"))
    carry_out(session, said("2021-04-01"), score_customers(["110002"], "suzhou"))  # a day too late
    evaluate_round(session, "2021Q1", said(), no_progress, "law")
    first = repeat_round(session, "2021Q1", no_progress)
    found = {e.customer_no: e.result.factors[0].value for e in events(session, CustomerValueGraded)}
    assert found == {"110001": "90", "110002": None, "110003": None, "110004": None}
    carry_out(session, said("2021-03-01", reason="复议撤销"), annul_violation("K-1"))
    carry_out(session, said("2021-03-31"), score_customers(["110001"], "suzhou"))
    assert repeat_round(session, "2021Q1", no_progress) == first


@pytest.mark.usefixtures("town")
def test_a_closed_round_repeats_byte_for_byte_after_later_events_and_a_rebuild(session: Session) -> None:
    evaluate_round(session, "2021Q1", said(), no_progress)
    first = repeat_round(session, "2021Q1", no_progress)
    for month in range(1, 10):
        order(session, "110001", f"2022-0{month}-07", 10)
    order(session, "110002", "2021-03-07", 60)  # told late, of the round's own quarter
    carry_out(session, said("2020-06-01"), change_profile("110001", {"market_type": "rural"}))
    carry_out(session, said("2021-03-01", reason="歇业"), withdraw_customer("110003", WithdrawalKind.CESSATION))
    evaluate_round(session, "2021Q2", said(), no_progress)
    rebuild(session.database.operator, session.branch)
    again = repeat_round(session, "2021Q1", no_progress)
    assert (again.customers, again.digest, again.differing) == (4, first.digest, [])


@pytest.mark.usefixtures("town")
def test_a_result_that_the_position_does_not_give_is_named(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rounds, "CHUNK", 1)
    with pytest.raises(KeyboardInterrupt):
        evaluate_round(session, "2021Q1", said(), cut_short)
    forged = events(session, CustomerValueGraded)[0].model_copy(update={"customer_no": "110002", "event_id": ""})
    stream = session.branch.stream("customer", "110002")
    session.recorder.append(continue_stream(session.branch, stream, 1, [forged]))
    evaluate_round(session, "2021Q1", said(), no_progress)
    assert repeat_round(session, "2021Q1", no_progress).differing == ["110002"]


@pytest.mark.usefixtures("town")
def test_a_dry_run_and_a_simulation_record_nothing(session: Session, scheme_file: Path) -> None:
    before = head(session.connection, session.branch)
    tried = evaluate_round(session, "2021Q1", said(dry_run=True), no_progress)
    assert tried.moves == {(None, "A"): 1, (None, "B"): 1, (None, "C"): 2}
    assert head(session.connection, session.branch) == before
    evaluate_round(session, "2021Q1", said(), no_progress)
    evaluate_round(session, "2021Q2", said(), no_progress)
    before = head(session.connection, session.branch)
    scheme_file.write_text(SCHEME.replace("least = 30", "least = 51"), "utf-8")
    found = simulate(session, scheme_file, "2021Q2", no_progress)
    assert head(session.connection, session.branch) == before
    assert found.customers == 4
    assert [(m.customer_no, m.grade_now, m.grade) for m in found.movers] == [("110002", "B", "C")]
    assert found.grades == {("C", "C"): 2, ("B", "C"): 1, ("A", "A"): 1}


@pytest.mark.usefixtures("town")
def test_an_override_holds_over_a_round_and_ends_by_an_event(session: Session) -> None:
    evaluate_round(session, "2021Q1", said(), no_progress)
    until = instant("2021-08-01").date()
    carry_out(session, said("2021-06-15", reason="修路"), override_grade("110004", "A", until, "E9"))
    evaluate_round(session, "2021Q2", said(), no_progress)
    assert close_day(session, said(), instant("2021-07-31")).facts == []
    closing = close_day(session, said(), instant("2021-08-01"))
    assert closing.counts == {"customer.value_grade_override_ended": 1}
    assert close_day(session, said(), instant("2021-08-02")).facts == []
    rows = about_customer(session, "110004", AsOf(), [TIER_ASSIGNMENTS]).rows[TIER_ASSIGNMENTS.name]
    zone = session.branch.tz
    assert [(row.value, f"{row.valid_from.astimezone(zone):%m-%d}", row.round_id) for row in rows] == [
        ("C", "04-01", "2021Q1"),
        ("A", "06-15", None),
        ("A", "07-01", None),
        ("C", "08-01", "2021Q2"),
    ]
    assert grades(session)["110004"] == "C"  # the override was no floor


@pytest.mark.usefixtures("town")
def test_an_override_that_ended_before_a_late_round_is_no_floor(session: Session) -> None:
    evaluate_round(session, "2021Q1", said(), no_progress)
    carry_out(
        session, said("2021-06-15", reason="修路"), override_grade("110001", "A", instant("2021-07-10").date(), "E9")
    )
    close_day(session, said(), instant("2021-07-10"))
    evaluate_round(session, "2021Q2", said(), no_progress)
    rows = about_customer(session, "110001", AsOf(), [TIER_ASSIGNMENTS]).rows[TIER_ASSIGNMENTS.name]
    assert [(row.value, f"{row.valid_from.astimezone(session.branch.tz):%m-%d}", row.round_id) for row in rows] == [
        ("A", "04-01", "2021Q1"),
        ("A", "06-15", None),
        ("C", "07-10", "2021Q2"),
    ]


@pytest.mark.usefixtures("town")
def test_a_round_whose_grades_hold_from_months_later_is_the_round_before_all_the_same(session: Session) -> None:
    evaluate_round(session, "2021Q1", said("2021-08-01"), no_progress)
    held = evaluate_round(session, "2021Q2", said("2021-08-15"), no_progress)
    assert held.moves == {("A", "C"): 1, ("B", "B"): 1, ("C", "A"): 1, ("C", "C"): 1}
    assert [repeat_round(session, round_no, no_progress).differing for round_no in ("2021Q1", "2021Q2")] == [[], []]


@pytest.mark.usefixtures("town")
def test_the_rules_are_those_in_force_when_the_grades_begin_to_hold(session: Session, scheme_file: Path) -> None:
    scheme_file.write_text(SCHEME.replace('title = "T"', 'title = "U"'), "utf-8")
    carry_out(session, said("2021-06-01"), publish_scheme("value", read_rule(scheme_file, SchemeDraft)))
    with pytest.raises(SchemeNotInForce):
        evaluate_round(session, "2020Q3", said(), no_progress)
    evaluate_round(session, "2021Q1", said(), no_progress)
    evaluate_round(session, "2021Q2", said(), no_progress)
    assert [event.rule_version for event in events(session, RoundOpened)] == ["value/1", "value/2"]
    assert explain_grade(session, "110001", AsOf(), "2021Q1").rules.title == "T"
    assert explain_grade(session, "110001", AsOf()).rules.title == "U"


@pytest.mark.usefixtures("town")
def test_the_scores_are_in_the_table(session: Session) -> None:
    evaluate_round(session, "2021Q1", said(), no_progress)
    rebuild(session.database.operator, session.branch)
    rows = list_table(session, EVALUATION_SCORES, Wanted(("customer_no",)), AsOf()).rows
    assert [(row.customer_no, row.total, row.grade) for row in rows] == [
        ("110001", 70, "A"),
        ("110002", 40, "B"),
        ("110003", 24, "C"),
        ("110004", 5, "C"),
    ]
