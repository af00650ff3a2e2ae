"""Record documents in several processes at once, no customer in two of them."""

import gc
import signal
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context

from eventlog.database import Database
from eventlog.errors import EnvironmentProblem
from service.importing.document_table import DocumentTable
from service.importing.order_recording import Circumstances, Outcome, record_documents
from service.session import Envelope, Session, no_clock

PARTS_A_PROCESS = 8
"""More parts than processes keep all of them busy to the end, and show progress."""


def record_in_parallel(
    session: Session, envelope: Envelope, documents: DocumentTable, circumstances: Circumstances, jobs: int
) -> Iterator[Outcome]:
    """The same as `record_documents`, by `jobs` processes, of which this is one; yields the outcome of each piece."""
    parts = documents.parts(jobs * PARTS_A_PROCESS)
    # Not by fork: the threads of the file reader would be copied in mid-work.
    # Documents come and go by the thousand and hold no cycles: no collecting.
    with ProcessPoolExecutor(jobs - 1, get_context("spawn"), initializer=gc.disable) as pool:
        try:
            with _interrupts_left_to_parent():
                work = [
                    (
                        part,
                        pool.submit(_record_part, session.database, session.branch.slug, envelope, part, circumstances),
                    )
                    for part in parts
                ]
            # This process is one of them, and works before the others have started: from the end, till they meet.
            for part, elsewhere in reversed(work):
                if elsewhere.cancel():
                    yield from record_documents(session, envelope, part, circumstances)
            for done in as_completed(elsewhere for _, elsewhere in work if not elsewhere.cancelled()):
                yield done.result()
        except BrokenProcessPool:
            raise EnvironmentProblem(
                "a process was ended from outside, perhaps for want of memory; the same command goes on from there"
            ) from None
        finally:
            pool.shutdown(cancel_futures=True)


@contextmanager
def _interrupts_left_to_parent() -> Iterator[None]:
    """Processes that start meanwhile never see an interrupt, not even before they have loaded us; ours waits."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _record_part(
    database: Database, slug: str, envelope: Envelope, part: DocumentTable, circumstances: Circumstances
) -> Outcome:
    whole = Outcome()
    with Session(database, slug, no_clock) as session:
        for outcome in record_documents(session, envelope, part, circumstances):
            whole.add(outcome)
    return whole
