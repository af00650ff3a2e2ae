"""What a round looks at: each active customer's evidence at a position of the log, and their grade before."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import NamedTuple

from domain.customer_events import CustomerStatus
from domain.evaluation.evidence import Evidence, Held
from projections.by_customer import Placed, Rows, Snapshot
from projections.compliance_scores import COMPLIANCE_SCORES
from projections.customer_months import CUSTOMER_MONTHS
from projections.customer_profile_periods import CUSTOMER_PROFILE_PERIODS
from projections.evaluation_scores import EVALUATION_SCORES
from projections.factor_assessments import FACTOR_ASSESSMENTS


class Known(NamedTuple):
    """One customer: the evidence, the grade by the round before, and the grade by the last round that was held."""

    evidence: Evidence
    before: str | None
    last: str | None


def active_customers(frozen: Snapshot, ends: date, position: int) -> list[str]:
    """The numbers of the customers who were active at the end of a period, in order."""
    instant = frozen.branch.midnight(ends)
    rows = frozen.rows([CUSTOMER_PROFILE_PERIODS], position)
    return [number for number, found in rows if _file(found, instant) is not None]


def known_customers(frozen: Snapshot, ends: date, rounds: Mapping[str, date], position: int) -> Iterator[Known]:
    """The same customers, with what was known of them at the position.

    `rounds` are all that were held, each with the end of its period: what a round found may hold from much later on.
    """
    tables = [CUSTOMER_PROFILE_PERIODS, CUSTOMER_MONTHS, FACTOR_ASSESSMENTS, COMPLIANCE_SCORES, EVALUATION_SCORES]
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
                months=[Held(*placed) for placed in rows[CUSTOMER_MONTHS.name]],
                file=Held(*file),
                judged=_judged(rows, ends),
                lawful=_lawful(rows, ends),
            ),
            before=earlier[-1] if earlier else None,
            last=scores[-1].grade if scores else None,
        )


def _file(rows: Rows, instant: datetime) -> Placed | None:
    """What the file said just before the instant; None unless the customer was active then."""
    held = [placed for placed in rows[CUSTOMER_PROFILE_PERIODS.name] if placed.row.valid_from < instant]
    return held[-1] if held and held[-1].row.status == CustomerStatus.ACTIVE else None


def _judged(rows: Rows, ends: date) -> dict[str, Held]:
    told = [placed for placed in rows[FACTOR_ASSESSMENTS.name] if placed.row.assessed_on < ends]
    told.sort(key=lambda placed: (placed.row.assessed_on, placed.position))
    return {placed.row.factor: Held(*placed) for placed in told}


def _lawful(rows: Rows, ends: date) -> Held | None:
    found = [placed for placed in rows[COMPLIANCE_SCORES.name] if placed.row.scored_on < ends]
    return Held(*found[-1]) if found else None  # rows come by the day scored
