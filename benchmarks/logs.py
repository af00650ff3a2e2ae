"""The logs that several benchmarks work on, each filled when it is first asked for."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from benchmarks.measuring import tell
from benchmarks.real_orders import orders_file, run_import
from benchmarks.server import Place
from benchmarks.sizes import Sizes
from benchmarks.small_events import fill
from domain.kernel.event import Recorded
from domain.orders.events import OrderPlaced
from eventlog.branch import Branch
from eventlog.database import connect
from eventlog.read.reading import head, read_log

BATCH = 5_000


@dataclass(frozen=True)
class OrdersLog:
    """A branch whose log holds the file's orders."""

    place: Place
    branch: Branch
    lines: int

    def events(self) -> Iterator[Recorded]:
        """All of it, in order."""
        return read_all(self.place, self.branch)


class Logs:
    """What has been filled so far."""

    def __init__(self, place: Place, sizes: Sizes) -> None:
        self._place, self._sizes = place, sizes

    @cached_property
    def orders(self) -> OrdersLog:
        """Real orders, imported."""
        tell("importing the orders that several benchmarks work on")
        branch, _, _ = run_import(self._place, orders_file(self._place, self._sizes), jobs=2)
        lines = sum(len(r.event.lines) for r in read_all(self._place, branch) if isinstance(r.event, OrderPlaced))
        return OrdersLog(self._place, branch, lines)

    @lru_cache  # noqa: B019 - a run has one of this
    def small(self, events: int) -> Branch:
        """That many small events."""
        tell(f"filling a log of {events:,} small events")
        branch = self._place.new_branch()
        fill(self._place, branch, events)
        return branch


def read_all(place: Place, branch: Branch, up_to: int | None = None) -> Iterator[Recorded]:
    """Fetch and decode the events of a log, in order."""
    with connect(place.database.operator, autocommit=True) as connection:
        after = 0
        while events := read_log(connection, branch, after=after, limit=BATCH, up_to=up_to):
            yield from events
            after = events[-1].position


def positions(place: Place, branch: Branch) -> int:
    """The last position of the log."""
    with connect(place.database.operator, autocommit=True) as connection:
        return head(connection, branch)
