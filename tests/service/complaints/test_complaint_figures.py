"""Each figure of complaints opens to the complaints that make it, on both clocks."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.complaints.policy_events import Severity
from domain.kernel.figures import Figure
from domain.kernel.refusals import Refusal
from projections.complaints.complaint_metrics import COMPLAINT_METRICS
from projections.running.query import Wanted
from service.complaints.complaint_figures import Behind, drill, report
from service.queries import AsOf, list_table
from service.question_refusals import FigureNotFound
from tests.projections.book import Book
from tests.service.conftest import Recorded

ALL_THERE_IS = AsOf()
STEPS = (
    "acknowledge",
    "respond",
    "accept",
    "dispute",
    "escalate",
    "close",
    "close_as_in_source",
    "reopen",
    "close_day",
)
numbers = st.sampled_from(["C-1", "C-2", "C-3", "C-4"])
steps = st.one_of(
    st.tuples(
        st.just("complain"), numbers, st.sampled_from([None, "110001", "110002"]), st.sampled_from([None, "配送"])
    ),
    st.tuples(st.just("assess"), numbers, st.sampled_from(Severity)),
    st.tuples(st.just("rate_handling"), numbers, st.integers(1, 5)),
    st.tuples(st.sampled_from(STEPS), numbers),
)


@st.composite
def troubles(draw: st.DrawFn) -> Book:
    """Two shops and others complain through two months, under a policy; refusals did not happen."""
    book = Book()
    book.enrol("110001", market_type="urban", account_manager="E1")
    book.enrol("110002", account_manager="E1")
    book.publish_policy("2020-01-01")
    for today, (name, number, *more) in enumerate(draw(st.lists(steps, min_size=20, max_size=60)), 3):
        on = f"{date(2020, 1, 1) + timedelta(today)}"
        arguments = (number, more[0], on, more[1]) if name == "complain" else (number, on, *more)
        with suppress(Refusal):
            getattr(book, name)(*arguments)
    return book


def sums(figure: Figure, behind: Sequence[Behind]) -> tuple[int, int | None]:
    plain = figure.measure in {"received", "escalated", "leader_answered"}
    return sum(b.numerator for b in behind), None if plain else sum(b.denominator or 0 for b in behind)


@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(troubles())
def test_every_figure_is_the_sum_of_the_complaints_behind_it(recorded: Recorded, book: Book) -> None:
    with recorded(book) as session:
        for row in list_table(session, COMPLAINT_METRICS, Wanted(COMPLAINT_METRICS.key), ALL_THERE_IS).rows:
            figure = Figure(*row[:3])
            behind = drill(session, ALL_THERE_IS, figure).rows
            assert (figure, *sums(figure, behind)) == (figure, row.numerator, row.denominator)
            assert len({b.complaint_no for b in behind}) == len(behind)


def a_june() -> Book:
    """C-1 is answered after 2 hours, C-2 after 1 hour; nothing is done with C-3; C-4 is of July in Shanghai."""
    book = Book()
    book.enrol("110001", market_type="urban")
    book.complain("C-1", "110001", "2021-06-01 09:00", "配送")
    book.complain("C-2", None, "2021-06-02 09:00")
    book.complain("C-3", None, "2021-06-30 23:59")
    book.complain("C-4", None, "2021-07-01 00:00")
    book.respond("C-2", "2021-06-02 10:00")
    book.respond("C-1", "2021-06-01 11:00")
    return book


def test_a_figure_opens_to_its_complaints_by_the_time_received(recorded: Recorded) -> None:
    with recorded(a_june()) as session:
        answered = drill(session, ALL_THERE_IS, Figure("2021-06", "all", "seconds_to_answer")).rows
        assert [(b.complaint_no, b.customer_no, b.status, b.value) for b in answered] == [
            ("C-1", "110001", "answered", Decimal(7_200)),
            ("C-2", None, "answered", Decimal(3_600)),
        ]
        received = drill(session, ALL_THERE_IS, Figure("2021-06", "all", "received")).rows
        assert [(b.complaint_no, b.value, b.denominator) for b in received] == [
            ("C-1", None, None), ("C-2", None, None), ("C-3", None, None),
        ]  # fmt: skip
        urban = drill(session, ALL_THERE_IS, Figure("2021-06", "market_type=urban", "unanswered")).rows
        assert [(b.complaint_no, b.numerator, b.denominator) for b in urban] == [("C-1", 0, 1)]


def test_nothing_is_behind_a_figure_that_nothing_was_counted_in(recorded: Recorded) -> None:
    with recorded(a_june()) as session:
        assert drill(session, ALL_THERE_IS, Figure("2021-06", "all", "escalated")).rows == []


@pytest.mark.parametrize("named", [{"measure": "speed"}, {"stratum": "severity=major"}, {"period": "2021-08"}])
def test_a_figure_that_is_not_there_is_not_found(recorded: Recorded, named: dict[str, str]) -> None:
    said = {"period": "2021-06", "stratum": "all", "measure": "received", **named}
    with recorded(a_june()) as session, pytest.raises(FigureNotFound):
        drill(session, ALL_THERE_IS, Figure(**said))


def test_figures_and_what_is_behind_them_are_told_as_they_were(recorded: Recorded) -> None:
    with recorded(a_june()) as session:
        first = AsOf(as_of=date(2021, 6, 1))
        (row,) = report(session, first, period="2021-06", measure="unanswered").rows
        behind = drill(session, first, Figure("2021-06", "all", "unanswered")).rows
        assert (row.numerator, row.denominator) == (0, 1)
        assert [(b.complaint_no, b.numerator, b.denominator) for b in behind] == [("C-1", 0, 1)]


def test_the_report_tells_strata_apart(recorded: Recorded) -> None:
    with recorded(a_june()) as session:
        listed = report(session, ALL_THERE_IS, period="2021-06", by="market_type", measure="unanswered")
        assert [(row.stratum, row.numerator, row.denominator) for row in listed.rows] == [
            ("market_type=unknown", 1, 2),
            ("market_type=urban", 0, 1),
        ]
