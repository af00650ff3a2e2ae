"""Record documents in several processes at once, no customer in two of them."""

from collections.abc import Iterator
from concurrent.futures import as_completed

from eventlog.collecting import without_collecting
from eventlog.database import Database
from eventlog.processes import helpers, interrupts_left_to_parent
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
    with helpers(jobs - 1) as pool:
        with interrupts_left_to_parent():
            work = [
                (part, pool.submit(_record_part, session.database, session.branch.slug, envelope, part, circumstances))
                for part in parts
            ]
        # This process is one of them, and works before the others have started: from the end, till they meet.
        for part, elsewhere in reversed(work):
            if elsewhere.cancel():
                yield from record_documents(session, envelope, part, circumstances)
        for done in as_completed(elsewhere for _, elsewhere in work if not elsewhere.cancelled()):
            yield done.result()


def _record_part(
    database: Database, slug: str, envelope: Envelope, part: DocumentTable, circumstances: Circumstances
) -> Outcome:
    whole = Outcome()
    with without_collecting(), Session(database, slug, no_clock) as session:
        for outcome in record_documents(session, envelope, part, circumstances):
            whole.add(outcome)
    return whole
