"""Record documents in several processes at once, no customer in two of them."""

from collections.abc import Callable
from functools import partial

from eventlog.database import Database
from eventlog.runtime.gc_pause import gc_pause
from eventlog.runtime.processes import divide_work
from service.imports.orders.document_table import DocumentTable
from service.imports.orders.order_recording import Circumstances, Outcome, record_documents
from service.session import Envelope, Session, no_clock

PARTS_A_PROCESS = 8
"""More parts than processes keep all of them busy to the end, and show progress."""


def record_in_parallel(
    session: Session,
    envelope: Envelope,
    documents: DocumentTable,
    circumstances: Circumstances,
    jobs: int,
    done: Callable[[Outcome], None],
) -> None:
    """The same as `record_documents`, by `jobs` processes, of which this is one; `done` is told of each part."""

    def here(part: DocumentTable) -> None:
        for outcome in record_documents(session, envelope, part, circumstances):
            done(outcome)

    elsewhere = partial(_record_part, session.database, session.branch.slug, envelope, circumstances)
    divide_work(jobs, documents.parts(jobs * PARTS_A_PROCESS), elsewhere, here, done)


def _record_part(
    database: Database, slug: str, envelope: Envelope, circumstances: Circumstances, part: DocumentTable
) -> Outcome:
    whole = Outcome()
    with gc_pause(), Session(database, slug, no_clock) as session:
        for outcome in record_documents(session, envelope, part, circumstances):
            whole.add(outcome)
    return whole
