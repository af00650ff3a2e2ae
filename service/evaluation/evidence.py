"""What a round looks at: each active customer's evidence at a position of the log, and their grade before."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import NamedTuple

from domain.customers.events import CustomerStatus
from domain.evaluation.evidence import Evidence, ItemScore, Sourced
from domain.evaluation.measures import MEASURES
from domain.evaluation.scheme_rules import SchemeRules
from domain.kernel.party import Party
from domain.surveys.asked_item import AnsweredItem, Asks
from projections.compliance.compliance_scores import COMPLIANCE_SCORES
from projections.customers.customer_profile_periods import CUSTOMER_PROFILE_PERIODS
from projections.evaluation.evaluation_scores import EVALUATION_SCORES
from projections.evaluation.factor_assessments import FACTOR_ASSESSMENTS
from projections.orders.customer_months import CUSTOMER_MONTHS
from projections.products.retailer_margins import RETAILER_MARGINS
from projections.running.snapshot import CustomerRows, Placed, Snapshot
from projections.surveys.survey_answers import SURVEY_ANSWERS, AnswerRow


class Known(NamedTuple):
    """One customer: the evidence, the grade by the round before, and the grade by the last round that was held."""

    evidence: Evidence
    before: str | None
    last: str | None


_ASKED = (CUSTOMER_MONTHS, FACTOR_ASSESSMENTS, COMPLIANCE_SCORES, RETAILER_MARGINS, SURVEY_ANSWERS)
"""What a round looks at only where a factor is measured by it."""


def active_customers(frozen: Snapshot, ends: date, position: int) -> list[str]:
    """The numbers of the customers who were active at the end of a period, in order."""
    instant = frozen.branch.midnight(ends)
    rows = frozen.rows([CUSTOMER_PROFILE_PERIODS], position)
    return [number for number, found in rows if _file(found, instant) is not None]


def known_customers(
    frozen: Snapshot, rules: SchemeRules, ends: date, rounds: Mapping[str, date], position: int
) -> Iterator[Known]:
    """The same customers, with what was known at the position of all that the rules measure.

    `rounds` are all that were held, each with the end of its period: what a round found may hold from much later on.
    """
    sources = {MEASURES[rule.measure].source for rule in rules.factors}
    tables = [CUSTOMER_PROFILE_PERIODS, EVALUATION_SCORES, *(table for table in _ASKED if table.name in sources)]
    instant, zone = frozen.branch.midnight(ends), frozen.branch.tz
    for number, rows in frozen.rows(tables, position):
        file = _file(rows, instant)
        if file is None:
            continue
        enrolled_at: datetime = rows[CUSTOMER_PROFILE_PERIODS.name][0].row.valid_from
        scores = sorted((placed.row for placed in rows[EVALUATION_SCORES.name]), key=lambda row: rounds[row.round_id])
        earlier = [row.grade for row in scores if rounds[row.round_id] < ends]
        yield Known(
            Evidence(
                customer_no=number,
                ends=ends,
                enrolled_on=enrolled_at.astimezone(zone).date(),
                months=[Sourced(*placed) for placed in rows.get(CUSTOMER_MONTHS.name, ())],
                margins=[Sourced(*placed) for placed in rows.get(RETAILER_MARGINS.name, ())],
                answers=_answers(rows),
                file=Sourced(*file),
                judged=_judged(rows, ends),
                lawful=_lawful(rows, ends),
            ),
            before=earlier[-1] if earlier else None,
            last=scores[-1].grade if scores else None,
        )


def _file(rows: CustomerRows, instant: datetime) -> Placed | None:
    """What the file said just before the instant; None unless the customer was active then."""
    held = [placed for placed in rows[CUSTOMER_PROFILE_PERIODS.name] if placed.row.valid_from < instant]
    return held[-1] if held and held[-1].row.status == CustomerStatus.ACTIVE else None


def _answers(rows: CustomerRows) -> list[Sourced]:
    """What the customers themselves answered when asked how satisfied they are, in a survey or with an order."""
    return [
        Sourced(ItemScore(date.fromisoformat(f"{row.month}-01"), _item(row)), position)
        for row, position in rows.get(SURVEY_ANSWERS.name, ())
        if row.asks == Asks.SATISFACTION and row.party == Party.RETAILER and row.score is not None
    ]


def _item(row: AnswerRow) -> AnsweredItem:
    return AnsweredItem.model_validate({name: getattr(row, name) for name in _SCALED})


_SCALED = ("item", "asks", "score", "low", "high", "lower_is_better")


def _judged(rows: CustomerRows, ends: date) -> dict[str, Sourced]:
    judged = [placed for placed in rows.get(FACTOR_ASSESSMENTS.name, ()) if placed.row.assessed_on < ends]
    judged.sort(key=lambda placed: (placed.row.assessed_on, placed.position))
    return {placed.row.factor: Sourced(*placed) for placed in judged}


def _lawful(rows: CustomerRows, ends: date) -> Sourced | None:
    found = [placed for placed in rows.get(COMPLIANCE_SCORES.name, ()) if placed.row.scored_on < ends]
    return Sourced(*found[-1]) if found else None  # rows come by the day scored
