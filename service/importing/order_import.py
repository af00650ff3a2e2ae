"""Import a file of orders: enrol whom it names first, record its documents, and say what came of it."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from service.importing.documents import OrderFile
from service.importing.enrolling import Enrolment, enrol_newcomers
from service.importing.order_recording import Circumstances, Outcome, record_documents
from service.importing.parallel import record_in_parallel
from service.importing.totals import Totals
from service.session import Envelope, Session

Progress = Callable[[int], None]
"""Told how many more documents are done."""


@dataclass(frozen=True)
class OrderImport:
    """What an import came to: what the file says, and what the log holds of it."""

    file: Totals
    outcome: Outcome
    customers_enrolled: int
    events_written: int
    rejected_documents: int
    rejected_lines: int

    def summary(self) -> dict[str, object]:
        """Lines, documents and money of what was accepted, as the log holds them; amounts in the branch's currency."""
        log = self.outcome
        return {
            "lines": log.lines,
            "orders": log.orders,
            "returns": log.returns,
            "delivered_amount": log.delivered_amount,
            "returned_amount": log.returned_amount,
            "net_amount": log.delivered_amount - log.returned_amount,
            "events_written": self.events_written,
            "rejected_documents": self.rejected_documents,
            "rejected_lines": self.rejected_lines,
        }


def import_orders(session: Session, envelope: Envelope, file: OrderFile, jobs: int, progress: Progress) -> OrderImport:
    """Record every document of the file that can be, each whole; what cannot is noted in `file.rejects`.

    The same file again finds everything recorded and writes nothing, so an interrupted import is asked again.
    """
    envelope = replace(
        envelope,
        reason=envelope.reason or f"import of {file.source.name}",
        caused_by=f"import:{file.source.sha256[:16]}",
    )
    session.stamp(envelope)  # refuses a command nobody answers for before anything is looked at
    enrolment = Enrolment()
    if file.mapping.unknown_customers == "enrol":
        enrolment = enrol_newcomers(session, envelope, file.newcomers())
    outcome = Outcome()
    documents = file.documents()
    circumstances = Circumstances(enrolment.refused, enrolment.customers if envelope.dry_run else {})
    parts = (
        record_documents(session, envelope, documents, circumstances)
        if jobs == 1 or envelope.dry_run
        else record_in_parallel(session, envelope, documents, circumstances, jobs)
    )
    for part in parts:
        outcome.add(part)
        progress(part.orders + part.returns + len(part.rejected))
    for rejected in outcome.rejected:
        file.reject(rejected.document, rejected.code, rejected.message)
    return OrderImport(
        file=file.totals(),
        outcome=outcome,
        customers_enrolled=len(enrolment.customers),
        events_written=enrolment.events_written + outcome.events_written,
        rejected_documents=len(file.rejected_documents),
        rejected_lines=len(file.rejects),
    )
