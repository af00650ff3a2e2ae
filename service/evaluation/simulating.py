"""Try a scheme on a period without recording anything: who would move, from which grade to which."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from domain.evaluation.grading import evaluate
from domain.evaluation.period import parse_period
from domain.evaluation.round import check_period
from domain.evaluation.scheme import weighed
from domain.evaluation.scheme_rules import SchemeDraft
from domain.evaluation.scoring import Weights
from eventlog.runtime.gc_pause import gc_pause
from eventlog.runtime.progress import Progress
from projections.running.snapshot import snapshot
from service.evaluation.evidence import known_customers
from service.evaluation.rounds import ends_of_rounds
from service.files.rule_files import read_rule
from service.projecting import catch_up
from service.session import Session


class Mover(NamedTuple):
    """A customer whose grade would be another."""

    customer_no: str
    grade_now: str | None
    grade: str | None
    total: Decimal | None
    move: str


@dataclass(frozen=True)
class Simulation:
    """What a scheme would make of everybody. `grades`: (grade now, grade by the scheme) -> customers."""

    position: int
    customers: int
    grades: Counter[tuple[str | None, str | None]]
    movers: list[Mover]


def simulate(session: Session, path: Path, period_name: str, progress: Progress) -> Simulation:
    """Apply a scheme file to a period as a round would, and compare with the grade by the last round. Writes nothing.

    Raises what publishing the file and evaluating the period would.
    """
    period = parse_period(period_name)
    rules = weighed(read_rule(path, SchemeDraft), "simulated/0")
    today = session.clock().astimezone(session.branch.tz).date()
    check_period(period, rules, today)
    weights = Weights(rules)
    catch_up(session)
    grades: Counter[tuple[str | None, str | None]] = Counter()
    movers: list[Mover] = []
    with (
        snapshot(session.database.operator, session.branch) as frozen,
        progress(f"simulating {period.name}", 0) as advance,
        gc_pause(),
    ):
        rounds = ends_of_rounds(session)
        for known in known_customers(frozen, rules, period.ends, rounds, frozen.position):
            result = evaluate(rules, weights, known.evidence, known.before)
            grades[known.last, result.grade] += 1
            if result.grade != known.last:
                movers.append(
                    Mover(known.evidence.customer_no, known.last, result.grade, result.total, result.move.value)
                )
            advance(1)
    return Simulation(frozen.position, grades.total(), grades, movers)
