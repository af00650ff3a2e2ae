"""Each figure opens to the sheets that make it, on both clocks; what was answered stays, whatever is asked next."""

from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg import Connection

from domain.kernel.figures import Figure
from domain.kernel.refusals import Refusal
from projections.running.query import Wanted
from projections.running.rebuild import rebuild
from projections.surveys.satisfaction_metrics import SATISFACTION_METRICS, MetricRow
from projections.surveys.survey_answers import SURVEY_ANSWERS
from service.projecting import catch_up
from service.queries import AsOf, list_table
from service.question_refusals import FigureNotFound
from service.session import Session
from service.surveys.satisfaction import drill, report
from tests.projections.book import Book, stored_form
from tests.projections.conftest import stored_rows
from tests.service.conftest import Recorded

ALL_THERE_IS = AsOf()
scores = st.dictionaries(st.sampled_from(["e1", "p1", "p2", "s1", "n1", "w"]), st.integers(1, 5), max_size=6)
respondents = st.sampled_from(["110001", "110002", "乙", "丙"])
steps: st.SearchStrategy[tuple[Any, ...]] = st.one_of(
    st.tuples(
        st.just("answer"), st.sampled_from(["S-1", "S-2"]), respondents, scores, st.sampled_from([None, "少断货"])
    ),
    st.tuples(st.just("answer"), st.sampled_from(["S-1", "S-2"]), respondents, st.just({"e1": 3}), st.none()),
    st.tuples(st.just("rate"), st.just("A-1"), st.integers(1, 5), st.sampled_from([None, "A-1/2", "A-1/3"])),
    st.tuples(st.just("change"), st.sampled_from(["110001", "110002"]), st.sampled_from(["urban", "rural"])),
    st.tuples(st.just("publish"), st.integers(1, 3)),
)


@st.composite
def questionings(draw: st.DrawFn) -> Book:
    """Two shops and two others answer two surveys, and an order is rated, over two months; refusals did not happen."""
    book = Book()
    book.enrol("110001", market_type="urban", account_manager="E1")
    book.enrol("110002", account_manager="E1")
    book.place("A-1", "110001", "2020-01-02")
    book.publish("2020-01-01")
    book.ask("S-1", "2020-01-02", ["110001", "110002"])
    book.ask("S-2", "2020-01-02", asked=draw(st.none() | st.just(9)))
    for today, (name, *arguments) in enumerate(draw(st.lists(steps, min_size=10, max_size=60)), 3):
        on = f"{date(2020, 1, 1) + timedelta(today)}"
        with suppress(Refusal):
            match name, arguments:
                case "change", [number, market_type]:
                    book.change(number, on, market_type=market_type)
                case "publish", [weight]:
                    book.publish(on, weight)
                case "rate", [order_no, score, answer_no]:
                    book.rate(order_no, on, score, answer_no)
                case _:
                    survey_no, respondent, said, words = arguments
                    book.answer(survey_no, respondent, on, said, words)
    return book


def figures(session: Session, bounds: AsOf = ALL_THERE_IS) -> list[MetricRow]:
    wanted = Wanted(SATISFACTION_METRICS.key)
    return [MetricRow(*row) for row in list_table(session, SATISFACTION_METRICS, wanted, bounds).rows]


@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(questionings())
def test_every_figure_is_the_sum_of_the_sheets_behind_it(recorded: Recorded, book: Book) -> None:
    with recorded(book) as session:
        found = figures(session)
        assert found
        for row in found:
            behind = drill(session, ALL_THERE_IS, Figure(*row[:3])).rows
            sums = tuple(sum(column) for column in zip(*(b[-3:] for b in behind), strict=True))
            assert (row, sums) == (row, (row.numerator, row.denominator, row.n))
            assert len({b.position for b in behind}) == len(behind)


def a_spring() -> Book:
    """Three shops answer S-1: e1, p1 of 送货, then s1; one of them expects in January and tells in February."""
    book = Book()
    book.enrol("110001", market_type="urban")
    book.enrol("110002", market_type="rural")
    book.enrol("110003", market_type="rural")
    book.publish("2020-01-01")
    book.ask("S-1", "2020-01-02", ["110001", "110002", "110003"])
    book.answer("S-1", "110001", "2020-01-10", {"e1": 4, "p1": 5, "s1": 5})
    book.answer("S-1", "110002", "2020-01-20", {"e1": 5}, "少断货")
    book.answer("S-1", "110002", "2020-02-05", {"p1": 3, "s1": 2})
    return book


def test_a_figure_opens_to_its_sheets_lowest_first(recorded: Recorded) -> None:
    with recorded(a_spring()) as session:
        behind = drill(session, ALL_THERE_IS, Figure("survey=S-1", "all", "disconfirmation:1-5")).rows
        assert [(b.answer_no, b.customer_no, b.value, b.scores, b.remarks) for b in behind] == [
            ("S-1:110002", "110002", Decimal(-2), {"p1": 3, "s1": 2}, []),
            ("S-1:110001", "110001", Decimal(1), {"e1": 4, "p1": 5, "s1": 5}, []),
        ]
        rural = drill(session, ALL_THERE_IS, Figure("survey=S-1", "market_type=rural", "disconfirmation:1-5"))
        assert [b.answer_no for b in rural.rows] == ["S-1:110002"]
        answered = drill(session, ALL_THERE_IS, Figure("survey=S-1", "all", "response_rate")).rows
        assert [(b.answer_no, b.numerator, b.denominator) for b in answered] == [
            (None, 0, 3),
            ("S-1:110001", 1, 0),
            ("S-1:110002", 1, 0),
        ]


def test_a_sheet_told_in_two_months_counts_in_each_what_was_told_there(recorded: Recorded) -> None:
    with recorded(a_spring()) as session:
        listed = report(session, ALL_THERE_IS, measure="disconfirmation")
        assert [(row.period, row.measure, row.value) for row in listed.rows if "/" not in row.measure] == [
            ("2020-01", "disconfirmation:1-5", Decimal(1)),
            ("2020-02", "disconfirmation:1-5", Decimal(-2)),
            ("survey=S-1", "disconfirmation:1-5", Decimal("-0.5")),
        ]


@pytest.mark.parametrize(
    "named",
    [
        {"measure": "csat"},
        {"stratum": "market_type=north"},
        {"stratum": "weather=fine"},
        {"period": "survey=S-9"},
        {"period": "2020-03"},
    ],
)
def test_a_figure_that_is_not_there_is_not_found(recorded: Recorded, named: dict[str, str]) -> None:
    said = {"period": "survey=S-1", "stratum": "all", "measure": "csat_top2", **named}
    with recorded(a_spring()) as session, pytest.raises(FigureNotFound):
        drill(session, ALL_THERE_IS, Figure(**said))


def test_figures_and_what_is_behind_them_are_told_as_they_were(recorded: Recorded) -> None:
    with recorded(a_spring()) as session:
        january = AsOf(as_of=date(2020, 1, 31))
        row = next(row for row in figures(session, january) if row[:3] == ("survey=S-1", "all", "csat_mean"))
        behind = drill(session, january, Figure("survey=S-1", "all", "csat_mean"))
        assert [(b.numerator, b.denominator) for b in behind.rows] == [(row.numerator, row.denominator)] == [(5, 1)]


def test_the_report_tells_strata_apart(recorded: Recorded) -> None:
    with recorded(a_spring()) as session:
        listed = report(session, ALL_THERE_IS, period="survey=S-1", by="market_type", measure="response_rate")
        assert [(row.stratum, row.numerator, row.denominator, row.value) for row in listed.rows] == [
            ("market_type=rural", 1, 2, Decimal("0.5")),
            ("market_type=urban", 1, 1, Decimal(1)),
        ]
        plain = report(session, ALL_THERE_IS, period="survey=S-1").rows
        assert {row.stratum for row in plain} == {"all"}
        assert not any("/" in row.measure for row in plain)


def test_another_version_of_the_questionnaire_leaves_old_outcomes_byte_for_byte(
    recorded: Recorded, operator: Connection[Any]
) -> None:
    def outcomes() -> list[str]:
        tables = stored_rows(operator, session.branch)
        return [repr(tables[table.name]) for table in (SURVEY_ANSWERS, SATISFACTION_METRICS)]

    book = a_spring()
    with recorded(book) as session:
        before = outcomes()
        later = Book()
        later.states = book.states
        later.publish("2020-01-05", weight=9)
        (published,) = stored_form(session.branch, later.events, {session.branch.stream("questionnaire", "LSH"): 1})
        session.recorder.append([published])
        catch_up(session)
        assert outcomes() == before
        rebuild(session.database.operator, session.branch)
        assert outcomes() == before
