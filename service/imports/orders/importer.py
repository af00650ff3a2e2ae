"""Import a file of orders: enrol whom it names first, record its documents, each whole, and nothing twice."""

from collections.abc import Iterator

from domain.customers.area import CUSTOMER
from domain.kernel.streams import StreamKey
from domain.orders.area import ORDER, RETURN
from domain.orders.order import OrderStatus
from projections.orders.document_totals import document_totals
from service.imports.engine.importer import ZERO, Importer, in_money
from service.imports.engine.recording import Decided, Deciding, Figures, Outcome
from service.imports.orders.document_decision import decide_order, decide_return
from service.imports.orders.document_table import Document
from service.imports.orders.lines_to_documents import OrderFile
from service.imports.orders.order_mapping import OrderMapping
from service.session import Session


class OrderImporter(Importer[OrderMapping, Document, OrderFile]):
    """Compares all documents of the file that were not rejected."""

    def compare(self, session: Session, file: OrderFile, outcome: Outcome[Document]) -> tuple[Figures, ...]:
        numbers = file.records().numbers(without=file.rejected_documents)
        tables = document_totals(session.connection, session.branch, numbers["order"], numbers["return"])._asdict()
        events = {name: outcome.totals.get(name, type(value)()) for name, value in tables.items()}
        return file.totals()._asdict(), in_money(events, session.branch), in_money(tables, session.branch)


def _key(document: Document) -> StreamKey:
    return StreamKey(document.kind, document.document_no)


def _reads(document: Document) -> Iterator[StreamKey]:
    yield CUSTOMER.key(document.customer_no)


def _decide(now: Deciding[OrderMapping], document: Document) -> Decided:
    unit, number = now.unit, document.document_no
    customer = now.customer(document.customer_no)
    stamp = now.envelope.stamp_at(document.effective_at, document.effective_on)
    if document.kind == "order":
        events, order = decide_order(unit.get(ORDER, number), customer, document, stamp, unit.session.branch.tz)
        unit.add_stream(_key(document), events, order)
        delivered = order.amount if order.status is OrderStatus.DELIVERED else ZERO
        return Decided(
            {"orders": 1, "delivered_amount": delivered, "net_amount": delivered},
            {"lines": len(order.lines), "orders": 1, "amount": order.amount},
        )
    events, back = decide_return(unit.get(RETURN, number), customer, document, stamp)
    unit.add_stream(_key(document), events, back)
    amount = sum((line.amount for line in back.lines), ZERO)
    return Decided(
        {"returns": 1, "returned_amount": amount, "net_amount": -amount},
        {"lines": len(back.lines), "returns": 1, "returned_amount": amount},
    )


IMPORTER = OrderImporter(
    mapping=OrderMapping,
    file=OrderFile,
    key=_key,
    reads=_reads,
    decide=_decide,
    figures={"orders": 0, "returns": 0, "delivered_amount": ZERO, "returned_amount": ZERO, "net_amount": ZERO},
    histories=False,
    chunk=1_000,
)
