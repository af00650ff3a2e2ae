"""Record the records of a file in several processes at once, none of the parts needing another."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any, Protocol, TypeVar, runtime_checkable

from eventlog.database import Database
from eventlog.runtime.gc_pause import gc_pause
from eventlog.runtime.processes import divide_work
from service.imports.engine.recording import Outcome, Recording
from service.session import Session, no_clock

PARTS_A_PROCESS = 8
"""More parts than processes keep all of them busy to the end, and show progress."""

WORTH_PROCESSES = 2_000
"""Records below which further processes take longer to start than they save."""

R = TypeVar("R", covariant=True)


@runtime_checkable
class Divisible(Protocol[R]):
    """Records that can be handed to several processes."""

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[R]: ...

    def parts(self, number: int) -> "Sequence[Divisible[R]]":
        """Split them so that no two parts write to one customer."""


def record_all(
    session: Session,
    recording: Recording[Any, Any],
    records: Iterable[Any],
    jobs: int | None,
    done: Callable[[Outcome[Any]], None],
) -> None:
    """Record all records, by `jobs` processes, of which this is one, if they can be divided; `done` gets each outcome.

    With no `jobs` given, one process a core, up to four, where there are enough records.
    """

    def here(part: Iterable[Any]) -> None:
        for outcome in recording.record(session, part):
            done(outcome)

    with gc_pause():
        jobs = 1 if recording.envelope.dry_run else jobs  # only here are a dry run's newcomers known
        if not isinstance(records, Divisible) or (number := jobs or _processes(len(records))) == 1:
            here(records)
        else:
            elsewhere = partial(_record_part, session.database, session.branch.slug, recording)
            divide_work(number, records.parts(number * PARTS_A_PROCESS), elsewhere, here, done)


def _processes(records: int) -> int:
    return min(os.cpu_count() or 1, 4) if records > WORTH_PROCESSES else 1


def _record_part(database: Database, slug: str, recording: Recording[Any, Any], part: Iterable[Any]) -> Outcome[Any]:
    whole: Outcome[Any] = Outcome()
    with gc_pause(), Session(database, slug, no_clock) as session:
        for outcome in recording.record(session, part):
            whole.add(outcome)
    return whole
