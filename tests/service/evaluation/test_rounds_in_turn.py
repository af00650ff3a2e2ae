"""Rounds of evaluation asked for at once: a branch holds one at a time."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from domain.evaluation.refusals import RoundBegunOtherwise, RoundGradesTooEarly, RoundIsClosed, RoundOutOfOrder
from domain.evaluation.round_events import RoundClosed, RoundOpened
from eventlog.database import Database, connect
from eventlog.read.reading import head
from eventlog.runtime.progress import no_progress
from projections.evaluation.tier_assignments import TIER_ASSIGNMENTS
from projections.fold.errors import WorkIsRunning
from projections.running.schema import alone
from service.evaluation.rounds import evaluate_round
from service.projecting import catch_up
from service.queries import AsOf, about_customer
from service.session import Session
from tests.service.conftest import said
from tests.service.evaluation.test_rounds import SCHEME, cut_short, events, grades, settle
from tests.service.test_nouns import at_once


@pytest.fixture
def town(session: Session, shops: None, tmp_path: Path) -> None:
    file = tmp_path / "scheme.toml"
    file.write_text(SCHEME, "utf-8")
    settle(session, file)


@pytest.mark.usefixtures("town")
def test_of_two_rounds_evaluated_at_once_one_is_held_and_the_other_waits_its_turn(
    database: Database, session: Session
) -> None:
    catch_up(session)
    running: list[str] = []

    def evaluating(period: str) -> Callable[[Session], object]:
        def evaluate(own: Session) -> None:
            try:
                evaluate_round(own, period, said("2021-08-01"), no_progress)
            except WorkIsRunning:
                running.append(period)

        return evaluate

    refused = at_once(database, *map(evaluating, ("2021Q1", "2021Q2") * 3))
    assert set(refused) <= {None, RoundIsClosed, RoundOutOfOrder, RoundGradesTooEarly}
    assert refused.count(None) == 1 + len(running)
    (opened,) = events(session, RoundOpened)
    (closed,) = events(session, RoundClosed)
    assert opened.round_no == closed.round_no
    told = [about_customer(session, number, AsOf(), [TIER_ASSIGNMENTS]) for number in grades(session)]
    rows = [row for found in told for row in found.rows[TIER_ASSIGNMENTS.name]]
    assert {row.round_id for row in rows} == {opened.round_no}
    assert len(rows) == 4


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize(("at", "scheme_no"), [("2021-04-02", None), (None, "other"), ("2021-04-02", "value")])
def test_an_open_round_goes_on_by_no_other_scheme_and_from_no_other_day(
    session: Session, at: str | None, scheme_no: str | None
) -> None:
    with pytest.raises(KeyboardInterrupt):
        evaluate_round(session, "2021Q1", said("2021-04-05"), cut_short)
    recorded = head(session.connection, session.branch)
    with pytest.raises(RoundBegunOtherwise, match=r"value/1.*2021-04-05.*without --scheme and --effective-at"):
        evaluate_round(session, "2021Q1", said(at), no_progress, scheme_no)
    assert head(session.connection, session.branch) == recorded
    held = evaluate_round(session, "2021Q1", said("2021-04-05"), no_progress, "value")
    assert (held.round.rule_version, held.round.graded_on) == ("value/1", date(2021, 4, 5))


@pytest.mark.usefixtures("town")
def test_while_a_round_is_evaluated_no_other_is(database: Database, session: Session) -> None:
    with connect(database.operator, autocommit=True) as other, alone(other, session.branch, "evaluation"):
        with pytest.raises(WorkIsRunning, match="another evaluation of suzhou is running; wait for its end"):
            evaluate_round(session, "2021Q1", said(), no_progress)
        assert events(session, RoundOpened) == []
    assert evaluate_round(session, "2021Q1", said(), no_progress).moves
