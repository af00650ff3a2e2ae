"""Import a file of orders: enrol whom it names first, record its documents, and say what came of it."""

import os
from collections.abc import Callable
from decimal import Decimal

from eventlog.branch import Branch
from eventlog.runtime.gc_pause import gc_pause
from eventlog.runtime.progress import Progress
from projections.orders.document_totals import document_totals
from service.imports.engine.provenance import provenance
from service.imports.engine.reconciling import refresh
from service.imports.engine.report import FileGiven, ImportReport, Reconciliation, concluded
from service.imports.orders.document_table import DocumentTable
from service.imports.orders.documents import OrderFile
from service.imports.orders.enrolling import Enrolment, enrol_newcomers
from service.imports.orders.order_mapping import OrderMapping
from service.imports.orders.order_recording import Circumstances, Outcome, record_documents
from service.imports.orders.parallel import record_in_parallel
from service.session import Envelope, Session

WORTH_PROCESSES = 2_000
"""Documents below which further processes take longer to start than they save."""


def import_orders(
    session: Session, envelope: Envelope, given: FileGiven, progress: Progress, jobs: int | None = None
) -> ImportReport:
    """Record every document of the file that can be, each whole; the rest go to the reject file.

    The same file again finds everything recorded and writes nothing, so an interrupted import is asked again. With no
    `jobs` given, a file worth it is recorded by one process a core, up to four.
    """
    mapping, source = given.open(OrderMapping)
    envelope = provenance(session, envelope, source)
    file = OrderFile(source, mapping, session.branch, session.clock())
    documents = file.documents()
    enrolment = Enrolment()
    if mapping.unknown_customers == "enrol":
        enrolment = enrol_newcomers(session, envelope, file.newcomers())
    circumstances = Circumstances(enrolment.refused, enrolment.customers if envelope.dry_run else {})
    with progress(f"recording {source.name}", len(documents)) as advance:
        outcome = _record(session, envelope, documents, circumstances, jobs or _processes(documents), advance)
    for rejected in outcome.rejected:
        file.reject(rejected.document, rejected.code, rejected.message)
    summary: dict[str, object] = {
        **_figures(outcome, session.branch),
        "events_written": enrolment.events_written + outcome.events_written,
        "rejected_documents": len(file.rejected_documents),
        "rejected_lines": len(file.rejects),
        "skipped_lines": file.skipped_lines,
        "repeated_lines": file.repeated_lines,
        "customers_enrolled": len(enrolment.customers),
    }
    return concluded(
        session,
        envelope,
        given,
        source,
        file.rejects,
        summary,
        lambda: _reconcile(session, file, documents, outcome, progress),
    )


def _processes(documents: DocumentTable) -> int:
    return min(os.cpu_count() or 1, 4) if len(documents) > WORTH_PROCESSES else 1


def _record(
    session: Session,
    envelope: Envelope,
    documents: DocumentTable,
    circumstances: Circumstances,
    jobs: int,
    advance: Callable[[int], None],
) -> Outcome:
    outcome = Outcome()

    def done(part: Outcome) -> None:
        outcome.add(part)
        advance(part.orders + part.returns + len(part.rejected))

    with gc_pause():
        if jobs == 1 or envelope.dry_run:  # a dry run's newcomers are known only here
            for part in record_documents(session, envelope, documents, circumstances):
                done(part)
        else:
            record_in_parallel(session, envelope, documents, circumstances, jobs, done)
    return outcome


def _figures(outcome: Outcome, branch: Branch) -> dict[str, object]:
    return _told(
        {
            "lines": outcome.lines,
            "orders": outcome.orders,
            "returns": outcome.returns,
            "delivered_amount": outcome.delivered_amount,
            "returned_amount": outcome.returned_amount,
            "net_amount": outcome.delivered_amount - outcome.returned_amount,
        },
        branch,
    )


def _told(figures: dict[str, object], branch: Branch) -> dict[str, object]:
    """The figures, amounts with the decimals of the branch's currency even where they are 0."""
    unit = Decimal(1).scaleb(-branch.minor_digits)
    return {name: value.quantize(unit) if isinstance(value, Decimal) else value for name, value in figures.items()}


def _reconcile(
    session: Session, file: OrderFile, documents: DocumentTable, outcome: Outcome, progress: Progress
) -> Reconciliation:
    """Bring the tables up to date and count what was accepted in the file, the events and the tables."""
    refresh(session, progress)
    numbers = documents.numbers(without=file.rejected_documents)
    tables = document_totals(session.connection, session.branch, numbers["order"], numbers["return"])
    totals = file.totals()
    return {
        "file": {
            "lines": totals.lines,
            "orders": totals.orders,
            "returns": totals.returns,
            "amount": totals.ordered_amount,
            "returned_amount": totals.returned_amount,
        },
        "events": _told({key: getattr(outcome, key) for key in tables._fields}, session.branch),
        "tables": _told(tables._asdict(), session.branch),
    }
