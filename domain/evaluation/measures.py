"""What a factor can be measured by, and where the figure comes from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Context, Decimal
from typing import NamedTuple

from domain.evaluation.evidence import Evidence, MonthMargin, Totals, in_window, last_position, totals
from domain.evaluation.period import months_between
from domain.surveys.asked_item import AnsweredItem

EXACT = Context(prec=60)
"""In which scores are computed: the largest worth that can be told, times weights, and no digit of it is lost."""

VALUE_PLACES = Decimal("1e-18")
"""To which measured values are rounded, half to even. A rate of small costs to large worth may be scored by a line that
falls from 100 points to 0 within a millionth; even there what is cut off is less than any score shows."""


class Costs(NamedTuple):
    """What it costs us to serve, in the branch's currency: a visit and an order."""

    visit: Decimal = Decimal(0)
    order: Decimal = Decimal(0)


class Question(NamedTuple):
    """Which factor is measured over how many months, at which costs."""

    factor: str
    months: int
    costs: Costs


class Measured(NamedTuple):
    """A number, or a word of a list; None where there is no data. `position`: the last event it rests on."""

    value: Decimal | str | None
    position: int | None


@dataclass(frozen=True)
class Measure:
    """How a figure is made. `step` is the smallest change of it that makes sense to people."""

    source: str
    meaning: str
    unit: str
    take: Callable[[Evidence, Question], Measured]
    step: Decimal = Decimal(1)
    is_word: bool = False


def rate(numerator: Decimal | int, denominator: Decimal | int) -> Decimal | None:
    """Undefined where there is nothing to divide by."""
    return Decimal(numerator) / denominator if denominator > 0 else None


def _months(
    meaning: str, unit: str, value: Callable[[Totals, Costs], Decimal | int | None], step: str = "1"
) -> Measure:
    def take(evidence: Evidence, asked: Question) -> Measured:
        found = totals(evidence, asked.months)
        return _measured(value(found, asked.costs), found.position)

    return Measure("customer_months", meaning, unit, take, Decimal(step))


def _growth(meaning: str, value: Callable[[Totals], Decimal | int]) -> Measure:
    """Unknown of who was not yet a customer through the whole window before: a month is no base for a year."""

    def take(evidence: Evidence, asked: Question) -> Measured:
        now, before = totals(evidence, asked.months), totals(evidence, asked.months, asked.months)
        change = rate(value(now) - value(before), value(before)) if before.months == asked.months else None
        return _measured(change, max((p for p in (now.position, before.position) if p is not None), default=None))

    return Measure("customer_months", meaning, "of the window before", take, Decimal("0.01"))


def _share(
    meaning: str,
    unit: str,
    part: Callable[[MonthMargin], Decimal | None],
    whole: Callable[[MonthMargin], Decimal | None],
) -> Measure:
    def take(evidence: Evidence, asked: Question) -> Measured:
        held = [h for h in in_window(evidence.margins, evidence.ends, asked.months) if part(h.what) is not None]
        share = rate(*(sum((of(h.what) or Decimal(0) for h in held), Decimal(0)) for of in (part, whole)))
        return _measured(share, last_position(held))

    return Measure("retailer_margins", meaning, unit, take, Decimal("0.01"))


def _satisfaction(evidence: Evidence, asked: Question) -> Measured:
    held = in_window(evidence.answers, evidence.ends, asked.months)
    items: list[AnsweredItem] = [h.what.item for h in held]
    points = sum((Decimal(100 * item.good) / (item.high - item.low) for item in items), Decimal(0))
    return _measured(rate(points, len(items)), last_position(held))


def _of_file(meaning: str, unit: str, *, is_word: bool) -> Callable[[str], Measure]:
    def of(field: str) -> Measure:
        def take(evidence: Evidence, _: Question) -> Measured:
            if evidence.file is None or (value := getattr(evidence.file.what, field)) is None:
                return Measured(None, None)
            return Measured(value, evidence.file.position) if is_word else _measured(value, evidence.file.position)

        return Measure("customer_profile_periods", meaning, unit, take, is_word=is_word)

    return of


def _tenure(evidence: Evidence, _: Question) -> Measured:
    return _measured(months_between(evidence.enrolled_on, evidence.ends), evidence.file and evidence.file.position)


def _judged(evidence: Evidence, asked: Question) -> Measured:
    held = evidence.judged.get(asked.factor)
    if held is None or months_between(held.what.assessed_on, evidence.ends) > asked.months:
        return Measured(None, None)
    return _measured(held.what.value, held.position)


def _lawful(evidence: Evidence, asked: Question) -> Measured:
    held = evidence.lawful
    if held is None or months_between(held.what.scored_on, evidence.ends) > asked.months:
        return Measured(None, None)
    return _measured(held.what.score, held.position)


def _measured(value: Decimal | int | None, position: int | None) -> Measured:
    return Measured(None, None) if value is None else Measured(rounded(Decimal(value), VALUE_PLACES), position)


def rounded(value: Decimal, places: Decimal) -> Decimal:
    """The value with just these decimals, rounded half to even, however large it is."""
    return value.quantize(places, context=EXACT)


def _cost(t: Totals, costs: Costs) -> Decimal:
    return t.visits * costs.visit + t.orders * costs.order


_area, _word = _of_file("what the file says", "m²", is_word=False), _of_file("what the file says", "", is_word=True)

JUDGED = "judged"
"""The measure that employees judge with `tier assess`."""

MEASURES: Mapping[str, Measure] = {
    "qty": _months("cartons delivered less returned in the window", "cartons (条)", lambda t, _: t.qty),
    "amount": _months("worth delivered less returned in the window", "of worth", lambda t, _: t.amount),
    "monthly_qty": _months(
        "cartons delivered less returned, a month", "cartons (条) a month", lambda t, _: Decimal(t.qty) / t.months
    ),
    "monthly_order": _months(
        "cartons confirmed, a month", "cartons (条) a month", lambda t, _: Decimal(t.ordered_qty) / t.months
    ),
    "monthly_amount": _months("worth delivered less returned, a month", "a month", lambda t, _: t.amount / t.months),
    "carton_amount": _months("worth of a carton", "a carton (条)", lambda t, _: rate(t.amount, t.qty), "0.01"),
    "order_amount": _months("worth of an order", "an order", lambda t, _: rate(t.amount, t.orders)),
    "orders": _months("orders placed", "orders", lambda t, _: t.orders),
    "regularity": _months(
        "share of months with an order", "of the months", lambda t, _: rate(t.order_months, t.months), "0.01"
    ),
    "fill_rate": _months(
        "cartons delivered of those asked for", "of what was asked", lambda t, _: rate(t.delivered_qty, t.requested_qty)
    ),
    "visits": _months("visits", "visits", lambda t, _: t.visits),
    "service_cost": _months("what visits and orders cost us", "of worth", _cost),
    "service_cost_rate": _months(
        "what visits and orders cost us, of the worth delivered",
        "of the worth",
        lambda t, costs: rate(_cost(t, costs), t.amount),
        "0.001",
    ),
    "net_value": _months(
        "worth delivered less returned less what visits and orders cost us",
        "of worth",
        lambda t, costs: t.amount - _cost(t, costs),
    ),
    "qty_growth": _growth("change of cartons against the window before", lambda t: t.qty),
    "amount_growth": _growth("change of worth against the window before", lambda t: t.amount),
    "gross_margin": _share(
        "毛利率: our profit of what was paid, over what has a known transfer price",
        "of what was paid",
        lambda month: month.profit,
        lambda month: month.costed_amount,
    ),
    "retailer_margin": _share(
        "卖烟毛利率: the customer's margin of the retail worth, over what has a known retail price",
        "of the retail worth",
        lambda month: month.margin,
        lambda month: month.retail_worth,
    ),
    "satisfaction": Measure(
        "survey_answers",
        "总体满意度: how satisfied they say they are, the worst score 0",
        "points",
        _satisfaction,
    ),
    "tenure": Measure("customer_profile_periods", "months since enrolment", "months", _tenure),
    **{field: _area(field) for field in ("shop_area_m2", "tobacco_area_m2")},
    **{field: _word(field) for field in ("market_type", "business_format", "business_scale", "trade_area")},
    "compliance": Measure(
        "compliance_scores", "守法评分: points left when last scored, at most as old as the window", "points", _lawful
    ),
    JUDGED: Measure("factor_assessments", "an employee's judgement, at most as old as the window", "points", _judged),
}


def as_text(value: Decimal | str | None) -> str | None:
    """A measured value as it is kept: numbers without an exponent or idle zeros."""
    return format(value.normalize(EXACT), "f") if isinstance(value, Decimal) else value
