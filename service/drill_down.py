"""What all tables of figures have in common: their report, and the way from a figure to the events behind it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from domain.kernel.event import Recorded
from domain.kernel.figures import ALL, Figure
from domain.kernel.streams import StreamKey
from eventlog.read.reading import read_streams
from projections.fold.tally import Tally
from projections.running.query import Wanted
from service.queries import AsOf, ListedRows, list_table
from service.question_refusals import FigureNotFound
from service.session import Session

CHUNK = 1_000
"""Streams read at a time."""


def list_figures(
    session: Session, table: Tally, bounds: AsOf, *, period: str | None = None, by: str | None = None
) -> ListedRows:
    """Figures of one period or all; of the stratum `all`, or of each stratum that differs in `by`."""
    equal = {} if period is None else {"period": period}
    if by is None:
        equal["stratum"] = ALL
    listed = list_table(session, table, Wanted(("measure", "period", "stratum"), equal), bounds)
    return replace(listed, rows=[row for row in listed.rows if by is None or row.stratum.startswith(f"{by}=")])


def events_behind(
    session: Session, table: Tally, bounds: AsOf, position: int, figure: Figure, streams: Iterable[StreamKey]
) -> Iterator[tuple[Recorded, dict[str, int]]]:
    """Of what stands in these streams, up to the position and the day asked for, the events that the figure counts.

    With each comes what it adds, by column.
    """
    ids = iter([session.branch.stream(*stream) for stream in streams])
    while chunk := list(islice(ids, CHUNK)):
        for recorded in read_streams(session.connection, session.branch, chunk):
            if recorded.position <= position and bounds.holds(recorded.event):
                added = table.added_to(figure, recorded.event)
                if added is not None:
                    yield recorded, added


def figure_not_found(session: Session, table: Tally, bounds: AsOf, figure: Figure) -> FigureNotFound:
    """The refusal, which names the measures there are of that period and stratum."""
    wanted = Wanted(("measure",), {"period": figure.period, "stratum": figure.stratum})
    measures = [row.measure for row in list_table(session, table, wanted, bounds).rows]
    known = f"there are {', '.join(measures)}" if measures else "nothing was counted there"
    return FigureNotFound(**figure._asdict(), known=known)
