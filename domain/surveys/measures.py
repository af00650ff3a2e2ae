"""What one sheet adds to each measure of satisfaction: whole numbers that are summed, and divided at the very end.

A measure is `name`, or `name/facet=value` where only answers of that facet count. Sources: disconfirmation, Oliver 1980
(experience minus expectation, on one scale); its outcomes by the need level reached; SERVQUAL, Parasuraman, Zeithaml &
Berry 1988; ACSI, Fornell et al. 1996; NPS, Reichheld 2003; CES on 1-7; CSAT as the two top boxes of 1-5.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from domain.surveys.answer_events import AnswerGiven, RemarkTopic
from domain.surveys.asked_item import AnsweredItem, Asks, NeedLevel

UNIT = 2520
"""The least common multiple of 1 .. 10: in it the mean of ten scores, and ten steps of a scale, are whole numbers."""

RESPONSE_RATE = "response_rate"


class Contribution(NamedTuple):
    """What is added to a figure; its value is the sum of numerators over the sum of denominators, of `n` cases."""

    numerator: int
    denominator: int
    n: int


Part = tuple[str, int, int, int]
"""A measure, and a contribution to it."""


class Comparison(NamedTuple):
    """One respondent's expectation of one thing and their experience of it.

    `gap` is mean experience minus mean expectation in 2520ths of a point, higher the better; None where no expectation
    is known.
    """

    item: AnsweredItem
    gap: int | None


def contributions(answer: AnswerGiven) -> dict[str, Contribution]:
    """What the sheet adds, by measure; a case that cannot be told adds 0 of 0: its figure is undefined."""
    sums: dict[str, list[int]] = {}
    for measure, numerator, denominator, n in _of_survey(answer) if answer.survey_no else _of_rating(answer):
        found = sums.get(measure)
        if found is None:
            sums[measure] = [numerator, denominator, n]
        else:
            found[0] += numerator
            found[1] += denominator
            found[2] += n
    return {measure: Contribution(*found) for measure, found in sums.items()}


def span_of(measure: str) -> tuple[int, int] | None:
    """The least and the greatest value that the measure can have; None for one in points of an item's own scale."""
    name, _, scale = measure.partition("/")[0].partition(":")
    if scale:  # a difference of two scores
        low, high = map(int, scale.split("-"))
        return low - high, high - low
    return _SPANS.get(name, (0, 1))


_SPANS = {"mean": None, "csat_mean": (1, 5), "nps": (-100, 100), "index": (0, 100), "acsi": (0, 100)}


def _of_rating(answer: AnswerGiven) -> Iterator[Part]:
    for item in answer.items:
        yield from _csat(item)


def _of_survey(answer: AnswerGiven) -> Iterator[Part]:
    yield from _scores(answer)
    yield from _acsi(answer)
    for comparison in compared(answer):
        yield from _disconfirmation(comparison)
    if not answer.earlier:
        yield (RESPONSE_RATE, 1, 0, 0)  # of how many is told by the survey's opening
    topics = {remark.about for remark in answer.remarks}
    for topic in RemarkTopic:
        yield (f"named/topic={topic}", int(topic in topics), 1, 1)


def _csat(item: AnsweredItem) -> Iterator[Part]:
    score = item.directed
    yield ("csat_top2", int(score >= 4), 1, 1)
    yield ("csat_mean", score, 1, 1)


def _scores(answer: AnswerGiven) -> Iterator[Part]:
    for item in answer.items:
        score, name = item.directed, f"{answer.questionnaire_no}:{item.item}"
        match item.asks:
            case Asks.SATISFACTION:
                yield from _csat(item)
            case Asks.RECOMMEND:
                yield ("nps", 100 * ((score >= 9) - (score <= 6)), 1, 1)
            case Asks.EFFORT:
                yield ("ces", int(score >= 5), 1, 1)
            case Asks.NEED:
                yield (f"unneeded/item={name}", int(item.good < 2), 1, 1)
        yield (f"mean/item={name}", item.score, 1, 1)
        good, weight = _index(item)
        yield (f"index/asks={item.asks}", good, weight, 1)
        if item.asks in _EVALUATIONS:
            for facet in _facets(item):
                yield (f"index{facet}", good, weight, 1)


def _index(item: AnsweredItem) -> tuple[int, int]:
    """The score as a numerator and denominator of 0-100, both times the item's weight and 2520."""
    return 100 * item.good * UNIT // (item.high - item.low) * item.weight, UNIT * item.weight


_EVALUATIONS = {Asks.EXPERIENCE, Asks.SATISFACTION, Asks.ACSI}
"""What tells how good things are found, rather than what is expected, wanted or intended."""


def _acsi(answer: AnswerGiven) -> Iterator[Part]:
    """The ACSI items together, 0-100, by their weights; one that was left out leaves its weight to the others."""
    if items := [item for item in answer.items if item.asks is Asks.ACSI]:
        parts = [_index(item) for item in items]
        yield ("acsi", sum(good for good, _ in parts), sum(weight for _, weight in parts), 1)


def compared(answer: AnswerGiven) -> Iterator[Comparison]:
    """What the sheet says of each thing experienced, against what this sheet or the earlier one expected of it."""
    compared = [item for item in (*answer.items, *answer.earlier) if item.about]
    for _, group in groupby(sorted(compared, key=_about), key=_about):
        items = list(group)
        experienced = [i for i in items if i.asks is Asks.EXPERIENCE]
        expected = [i for i in items if i.asks is Asks.EXPECTATION]
        if experienced:
            gap = _mean(experienced) - _mean(expected) if expected else None
            yield Comparison(experienced[0], gap)


def _disconfirmation(comparison: Comparison) -> Iterator[Part]:
    item, gap = comparison
    known = int(gap is not None)
    scale = f"{item.low}-{item.high}"
    for facet in _facets(item):
        yield (f"disconfirmation:{scale}{facet}", gap or 0, UNIT * known, known)
    if item.dimension:
        for facet in ("", f"/dimension={item.dimension}"):
            yield (f"servqual:{scale}{facet}", gap or 0, UNIT * known, known)
    sign = None if gap is None else SIGNS[(gap > 0) - (gap < 0)]
    for name in SIGNS:
        yield (f"gap_{name}", int(name == sign), known, known)
    outcome = None if gap is None else outcome_of(gap, item.need_level)
    for name in OUTCOMES:
        yield (name, int(name == outcome), known, known)


SIGNS = ("zero", "positive", "negative")
OUTCOMES = ("dissatisfied", "met", "satisfied", "delighted")


def outcome_of(gap: int, level: NeedLevel | None) -> str:
    """What meeting a need of that level, or more or less than expected, makes of the customer (满足, 满意, 惊喜).

    Less than expected dissatisfies. As expected, a basic need is met, an expected one satisfies, an ideal one delights;
    more than expected is a step higher. A need of no stated level counts as an expected one.
    """
    if gap < 0:
        return "dissatisfied"
    reached = {NeedLevel.BASIC: 1, NeedLevel.EXPECTED: 2, NeedLevel.IDEAL: 3}[level or NeedLevel.EXPECTED]
    return OUTCOMES[min(reached + (gap > 0), 3)]


def _facets(item: AnsweredItem) -> Iterator[str]:
    yield ""
    if item.layer:
        yield f"/layer={item.layer}"
    if item.group:
        yield f"/group={item.group}"


def _mean(items: Sequence[AnsweredItem]) -> int:
    return sum(item.directed for item in items) * UNIT // len(items)


def _about(item: AnsweredItem) -> str:
    return item.about or ""
