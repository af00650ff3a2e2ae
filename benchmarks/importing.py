"""Bulk import of a real file, decisions included."""

from collections.abc import Callable, Sequence

from benchmarks.figures import Figure
from benchmarks.logs import Logs
from benchmarks.measuring import Spent, Watch, in_turn, tell
from benchmarks.real_orders import orders_file, run_import
from benchmarks.reference import ReferenceEvent, as_reference, vanilla
from benchmarks.server import Place
from benchmarks.sizes import Sizes
from eventlog.append.codec import encode
from eventlog.runtime.gc_pause import gc_pause

BATCHES = (16_384, 32_768, 65_536, 131_072, 262_144)
"""Bytes of one `save()` that are tried; more than about 500,000 at once would hang the driver."""

TRIED = 3_000
"""Events with which each size of batch is tried."""


def measure_import(place: Place, logs: Logs, sizes: Sizes) -> list[Figure]:
    """Order lines a second, in one process and in two, against the library's `save()` of the same events.

    Ours: open the file, check every cell, group the lines, enrol the shops, decide each order, encode, append; until
    the last event is in the log, with its guards, its two further indexes and `customer_seq`. Not counted: bringing
    the tables up to date, which the command does next. The library: encode and insert the same events, decided and in
    memory already, in the batches that suit it best; nobody else writes, and cycles are not collected either.
    """
    file = orders_file(place, sizes)
    lines = logs.orders.lines
    given = as_reference(logs.orders.events())
    batches = _best_batches(place, given)

    def ours(jobs: int) -> Callable[[], Spent]:
        return lambda: run_import(place, file, jobs)[1]

    spent = in_turn(
        "import",
        sizes.repeat,
        {"one": ours(1), "two": ours(2), "library": lambda: _save(place, batches)},
        place.settle,
    )
    against = f"library's save() of the same {len(given):,} events, {len(given) / len(batches):.0f} at once"
    return [
        Figure(
            f"import, {name}",
            "lines/s",
            lines / spent[side].wall,
            against=against,
            reference=lines / spent["library"].wall,
            least=100_000,
            least_ratio=ratio,
            ours_by_cpu=lines / spent[side].cpu,
            reference_by_cpu=lines / spent["library"].cpu,
            note=f"{lines:,} lines",
        )
        for side, name, ratio in (("one", "1 process", 1.0), ("two", "2 processes", 1.5))
    ]


def _best_batches(place: Place, given: Sequence[ReferenceEvent]) -> list[list[ReferenceEvent]]:
    """The events in batches of the size at which the library is fastest."""
    rates = {}
    for size in BATCHES:
        rates[size] = min(TRIED, len(given)) / _save(place, _batches(given[:TRIED], size)).wall
        tell(f"library's save() by {size:,} bytes: {rates[size]:,.0f} events/s")
    return _batches(given, max(rates, key=rates.__getitem__))


def _batches(given: Sequence[ReferenceEvent], most: int) -> list[list[ReferenceEvent]]:
    """The events in order, in batches of at most so many bytes, or of one."""
    batches: list[list[ReferenceEvent]] = [[]]
    left = most
    for event in given:
        size = len(encode(event.event))
        if size > left and batches[-1]:
            batches.append([])
            left = most
        batches[-1].append(event)
        left -= size
    return batches


def _save(place: Place, batches: Sequence[Sequence[ReferenceEvent]]) -> Spent:
    application = vanilla(place)
    with gc_pause():
        watch = Watch()
        for batch in batches:
            application.save(*batch)
        spent = watch.spent()
    application.close()
    return spent
