"""Import a file of customers: enrol, fill files, withdraw, and say what came of it."""

from eventlog.runtime.progress import Progress
from service.imports.customers.customer_mapping import CustomerMapping
from service.imports.customers.customer_recording import CustomerOutcome, record_customers
from service.imports.customers.customer_rows import CustomerFile
from service.imports.engine.provenance import provenance
from service.imports.engine.reconciling import refresh
from service.imports.engine.report import FileGiven, ImportReport, concluded
from service.session import Envelope, Session


def import_customers(session: Session, envelope: Envelope, given: FileGiven, progress: Progress) -> ImportReport:
    """Record what every row of the file says of its customer and is not recorded yet, each row whole or not."""
    mapping, source = given.open(CustomerMapping)
    envelope = provenance(session, envelope, source)
    file = CustomerFile(source, mapping, session.branch, session.clock())
    outcome = CustomerOutcome()
    with progress(f"recording {source.name}", source.text.height) as advance:
        for part in record_customers(session, envelope, file.customers(), mapping.unknown_customers):
            outcome.add(part)
            advance(part.lines + part.skipped + len(part.rejected))
    for row, code, message in outcome.rejected:
        file.reject(row, code, message)
    summary: dict[str, object] = {
        "lines": outcome.lines,
        "customers_enrolled": outcome.enrolled,
        "customers_changed": outcome.changed,
        "customers_withdrawn": outcome.withdrawn,
        "events_written": outcome.events_written,
        "rejected_documents": len(file.rejects),
        "rejected_lines": len(file.rejects),
        "skipped_lines": file.skipped_lines + outcome.skipped,
    }
    return concluded(session, envelope, given, source, file.rejects, summary, lambda: refresh(session, progress))
