"""Import a file of complaints: take them in with what was done about them, and say what came of it."""

from eventlog.runtime.progress import Progress
from projections.complaints.complaint_totals import complaint_totals
from service.imports.complaints.complaint_mapping import ComplaintMapping
from service.imports.complaints.complaint_recording import CaseOutcome, record_cases
from service.imports.complaints.complaint_rows import CaseFile
from service.imports.engine.provenance import provenance
from service.imports.engine.reconciling import reconcile
from service.imports.engine.report import FileGiven, ImportReport, Reconciliation, concluded
from service.session import Envelope, Session


def import_complaints(session: Session, envelope: Envelope, given: FileGiven, progress: Progress) -> ImportReport:
    """Record every complaint of the file that can be, each whole; the rest go to the reject file.

    What is in the log already is not written again, so the same file adds nothing, and a later file of the same
    complaints adds what has been done since.
    """
    mapping, source = given.open(ComplaintMapping)
    envelope = provenance(session, envelope, source)
    file = CaseFile(source, mapping, session.branch, session.clock())
    outcome = CaseOutcome()
    with progress(f"recording {source.name}", len(file)) as advance:
        for part in record_cases(session, envelope, file.cases()):
            outcome.add(part)
            advance(part.complaints + len(part.rejected))
    for case, code, message in outcome.rejected:
        file.reject(case.complaint_no, case.rows, code, message)
    summary: dict[str, object] = {
        "lines": file.lines,
        "complaints": outcome.complaints,
        "complaints_received": outcome.received,
        "complaints_continued": outcome.continued,
        "events_written": outcome.events_written,
        "rejected_documents": len(file.rejected_documents),
        "rejected_lines": len(file.rejects),
        "skipped_lines": file.skipped_lines,
        "lines_without_a_step": file.ignored_lines,
        "texts_cut": file.texts_cut,
    }
    return concluded(
        session, envelope, given, source, file.rejects, summary, lambda: _reconcile(session, file, outcome, progress)
    )


def _reconcile(session: Session, file: CaseFile, outcome: CaseOutcome, progress: Progress) -> Reconciliation:
    """Count what only the file tells of."""
    return reconcile(
        session,
        progress,
        file.totals(outcome.alone),
        outcome.totals(),
        lambda: complaint_totals(session.connection, session.branch, sorted(outcome.alone)),
    )
