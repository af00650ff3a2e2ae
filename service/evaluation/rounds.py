"""Hold a round of evaluation: open it on a frozen position, grade every customer in pieces, close it. And repeat it."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from domain.customers.area import CUSTOMER
from domain.evaluation.area import ROUND, SCHEME
from domain.evaluation.grade_events import CustomerValueGraded
from domain.evaluation.grading import evaluate
from domain.evaluation.period import Period, parse_period
from domain.evaluation.refusals import RoundIsOpen, RoundNotFound
from domain.evaluation.results import Evaluation
from domain.evaluation.round import Round, check_resumed, close_round, evolve, open_round
from domain.evaluation.round_events import RoundClosed, RoundEvent, RoundOpened
from domain.evaluation.scheme import DEFAULT_SCHEME, require_in_force
from domain.evaluation.scheme_rules import SchemeRules
from domain.evaluation.scoring import Weights
from domain.evaluation.value_grade import grade_in_round
from domain.kernel.event import Event
from domain.kernel.stamp import Stamp
from eventlog.read.reading import head, read_topics
from eventlog.runtime.chunks import chunks
from eventlog.runtime.gc_pause import gc_pause
from eventlog.runtime.progress import Progress
from projections.evaluation.tier_transitions import TIER_TRANSITIONS
from projections.running.schema import alone
from projections.running.snapshot import Snapshot, snapshot
from service.commands import Command, carry_out, record_together
from service.evaluation.evidence import active_customers, known_customers
from service.evaluation.schemes import rules_of
from service.projecting import catch_up, take_in
from service.queries import AsOf, RowsByTable, about_stream, reached_position
from service.session import Envelope, Session
from service.unit_of_work import UnitOfWork

CHUNK = 1_000
"""Customers graded in one append."""


@dataclass(frozen=True)
class RoundHeld:
    """A closed round. `moves`: (grade before, grade after) -> customers."""

    round: Round
    moves: Counter[tuple[str | None, str | None]]
    position: int
    repeated: bool = False  # the command id was answered before; this is that answer


@dataclass(frozen=True)
class Repeated:
    """A round computed again. `digest`: SHA-256 over all results in the order of the customers' numbers."""

    round: Round
    customers: int
    digest: str
    differing: list[str]


def evaluate_round(
    session: Session, period_name: str, envelope: Envelope, progress: Progress, scheme_no: str | None = None
) -> RoundHeld:
    """Grade every customer who was active at the period's end; what was interrupted goes on where it stopped.

    The grades hold from the envelope's instant, or else from the period's end; by the default scheme unless one is
    given. An open round goes on as it was begun. Each round stands on the one before, and
    rounds are streams of their own: so a branch evaluates one at a time. Raises `WorkIsRunning` beside the refusals.
    """
    period = parse_period(period_name)
    with alone(session.connection, session.branch, "evaluation"):
        catch_up(session)
        with snapshot(session.database.operator, session.branch) as frozen:
            held = _hold(session, frozen, period, envelope, progress, scheme_no)
        take_in(session, progress)
        return held


def _hold(
    session: Session, frozen: Snapshot, period: Period, envelope: Envelope, progress: Progress, scheme_no: str | None
) -> RoundHeld:
    found, rules = _open(session, frozen, period, envelope, scheme_no)
    if found.closed_on is not None:
        return RoundHeld(found, _moves(session, found.round_no), head(session.connection, session.branch), True)
    stamp = replace(session.stamp(replace(envelope, command_id=None)), caused_by=f"round {found.round_no}")
    stamp = replace(stamp, effective_at=found.graded_from, effective_on=found.graded_on, reason=None)
    moves: Counter[tuple[str | None, str | None]] = Counter()
    with progress(f"grading {found.round_no}", found.population) as advance, gc_pause():
        for chunk in chunks(_results(session, frozen, found, rules), CHUNK):
            _record_grades(session, found, chunk, stamp, dry_run=envelope.dry_run)
            moves.update((result.before, result.grade) for _, result in chunk)
            advance(len(chunk))

    def close(unit: UnitOfWork) -> None:
        unit.add(close_round(unit.require(ROUND, found.round_no), moves, stamp=stamp))

    if not envelope.dry_run:
        record_together(session, close)
    return RoundHeld(found, moves, head(session.connection, session.branch))


def _moves(session: Session, round_no: str) -> Counter[tuple[str | None, str | None]]:
    """What the round said when it was closed."""
    closings = (closed for _, closed in rounds_known(session, AsOf())[1])
    closing = next(closed for closed in closings if closed is not None and closed.round_no == round_no)
    return Counter({(cell.before, cell.after): cell.customers for cell in closing.transitions})


def _results(session: Session, frozen: Snapshot, found: Round, rules: SchemeRules) -> Iterator[tuple[str, Evaluation]]:
    """What the round finds of each customer, in the order of their numbers: the same whenever it is asked."""
    weights = Weights(rules)
    for known in known_customers(frozen, rules, found.ends, ends_of_rounds(session), found.position):
        yield known.evidence.customer_no, evaluate(rules, weights, known.evidence, known.before)


def repeat_round(session: Session, round_no: str, progress: Progress) -> Repeated:
    """Compute a closed round again from its position and rules, and hold it against what was recorded."""
    unit = UnitOfWork(session)
    found = unit.require(ROUND, round_no)
    if found.closed_on is None:
        raise RoundIsOpen(round_no=round_no)
    rules = rules_of(unit, found.scheme_no, found.version)
    recorded = _recorded_digests(session, found)
    together, differing, customers = hashlib.sha256(), [], 0
    with (
        snapshot(session.database.operator, session.branch) as frozen,
        progress(f"repeating {round_no}", found.population) as advance,
        gc_pause(),
    ):
        for customer_no, result in _results(session, frozen, found, rules):
            digest = _digest(result)
            together.update(digest)
            customers += 1
            if recorded.pop(customer_no, None) != digest:
                differing.append(customer_no)
            advance(1)
    return Repeated(found, customers, together.hexdigest(), sorted([*differing, *recorded]))


def rounds_known(session: Session, bounds: AsOf) -> tuple[int, list[tuple[RoundOpened, RoundClosed | None]]]:
    """The position, and every round opened by then with its closing, in the order they were opened."""
    position = reached_position(session, bounds)
    opened: dict[str, RoundOpened] = {}
    closed: dict[str, RoundClosed] = {}
    topics = [RoundOpened.topic, RoundClosed.topic]
    for recorded in read_topics(session.connection, session.branch, topics, up_to=position):
        match recorded.event:
            case RoundOpened() as event:
                opened[event.round_no] = event
            case RoundClosed() as event:
                closed[event.round_no] = event
    return position, [(event, closed.get(number)) for number, event in opened.items()]


def transitions_of(session: Session, round_no: str, bounds: AsOf) -> RowsByTable:
    """How a closed round moved customers, by its own events. Raises `RoundNotFound` or `RoundIsOpen`."""
    found = about_stream(session, ROUND, round_no, bounds, (TIER_TRANSITIONS,), RoundNotFound)
    if not found.rows[TIER_TRANSITIONS.name]:
        raise RoundIsOpen(round_no=round_no)
    return found


def ends_of_rounds(session: Session) -> dict[str, date]:
    """Every round that was opened, with the first day after its period."""
    return {opened.round_no: opened.ends for opened, _ in rounds_known(session, AsOf())[1]}


def _open(
    session: Session, frozen: Snapshot, period: Period, envelope: Envelope, scheme_no: str | None
) -> tuple[Round, SchemeRules]:
    found = UnitOfWork(session).get(ROUND, period.name)
    if found is not None and found.closed_on is None:
        check_resumed(found, scheme_no, envelope.effective_at)
    else:
        found, applied = None, scheme_no or DEFAULT_SCHEME
        envelope = replace(envelope, effective_at=envelope.effective_at or session.branch.midnight(period.ends))
        population = active_customers(frozen, period.ends, frozen.position)

        def decide(unit: UnitOfWork, stamp: Stamp) -> Sequence[Event]:
            scheme = unit.require(SCHEME, applied)
            return open_round(
                unit.get(ROUND, period.name),
                period,
                scheme_no=applied,
                rules=require_in_force(scheme, stamp.effective_at, stamp.effective_on).rules,
                others=[_round(*events) for events in rounds_known(session, AsOf())[1]],
                position=frozen.position,
                population=population,
                today=session.clock().astimezone(session.branch.tz).date(),
                stamp=stamp,
            )

        command = Command("tier evaluate", {"period": period.name, "scheme_no": applied}, decide)
        opened = carry_out(session, envelope, command).events
        if envelope.dry_run and isinstance(opened[0], RoundEvent):
            found = evolve(None, opened[0])
    unit = UnitOfWork(session)
    found = found or unit.require(ROUND, period.name)
    return found, rules_of(unit, found.scheme_no, found.version)


def _round(opened: RoundOpened, closed: RoundClosed | None) -> Round:
    found = evolve(None, opened)
    return evolve(found, closed) if closed else found


def _record_grades(
    session: Session, found: Round, chunk: Sequence[tuple[str, Evaluation]], stamp: Stamp, *, dry_run: bool
) -> None:
    def decide(unit: UnitOfWork) -> None:
        unit.load([CUSTOMER.key(customer_no) for customer_no, _ in chunk])
        for customer_no, result in chunk:
            customer = unit.require(CUSTOMER, customer_no)
            unit.add(grade_in_round(customer, found.round_no, found.rule_version, result, stamp=stamp))

    record_together(session, decide, dry_run=dry_run)


def _recorded_digests(session: Session, found: Round) -> dict[str, bytes]:
    topics = [CustomerValueGraded.topic]
    graded = (r.event for r in read_topics(session.connection, session.branch, topics, after=found.position))
    return {
        event.customer_no: _digest(event.result)
        for event in graded
        if isinstance(event, CustomerValueGraded) and event.round_no == found.round_no
    }


def _digest(result: Evaluation) -> bytes:
    return hashlib.sha256(result.model_dump_json(exclude_none=True).encode()).digest()
