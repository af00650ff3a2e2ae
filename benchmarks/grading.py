"""A round of evaluation and a grading for supply over a whole branch, their events included."""

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date, datetime
from decimal import Decimal
from multiprocessing import get_context
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.logs import Logs
from benchmarks.measuring import Watch, tell
from benchmarks.memory import peak
from benchmarks.server import NOW, Place
from benchmarks.sizes import Sizes
from benchmarks.small_events import customer_no, nth_event
from domain.evaluation.scheme_rules import SchemeDraft
from domain.kernel.streams import stream_of
from domain.supply.events import Measure, Verdict
from eventlog.append.new_event import continue_stream
from eventlog.append.recorder import LogRecorder
from eventlog.branch import Branch
from eventlog.database import Database
from eventlog.runtime.chunks import chunks
from eventlog.runtime.gc_pause import gc_pause
from eventlog.runtime.progress import no_progress
from projections.orders.customer_months import CUSTOMER_MONTHS, MonthRow
from projections.running.copy import copy_text
from projections.running.rebuild import rebuild
from projections.running.schema import projector
from projections.running.store import GroupWrite, store
from service.commands import carry_out
from service.evaluation.rounds import evaluate_round
from service.evaluation.schemes import publish_scheme
from service.files.rule_files import read_rule
from service.session import Envelope, Session
from service.supply.supply import publish_policy
from service.supply.supply_tiers import grade_customers

SCHEME = Path(__file__).parents[1] / "examples" / "value" / "scheme.toml"
MONTHS = 12
PERIOD = "2022Q4"
CHUNK = 10_000


def measure_round(place: Place, _: Logs, sizes: Sizes) -> list[Figure]:
    """Seconds and memory of both over customers of whom each has a year of months, which are loaded as rows."""
    branch = place.new_branch()
    _fill(place, branch, sizes.graded)
    place.settle()
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        seconds, cpu, peak = pool.submit(_hold, place.database, branch).result()
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        supply_seconds, supply_cpu, supply_peak = pool.submit(_grade, place.database, branch).result()
    customers = f"{sizes.graded:,} customers, {MONTHS} months each"
    return [
        Figure(
            "a round of evaluation", "s", seconds, most=120, note=f"{customers}, the tables too; {cpu:.0f} s of our CPU"
        ),
        Figure("memory of a round", "MiB", peak, most=1024, note=customers),
        Figure("a grading for supply", "s", supply_seconds, note=f"{customers}; {supply_cpu:.0f} s of our CPU"),
        Figure("memory of a grading for supply", "MiB", supply_peak, most=512, note=customers),
    ]


def _fill(place: Place, branch: Branch, customers: int) -> None:
    recorder = LogRecorder(place.database.operator, branch)
    with gc_pause():
        for numbers in chunks(range(customers), CHUNK):
            enrolled = [nth_event(branch, number, 0) for number in numbers]
            new = [continue_stream(branch, branch.stream(*stream_of(event)), 0, [event]) for event in enrolled]
            recorder.append([event for events in new for event in events])
    recorder.datastore.close()
    with place.session(branch) as session:
        carry_out(
            session,
            Envelope("E900", effective_at=datetime(2022, 1, 4, tzinfo=branch.tz)),
            publish_scheme("value", read_rule(SCHEME, SchemeDraft)),
        )
    rebuild(place.database.operator, branch)
    with projector(place.database.operator) as connection, gc_pause():
        for numbers in chunks(range(customers), CHUNK):
            rows = [row for number in numbers for row in _year(number)]
            text = copy_text(CUSTOMER_MONTHS, rows, [1] * len(rows))
            store(connection, branch.read_schema, GroupWrite(CUSTOMER_MONTHS, [], text))
    tell(f"filled a branch of {customers:,} customers")


def _hold(database: Database, branch: Branch) -> tuple[float, float, float]:
    """Seconds by the clock, of processor time of this process, and its peak in MiB."""
    with Session(database, branch.slug, lambda: NOW) as session:
        watch = Watch()
        evaluate_round(session, PERIOD, Envelope("E204"), no_progress)
        spent = watch.spent()
    return spent.wall, spent.cpu, peak()


def _grade(database: Database, branch: Branch) -> tuple[float, float, float]:
    """The same of a grading for supply, by tables that do not know its policy yet."""
    with Session(database, branch.slug, lambda: NOW) as session:
        graded_at = Envelope("E900", effective_at=datetime(2023, 1, 1, tzinfo=branch.tz))
        policy = publish_policy(Measure.NET, MONTHS, {1: 0, 15: 1_000, 30: 2_000}, Verdict.ALLOW)
        carry_out(session, graded_at, policy)
        watch = Watch()
        grade_customers(session, graded_at)
        spent = watch.spent()
    return spent.wall, spent.cpu, peak()


def _year(number: int) -> Iterator[MonthRow]:
    for month in range(1, MONTHS + 1):
        qty = 5 + (number * 7919 + month * 31) % 240
        amount = Decimal(qty * 13_750 + number % 997).scaleb(-2)
        yield MonthRow(
            customer_no=customer_no(number),
            month=date(2022, month, 1),
            orders=4,
            requested_qty=qty + 3,
            ordered_qty=qty,
            delivered_qty=qty,
            delivered_amount=amount,
            visits=2,
        )
