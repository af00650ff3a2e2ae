"""Import a file of promises: record what was promised and kept, and say what came of it."""

from eventlog.runtime.progress import Progress
from projections.promises.promise_totals import promise_totals
from service.imports.engine.provenance import provenance
from service.imports.engine.reconciling import reconcile
from service.imports.engine.report import FileGiven, ImportReport, Reconciliation, concluded
from service.imports.orders.enrolling import Enrolment, enrol_newcomers
from service.imports.orders.order_recording import Circumstances
from service.imports.promises.promise_mapping import PromiseMapping
from service.imports.promises.promise_recording import Effects, PledgeOutcome, record_pledges
from service.imports.promises.promise_rows import PledgeFile
from service.session import Envelope, Session


def import_promises(session: Session, envelope: Envelope, given: FileGiven, progress: Progress) -> ImportReport:
    """Record every promise of the file that can be, each whole; a later file tells which were kept since."""
    mapping, source = given.open(PromiseMapping)
    envelope = provenance(session, envelope, source)
    file = PledgeFile(source, mapping, session.branch, session.clock())
    enrolment = Enrolment()
    if mapping.unknown_customers == "enrol":
        enrolment = enrol_newcomers(session, envelope, file.newcomers())
    circumstances = Circumstances(enrolment.refused, enrolment.customers if envelope.dry_run else {})
    effects = Effects(mapping.expected_effect, mapping.observed_effect)
    outcome = PledgeOutcome()
    with progress(f"recording {source.name}", len(file)) as advance:
        for part in record_pledges(session, envelope, effects, file.pledges(), circumstances):
            outcome.add(part)
            advance(part.promises + len(part.rejected))
    for pledge, code, message in outcome.rejected:
        file.reject(pledge.promise_no, [pledge.row], code, message)
    summary: dict[str, object] = {
        "lines": file.lines,
        "promises": outcome.promises,
        "events_written": enrolment.events_written + outcome.events_written,
        "rejected_documents": len(file.rejected_documents),
        "rejected_lines": len(file.rejects),
        "skipped_lines": file.skipped_lines,
        "customers_enrolled": len(enrolment.customers),
    }
    return concluded(
        session, envelope, given, source, file.rejects, summary, lambda: _reconcile(session, file, outcome, progress)
    )


def _reconcile(session: Session, file: PledgeFile, outcome: PledgeOutcome, progress: Progress) -> Reconciliation:
    """Count what only the file tells of."""
    return reconcile(
        session,
        progress,
        file.totals([pledge.row for pledge in outcome.alone]),
        outcome.totals(),
        lambda: promise_totals(session.connection, session.branch, [pledge.promise_no for pledge in outcome.alone]),
    )
