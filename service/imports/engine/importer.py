"""Import a file of any kind: open, enrol, record in chunks, count three ways, give rejected lines back, report.

A kind of file is an `Importer` of its own, in `service/imports/<kind>/importer.py`, and a line in
`service/imports/kinds.py`:

    IMPORTER = Importer(
        mapping=PromiseMapping,  # which column is what
        file=PromiseFile,  # rows -> records, and what they add up to
        key=lambda row: PROMISE.key(row.promise_no),
        reads=lambda row: [CUSTOMER.key(row.customer_no)],
        decide=decide,  # the events that are missing, and the figures of one record
        figures={"promises": 0},
        tables=promise_totals,
    )

The same file again finds everything recorded and writes nothing, so an interrupted import is given again.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any, Generic, NamedTuple, TypeVar

from psycopg import Connection

from eventlog.branch import Branch
from eventlog.read.reading import head
from eventlog.runtime.progress import Progress
from service.imports.engine.enrolling import Enrolment, enrol_newcomers
from service.imports.engine.import_file import ImportFile, RecordFile
from service.imports.engine.mapping import AnyMapping, EnrollingMapping
from service.imports.engine.parallel import record_all
from service.imports.engine.provenance import provenance
from service.imports.engine.recording import AnyRecord, Figures, Number, Outcome, Recipe, Recording
from service.imports.engine.report import FileGiven, ImportReport
from service.imports.engine.source import Source
from service.projecting import catch_up
from service.session import Envelope, Session

ZERO = Decimal(0)
"""Of an amount, where none was counted."""

AnyFile = TypeVar("AnyFile", bound=ImportFile[Any, Any])


@dataclass(frozen=True, kw_only=True)
class Importer(Recipe[AnyMapping, AnyRecord], Generic[AnyMapping, AnyRecord, AnyFile]):
    """All that one kind of file has of its own."""

    mapping: type[AnyMapping]
    file: Callable[[Source, AnyMapping, Branch, datetime], AnyFile]
    figures: Figures
    """Those of the summary that decisions count, in order, each with its zero."""
    tables: Callable[[Connection[Any], Branch, Sequence[str]], NamedTuple] | None = None
    """Counts the records with these numbers in the read tables."""

    def run(
        self, session: Session, envelope: Envelope, given: FileGiven, progress: Progress, jobs: int | None = None
    ) -> ImportReport:
        """Record all that can be recorded; the rest goes to the reject file. `jobs` as in `record_all`."""
        mapping, source = given.open(self.mapping)
        envelope = provenance(session, envelope, source)
        file = self.file(source, mapping, session.branch, session.clock())
        enrolment = Enrolment()
        if isinstance(mapping, EnrollingMapping) and mapping.unknown_customers == "enrol":
            enrolment = enrol_newcomers(session, envelope, file.newcomers())
        outcome = self._record(session, envelope, file, enrolment, progress, jobs)
        for record, code, message in outcome.rejected:
            file.reject(record, code, message)
        file.skipped_lines += outcome.skipped
        summary: dict[str, object] = {
            "lines": file.lines,
            **in_money({name: outcome.counts.get(name, zero) for name, zero in self.figures.items()}, session.branch),
            "events_written": enrolment.events_written + outcome.events_written,
            "rejected_documents": len(file.rejected_documents),
            "rejected_lines": len(file.rejects),
            "skipped_lines": file.skipped_lines,
            **file.notes,
        }
        if isinstance(mapping, EnrollingMapping):
            summary["customers_enrolled"] = len(enrolment.customers)
        return ImportReport(
            summary,
            source,
            given.write_rejects(file.rejects),
            file.rejects.counts,
            envelope.dry_run,
            head(session.connection, session.branch),
            {} if envelope.dry_run else self._reconcile(session, file, outcome, progress),
        )

    def compare(self, session: Session, file: AnyFile, outcome: Outcome[AnyRecord]) -> tuple[Figures, ...]:
        """Count the same figures in the file, in the events and in the tables; nothing where there are none.

        Only records of which the file says everything are compared.
        """
        if self.tables is None or not isinstance(file, RecordFile):
            return ()
        tables = self.tables(session.connection, session.branch, sorted(outcome.compared))._asdict()
        return file.totals(file.compared(outcome.rows)), {name: outcome.totals.get(name, 0) for name in tables}, tables

    def _record(
        self,
        session: Session,
        envelope: Envelope,
        file: AnyFile,
        enrolment: Enrolment,
        progress: Progress,
        jobs: int | None,
    ) -> Outcome[AnyRecord]:
        outcome: Outcome[AnyRecord] = Outcome()
        known = enrolment if envelope.dry_run else replace(enrolment, customers={})  # they are in the log
        recording = Recording(self, envelope, file.mapping, known)
        with progress(f"recording {file.source.name}", len(file)) as advance:

            def done(part: Outcome[AnyRecord]) -> None:
                outcome.add(part)
                advance(part.records)

            record_all(session, recording, file.records(), jobs, done)
        return outcome

    def _reconcile(
        self, session: Session, file: AnyFile, outcome: Outcome[AnyRecord], progress: Progress
    ) -> dict[str, dict[str, object]]:
        with progress("bringing the read tables up to date", 1) as advance:
            catch_up(session)
            advance(1)
        sides = self.compare(session, file, outcome)
        return {side: dict(figures) for side, figures in zip(("file", "events", "tables"), sides, strict=False)}


def in_money(figures: Figures, branch: Branch) -> dict[str, Number]:
    """The figures, amounts with the decimals of the branch's currency even where they are 0."""
    unit = Decimal(1).scaleb(-branch.minor_digits)
    return {name: value.quantize(unit) if isinstance(value, Decimal) else value for name, value in figures.items()}
