"""Rebuild of all read tables: from real orders, and from small events."""

from collections.abc import Callable
from itertools import islice

from benchmarks.figures import Figure
from benchmarks.logs import Logs, read_all
from benchmarks.measuring import Spent, Watch, in_turn
from benchmarks.reference_runner import run_library
from benchmarks.server import Place
from benchmarks.sizes import Sizes
from domain.orders.events import OrderPlaced
from eventlog.branch import Branch
from eventlog.runtime.gc_pause import gc_pause
from projections.running.rebuild import rebuild


def measure_rebuild(place: Place, logs: Logs, sizes: Sizes) -> list[Figure]:
    """Distinct order lines a second, all tables, from the first event to the change-over.

    Against fetching and decoding the same events in one process and doing nothing with them; and against the library's
    runner, which takes the first events of the same log into the same tables by the same folds, one transaction each.
    """
    log = logs.orders
    prefix = islice(log.events(), sizes.prefix)
    few = sum(len(r.event.lines) for r in prefix if isinstance(r.event, OrderPlaced))
    spent = _rounds(place, log.branch, sizes, "rebuild of orders")
    return [
        *_beside_decoding("rebuild of real orders", "lines/s", log.lines, spent, 100_000, 100_000, least_ratio=0.5),
        *_beside_library("rebuild of real orders", "lines/s", log.lines, few, spent, sizes, least_ratio=25),
    ]


def measure_small_events(place: Place, logs: Logs, sizes: Sizes) -> list[Figure]:
    """Events a second where events are small: visits, status changes, complaints and answers; as with orders."""
    spent = _rounds(place, logs.small(sizes.small), sizes, "rebuild of small events")
    return [
        *_beside_decoding("rebuild of small events", "events/s", sizes.small, spent, 50_000, 80_000),
        *_beside_library(
            "rebuild of small events", "events/s", sizes.small, sizes.prefix, spent, sizes, least_ratio=40
        ),
    ]


def _rounds(place: Place, branch: Branch, sizes: Sizes, what: str) -> dict[str, Spent]:
    def rebuilt(jobs: int) -> Callable[[], Spent]:
        def measure() -> Spent:
            watch = Watch()
            rebuild(place.database.operator, branch, jobs=jobs)
            return watch.spent()

        return measure

    def decoded() -> Spent:
        with gc_pause():
            watch = Watch()
            for _ in read_all(place, branch):
                pass
            return watch.spent()

    sides = {
        "one": rebuilt(1),
        "two": rebuilt(2),
        "decoding": decoded,
        "library": lambda: run_library(place, branch, sizes.prefix),
    }
    return in_turn(what, sizes.repeat, sides, place.settle)


def _beside_decoding(
    what: str,
    unit: str,
    amount: int,
    spent: dict[str, Spent],
    least_one: float,
    least_two: float,
    least_ratio: float | None = None,
) -> list[Figure]:
    return [
        Figure(
            f"{what}, {name}",
            unit,
            amount / spent[side].wall,
            against="fetch and decode, 1 process",
            reference=amount / spent["decoding"].wall,
            least=least,
            least_ratio=least_ratio,
            ours_by_cpu=amount / spent[side].cpu,
            reference_by_cpu=amount / spent["decoding"].cpu,
            note=f"{amount:,} {unit.partition('/')[0]}",
        )
        for side, name, least in (("one", "1 process", least_one), ("two", "2 processes", least_two))
    ]


def _beside_library(
    what: str, unit: str, amount: int, few: int, spent: dict[str, Spent], sizes: Sizes, *, least_ratio: float
) -> list[Figure]:
    return [
        Figure(
            f"{what}, 1 process",
            unit,
            amount / spent["one"].wall,
            against=f"library's ProjectionRunner, first {sizes.prefix:,} events",
            reference=few / spent["library"].wall,
            least_ratio=least_ratio,
            ours_by_cpu=amount / spent["one"].cpu,
            reference_by_cpu=few / spent["library"].cpu,
        )
    ]
