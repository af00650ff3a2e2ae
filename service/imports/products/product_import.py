"""Import a file of articles: register, describe and price them, and say what came of it."""

from eventlog.runtime.progress import Progress
from projections.products.product_totals import catalogue_totals
from service.imports.engine.provenance import provenance
from service.imports.engine.reconciling import refresh
from service.imports.engine.report import FileGiven, ImportReport, Reconciliation, concluded
from service.imports.products.product_mapping import ProductMapping
from service.imports.products.product_recording import ProductOutcome, record_products
from service.imports.products.product_rows import ProductFile
from service.session import Envelope, Session


def import_products(session: Session, envelope: Envelope, given: FileGiven, progress: Progress) -> ImportReport:
    """Record what every row of the file says of its article and is not recorded yet, each row whole or not."""
    mapping, source = given.open(ProductMapping)
    envelope = provenance(session, envelope, source)
    file = ProductFile(source, mapping, session.branch, session.clock())
    outcome = ProductOutcome()
    with progress(f"recording {source.name}", source.text.height) as advance:
        for part in record_products(session, envelope, file.products()):
            outcome.add(part)
            advance(len(part.accepted) + len(part.rejected))
    for product, code, message in outcome.rejected:
        file.rejects.add([product.row], code, message)
    summary: dict[str, object] = {
        "lines": len(outcome.accepted),
        "products_registered": outcome.registered,
        "products_redescribed": outcome.redescribed,
        "prices_changed": outcome.repriced,
        "events_written": outcome.events_written,
        "rejected_documents": len(file.rejects),
        "rejected_lines": len(file.rejects),
        "skipped_lines": file.skipped_lines,
    }
    return concluded(
        session, envelope, given, source, file.rejects, summary, lambda: _reconcile(session, file, outcome, progress)
    )


def _reconcile(session: Session, file: ProductFile, outcome: ProductOutcome, progress: Progress) -> Reconciliation:
    """Bring the tables up to date and count what was accepted in the file, the events and the tables."""
    refresh(session, progress)
    names = list(file.mapping.prices)
    skus = sorted({row.sku for row in outcome.accepted})
    days = {name: outcome.priced_days(name) for name in names}
    return {
        "file": file.totals(),
        "events": outcome.totals(names),
        "tables": catalogue_totals(session.connection, session.branch, skus, days),
    }
