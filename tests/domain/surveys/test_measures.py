"""What answers add to each measure: hand-made sheets with answers worked out by hand or taken from the literature."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import pytest

from domain.kernel.event import Event
from domain.kernel.figures import Figure
from domain.kernel.rate import rate
from domain.surveys.answer_events import AnswerGiven, Delivery
from domain.surveys.asked_item import NeedLevel
from domain.surveys.figures import figures_of, survey_of
from domain.surveys.measures import Contribution, contributions, outcome_of, span_of
from domain.surveys.questionnaire_events import QuestionnaireItem
from tests.domain.surveys.questionnaires import item, opened, published, sheet

EXPECTED = item("e", "expectation", 1, 10, about="送货")
FELT = item("p", "experience", 1, 10, about="送货")


def figure(measure: str, answers: Iterable[AnswerGiven]) -> tuple[int, int, Decimal | None, int]:
    """Numerator, denominator, value and n of all answers together."""
    added = [found for answer in answers if (found := contributions(answer).get(measure))]
    numerator, denominator = sum(a.numerator for a in added), sum(a.denominator for a in added)
    return numerator, denominator, rate(numerator, denominator), sum(a.n for a in added)


def value(measure: str, answers: Iterable[AnswerGiven]) -> Decimal | None:
    return figure(measure, answers)[2]


def scored(one: QuestionnaireItem, *scores: int) -> list[AnswerGiven]:
    """A sheet for each score of the one item."""
    return [sheet({one.item: score}, one, answer_no=f"S-1:{i}") for i, score in enumerate(scores)]


def gaps(*pairs: tuple[int, int], **facts: Any) -> list[AnswerGiven]:
    """A sheet for each (expected, felt)."""
    items = [one.model_copy(update=facts) for one in (EXPECTED, FELT)]
    return [sheet({"e": expected, "p": felt}, *items) for expected, felt in pairs]


@pytest.mark.parametrize(
    ("numerator", "denominator", "quotient"),
    [
        (1, 3, "0.333333"),
        (2, 3, "0.666667"),
        (-2, 3, "-0.666667"),
        (0, 5, "0"),
        (1, 2_000_000, "0.000001"),
        (7, 7, "1"),
    ],
)
def test_a_rate_is_rounded_half_up_to_six_decimals(numerator: int, denominator: int, quotient: str) -> None:
    assert rate(numerator, denominator) == Decimal(quotient)


def test_nothing_of_nothing_is_undefined_and_not_0() -> None:
    assert rate(0, 0) is None
    assert rate(3, 0) is None


def test_nine_against_ten_disappoints_and_six_against_four_does_not() -> None:
    assert value("disconfirmation:1-10", gaps((10, 9))) == -1
    assert value("disconfirmation:1-10", gaps((4, 6))) == 2
    assert figure("disconfirmation:1-10", gaps((10, 9), (4, 6), (5, 5))) == (2520, 3 * 2520, Decimal("0.333333"), 3)


def test_the_signs_of_gaps_are_counted() -> None:
    sheets = gaps((10, 9), (10, 8), (4, 6), (5, 5))
    assert [figure(f"gap_{sign}", sheets)[:2] for sign in ("positive", "zero", "negative")] == [(1, 4), (1, 4), (2, 4)]


def test_a_low_score_may_be_the_good_one() -> None:
    assert value("disconfirmation:1-10", gaps((4, 6), lower_is_better=True)) == -2
    turned = item("a", "satisfaction", lower_is_better=True)
    assert [value("csat_top2", scored(turned, score)) for score in (1, 2, 3, 5)] == [1, 1, 0, 0]
    assert value("csat_mean", scored(turned, 1, 2)) == Decimal("4.5")
    assert value("index", scored(turned, 1)) == 100
    assert value("mean/item=LSH:a", scored(turned, 1)) == 1


def test_several_items_are_compared_by_their_means_of_what_was_answered() -> None:
    expected = [item(f"e{i}", "expectation", 1, 10, about="质量") for i in range(3)]
    felt = [item(f"p{i}", "experience", 1, 10, about="质量") for i in range(7)]
    whole = sheet(
        {"e0": 7, "e1": 7, "e2": 6, **{f"p{i}": s for i, s in enumerate((7, 6, 4, 7, 6, 5, 5))}}, *expected, *felt
    )
    assert figure("disconfirmation:1-10", [whole])[:2] == (2520 * 40 // 7 - 2520 * 20 // 3, 2520)
    part = sheet({"e0": 7, "p0": 8, "p1": 9}, *expected, *felt)
    assert value("disconfirmation:1-10", [part]) == Decimal("1.5")


def test_without_an_expectation_there_is_no_disconfirmation() -> None:
    silent = [sheet({"p": 9}, EXPECTED, FELT)]
    for measure in ("disconfirmation:1-10", "gap_zero", "met", "delighted", "dissatisfied"):
        assert figure(measure, silent) == (0, 0, None, 0)
    assert figure("disconfirmation:1-10", [*silent, *gaps((4, 6))])[1:] == (2520, Decimal(2), 1)


def test_an_expectation_alone_is_not_compared() -> None:
    assert "disconfirmation:1-10" not in contributions(sheet({"e": 9}, EXPECTED, FELT))


def test_an_earlier_expectation_is_compared_and_not_counted_again() -> None:
    before = sheet({"e": 4}, EXPECTED, FELT)
    after = sheet({"p": 6}, EXPECTED, FELT, earlier=before.items)
    assert value("disconfirmation:1-10", [before, after]) == 2
    assert figure("index/asks=expectation", [before, after])[3] == 1
    assert figure("response_rate", [before, after])[0] == 1
    assert figure("named/topic=hope", [before, after])[:2] == (0, 2)


@pytest.mark.parametrize(
    ("gap", "basic", "expected", "ideal"),
    [
        (-1, "dissatisfied", "dissatisfied", "dissatisfied"),
        (0, "met", "satisfied", "delighted"),
        (1, "satisfied", "delighted", "delighted"),
    ],
)
def test_the_outcome_follows_from_the_gap_and_the_level_of_the_need(
    gap: int, basic: str, expected: str, ideal: str
) -> None:
    assert [outcome_of(gap, level) for level in NeedLevel] == [basic, expected, ideal]
    assert outcome_of(gap, None) == expected


def test_outcomes_are_shares_of_what_was_compared() -> None:
    sheets = gaps((5, 5), (5, 6), (5, 4), need_level=NeedLevel.BASIC)
    names = ("dissatisfied", "met", "satisfied", "delighted")
    assert [figure(name, sheets)[:2] for name in names] == [(1, 3), (1, 3), (1, 3), (0, 3)]


def test_csat_is_the_share_of_the_two_top_boxes() -> None:
    assert figure("csat_top2", scored(item("s", "satisfaction"), 1, 2, 3, 4, 5)) == (2, 5, Decimal("0.4"), 5)


def test_nps_of_five_promoters_one_passive_and_four_detractors_is_10() -> None:
    scores = [9, 9, 10, 10, 10, 8, 0, 3, 5, 6]
    assert figure("nps", scored(item("n", "recommend", 0, 10), *scores)) == (100, 10, Decimal(10), 10)
    assert value("nps", scored(item("n", "recommend", 0, 10), 7)) == 0


def test_ces_is_the_share_of_5_to_7_on_7() -> None:
    assert value("ces", scored(item("c", "effort", 1, 7), 4, 5, 6, 7)) == Decimal("0.75")


def test_acsi_weighs_its_items() -> None:
    items = [item(f"c{i}", "acsi", 1, 10, weight=i) for i in (1, 2)]
    # (1 * (10 - 1) + 2 * (4 - 1)) / (3 * 9) * 100
    assert value("acsi", [sheet({"c1": 10, "c2": 4}, *items)]) == Decimal("55.555556")
    assert figure("acsi", [sheet({"c1": 1}, *items), sheet({"c1": 10, "c2": 10}, *items)])[2:] == (Decimal(75), 2)


def test_servqual_is_told_by_dimension_and_as_their_unweighted_mean() -> None:
    published = {"tangibles": -65, "reliability": -110, "responsiveness": -83, "assurance": -70, "empathy": -101}
    sheets: list[AnswerGiven] = []
    for name, hundredths in published.items():  # a hundred respondents, each a point below expectation or as expected
        pairs = [(5, 5 - (i < -hundredths) - (i + 100 < -hundredths)) for i in range(100)]
        sheets += gaps(*pairs, dimension=name)
    assert {name: value(f"servqual:1-10/dimension={name}", sheets) for name in published} == {
        name: Decimal(hundredths) / 100 for name, hundredths in published.items()
    }
    assert value("servqual:1-10", sheets) == Decimal("-0.858")
    assert "servqual:1-10" not in contributions(gaps((1, 2))[0])


def test_the_index_is_free_of_scales_and_told_by_layer_group_and_question() -> None:
    items = (
        item("a", "experience", 0, 10, layer="service", group="配送"),
        item("b", "satisfaction", layer="service", weight=3),
        item("c", "loyalty", layer="social"),
    )
    answer = [sheet({"a": 5, "b": 5, "c": 3}, *items)]
    assert value("index", answer) == Decimal("87.5")  # (50 + 3 * 100) / 4
    assert value("index/layer=service", answer) == Decimal("87.5")
    assert value("index/group=配送", answer) == 50
    assert value("index/asks=loyalty", answer) == 50
    assert value("index/layer=social", answer) is None


def test_a_service_rated_at_the_bottom_is_not_wanted() -> None:
    need = item("送报上门", "need")
    assert figure("unneeded/item=LSH:送报上门", scored(need, 1, 2, 3, 4, 5))[:2] == (2, 5)
    assert "index" not in contributions(scored(need, 1)[0])


def test_words_are_counted_by_what_they_speak_of_once_a_sheet() -> None:
    words = [{"about": "unmet_need", "text": "紧俏"}, {"about": "unmet_need", "text": "断货"}]
    sheets = [sheet({}, remarks=words), sheet({"p1": 3})]
    assert figure("named/topic=unmet_need", sheets) == (1, 2, Decimal("0.5"), 2)
    assert value("named/topic=future_need", sheets) == 0


def added_by(event: Event) -> dict[Figure, Contribution]:
    return {
        Figure(*place, measure): one for place, added in figures_of(event).items() for measure, one in added.items()
    }


def places(answer: Event) -> list[tuple[str, str]]:
    return list(dict.fromkeys((figure.period, figure.stratum) for figure in added_by(answer)))


def test_an_answer_counts_in_its_month_and_its_survey_for_all_and_for_its_strata() -> None:
    known = {"party": "retailer", "market_type": "urban", "account_manager": "E1", "delivery": Delivery.LATE}
    strata = ["all", "party=retailer", "market_type=urban", "account_manager=E1", "delivery=late"]
    answer = sheet({"p1": 3}, at="2021-07-31 23:30", **known)
    assert places(answer) == [(period, stratum) for period in ("2021-07", "survey=S-1") for stratum in strata]
    assert places(sheet({"s1": 3}, survey_no=None)) == [("2021-06", "all"), ("2021-06", "party=unknown")]
    added = added_by(answer)
    assert {added[Figure(*place, "index")] for place in places(answer)} == {(126000, 2520, 1)}


def test_facets_are_told_of_surveys_and_not_of_months() -> None:
    added = added_by(sheet({"p1": 3}))
    assert {figure.period for figure in added if "/" in figure.measure} == {"survey=S-1"}
    assert {figure.measure for figure in added if figure.period == "2021-06"} == {
        *("index", "disconfirmation:1-5", "gap_positive", "gap_zero", "gap_negative"),
        *("dissatisfied", "met", "satisfied", "delighted"),
    }


def test_the_response_rate_is_the_surveys_and_its_opening_tells_of_how_many() -> None:
    begun = opened(invited=[{"stratum": "all", "size": 4}, {"stratum": "party=unknown", "size": 3}])
    assert added_by(begun) == {
        ("survey=S-1", "all", "response_rate"): (0, 4, 4),
        ("survey=S-1", "party=unknown", "response_rate"): (0, 3, 3),
    }
    added = added_by(sheet({"p1": 3}))
    assert {figure: one for figure, one in added.items() if figure.measure == "response_rate"} == {
        ("survey=S-1", "all", "response_rate"): (1, 0, 0),
        ("survey=S-1", "party=unknown", "response_rate"): (1, 0, 0),
    }
    assert [survey_of(period) for period in ("2021-06", "survey=S-1")] == [None, "S-1"]


def test_a_rating_adds_to_csat_alone_and_other_events_to_nothing() -> None:
    assert contributions(sheet({"s1": 4}, survey_no=None)) == {"csat_top2": (1, 1, 1), "csat_mean": (4, 1, 1)}
    assert figures_of(published()) == {}


def test_each_measure_has_its_scale() -> None:
    spans = {
        "csat_top2": (0, 1),
        "csat_mean": (1, 5),
        "nps": (-100, 100),
        "acsi": (0, 100),
        "index/layer=service": (0, 100),
        "disconfirmation:1-10/layer=service": (-9, 9),
        "mean/item=LSH:p1": None,
    }
    assert {measure: span_of(measure) for measure in spans} == spans
