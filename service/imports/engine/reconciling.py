"""Count what was accepted three ways: in the file, in the events, in the read tables brought up to date."""

from collections.abc import Callable
from typing import NamedTuple, TypeVar

from eventlog.runtime.progress import Progress
from service.imports.engine.report import Reconciliation
from service.projecting import catch_up
from service.session import Session

Totals = TypeVar("Totals", bound=NamedTuple)


def reconcile(
    session: Session, progress: Progress, file: Totals, events: Totals, tables: Callable[[], Totals]
) -> Reconciliation:
    """The three counts, by side; `tables` is asked once the tables have taken in all there is."""
    refresh(session, progress)
    sides = {"file": file, "events": events, "tables": tables()}
    return {side: totals._asdict() for side, totals in sides.items()}


def refresh(session: Session, progress: Progress) -> None:
    """Bring the tables up to date, and show that this takes its time."""
    with progress("bringing the read tables up to date", 1) as advance:
        catch_up(session)
        advance(1)
