"""Import a file of survey answers: record each sheet, and say what came of it."""

from eventlog.runtime.progress import Progress
from projections.surveys.answer_totals import answer_totals
from service.imports.engine.provenance import provenance
from service.imports.engine.reconciling import reconcile
from service.imports.engine.report import FileGiven, ImportReport, Reconciliation, concluded
from service.imports.surveys.survey_mapping import SurveyMapping
from service.imports.surveys.survey_recording import SheetOutcome, record_sheets
from service.imports.surveys.survey_rows import SheetFile
from service.session import Envelope, Session


def import_surveys(session: Session, envelope: Envelope, given: FileGiven, progress: Progress) -> ImportReport:
    """Record every sheet of the file that can be, each whole; the rest go to the reject file."""
    mapping, source = given.open(SurveyMapping)
    envelope = provenance(session, envelope, source)
    file = SheetFile(source, mapping, session.branch, session.clock())
    outcome = SheetOutcome()
    with progress(f"recording {source.name}", len(file)) as advance:
        for part in record_sheets(session, envelope, mapping.survey_no, file.sheets()):
            outcome.add(part)
            advance(part.answers + len(part.rejected))
    for sheet, code, message in outcome.rejected:
        file.reject(sheet.answer_no, [sheet.row], code, message)
    summary: dict[str, object] = {
        "lines": file.lines,
        "answers": outcome.answers,
        "scores": outcome.scores,
        "events_written": outcome.events_written,
        "rejected_documents": len(file.rejected_documents),
        "rejected_lines": len(file.rejects),
        "skipped_lines": file.skipped_lines,
    }
    return concluded(
        session, envelope, given, source, file.rejects, summary, lambda: _reconcile(session, file, outcome, progress)
    )


def _reconcile(session: Session, file: SheetFile, outcome: SheetOutcome, progress: Progress) -> Reconciliation:
    """Count what only the file tells of."""
    return reconcile(
        session,
        progress,
        file.totals([sheet.row for sheet in outcome.alone]),
        outcome.totals(),
        lambda: answer_totals(session.connection, session.branch, [sheet.answer_no for sheet in outcome.alone]),
    )
