"""Record documents by the thousand: look up, decide, append, each document whole or not at all."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from domain.customers.area import CUSTOMER
from domain.customers.customer import Customer, require_customer
from domain.kernel.event import Event
from domain.kernel.refusals import Refusal
from domain.kernel.streams import StreamKey
from domain.orders.area import ORDER, RETURN
from domain.orders.goods_return import Return
from domain.orders.order import Order, OrderStatus
from eventlog.runtime.chunks import chunks
from service.commands import record_together
from service.imports.orders.deciding import decide_order, decide_return
from service.imports.orders.document_table import Document
from service.session import Envelope, Session
from service.unit_of_work import UnitOfWork

CHUNK = 1_000
"""Documents of one append: large enough for COPY, small enough that others wait for well under a second."""


@dataclass(frozen=True)
class RejectedDocument:
    """A document that cannot be recorded, and why."""

    document: Document
    code: str
    message: str


@dataclass
class Outcome:
    """What became of documents. The totals are those of what the log now holds of them, written now or before."""

    events_written: int = 0
    lines: int = 0
    orders: int = 0
    returns: int = 0
    amount: Decimal = Decimal(0)
    delivered_amount: Decimal = Decimal(0)
    returned_amount: Decimal = Decimal(0)
    rejected: list[RejectedDocument] = field(default_factory=list)

    def count(self, events: Sequence[Event], state: Order | Return) -> None:
        """Count a document in, as it is in the log once `events` are."""
        self.events_written += len(events)
        self.lines += len(state.lines)
        if isinstance(state, Order):
            self.orders += 1
            self.amount += state.amount
            self.delivered_amount += state.amount if state.status is OrderStatus.DELIVERED else 0
        else:
            self.returns += 1
            self.returned_amount += sum(line.amount for line in state.lines)

    def add(self, other: "Outcome") -> None:
        """Count another part of the same file in."""
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)


@dataclass(frozen=True)
class Circumstances:
    """What an import knows beside the log."""

    refused: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Customers that could not be enrolled, with the refusal's code and message."""
    would_be: Mapping[str, Customer] = field(default_factory=dict)
    """In a dry run: customers that would have been enrolled."""


def record_documents(
    session: Session, envelope: Envelope, documents: Iterable[Document], circumstances: Circumstances
) -> Iterator[Outcome]:
    """Append the documents, yielding the outcome of each chunk once it is in the log."""
    for chunk in chunks(documents, CHUNK):

        def decide(unit: UnitOfWork, chunk: Sequence[Document] = chunk) -> Outcome:
            outcome = Outcome()
            unit.load({CUSTOMER.key(d.customer_no) for d in chunk})
            unit.load({StreamKey(d.kind, d.document_no) for d in chunk})
            for document in chunk:
                if document.customer_no in circumstances.refused:
                    outcome.rejected.append(RejectedDocument(document, *circumstances.refused[document.customer_no]))
                    continue
                try:
                    number = document.customer_no
                    customer = unit.get(CUSTOMER, number) or circumstances.would_be.get(number)
                    events, state = _decide(unit, require_customer(customer, number), document, envelope)
                    unit.add_stream(StreamKey(document.kind, document.document_no), events, state)
                except Refusal as refusal:
                    outcome.rejected.append(RejectedDocument(document, refusal.code, str(refusal)))
                else:
                    outcome.count(events, state)
            return outcome

        yield record_together(session, decide, dry_run=envelope.dry_run)


def _decide(
    unit: UnitOfWork, customer: Customer, document: Document, envelope: Envelope
) -> tuple[list[Event], Order | Return]:
    stamp = envelope.stamp_at(document.effective_at, document.effective_on)
    if document.kind == "order":
        return decide_order(unit.get(ORDER, document.document_no), customer, document, stamp, unit.session.branch.tz)
    return decide_return(unit.get(RETURN, document.document_no), customer, document, stamp)
