"""Record what a file says of articles: register, describe, price; and nothing twice."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from domain.kernel.refusals import Refusal
from domain.products import product as decisions
from domain.products.area import PRODUCT
from domain.products.events import ProductEvent, ProductRedescribed
from domain.products.product import Product
from eventlog.runtime.chunks import chunks
from service.commands import record_together
from service.imports.products.product_rows import ProductRow
from service.products import registered_with_prices
from service.session import Envelope, Session
from service.unit_of_work import UnitOfWork

CHUNK = 2_000
"""Rows of one append."""


@dataclass
class ProductOutcome:
    """What became of the rows of a file of articles. `priced` has what the log now holds of those accepted."""

    registered: int = 0
    redescribed: int = 0
    repriced: int = 0
    events_written: int = 0
    accepted: list[ProductRow] = field(default_factory=list)
    priced: list[dict[str, Decimal | None]] = field(default_factory=list)
    rejected: list[tuple[ProductRow, str, str]] = field(default_factory=list)
    """Rows that cannot be recorded, each with the refusal's code and message."""

    def add(self, other: "ProductOutcome") -> None:
        """Count another part of the same file in."""
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)

    def totals(self, names: Iterable[str]) -> dict[str, object]:
        """What the log now holds of the accepted rows: articles, and the sum of each price they name."""
        sums = {name: sum((priced.get(name) or Decimal(0) for priced in self.priced), Decimal(0)) for name in names}
        return {"products": len({row.sku for row in self.accepted}), **sums}

    def priced_days(self, name: str) -> list[tuple[str, date]]:
        """The accepted rows that name this price: article and day."""
        return [(row.sku, row.effective_on) for row in self.accepted if name in row.prices]


def record_products(session: Session, envelope: Envelope, rows: Iterable[ProductRow]) -> Iterator[ProductOutcome]:
    """Append what the rows say, yielding the outcome of each chunk once it is in the log."""
    for chunk in chunks(rows, CHUNK):

        def decide(unit: UnitOfWork, chunk: Sequence[ProductRow] = chunk) -> ProductOutcome:
            outcome = ProductOutcome()
            unit.load({PRODUCT.key(row.sku) for row in chunk})
            for row in chunk:
                try:
                    _record(unit, envelope, row, outcome)
                except Refusal as refusal:
                    outcome.rejected.append((row, refusal.code, str(refusal)))
            outcome.events_written = len(unit.new)
            return outcome

        yield record_together(session, decide, dry_run=envelope.dry_run)


def _record(unit: UnitOfWork, envelope: Envelope, row: ProductRow, outcome: ProductOutcome) -> None:
    product = unit.get(PRODUCT, row.sku)
    stamp = envelope.stamp_at(row.effective_at, row.effective_on)
    events: list[ProductEvent]
    if product is None:
        events = registered_with_prices(None, row.sku, row.description, row.prices, row.effective_on, stamp)
        outcome.registered += 1
    else:
        described = decisions.redescribe_product(product, row.description, stamp=stamp)
        product = _with(product, described)
        priced = decisions.change_price(product, row.prices, row.effective_on, stamp=stamp)
        events = [*described, *priced]
        outcome.redescribed += any(isinstance(event, ProductRedescribed) for event in described)
        outcome.repriced += len(priced)
    unit.add(events)
    in_force = unit.get(PRODUCT, row.sku).prices_on(row.effective_on)  # type: ignore[union-attr]  # just noted
    outcome.accepted.append(row)
    outcome.priced.append({name: in_force[name] for name in row.prices})


def _with(product: Product, events: Iterable[ProductEvent]) -> Product:
    for event in events:
        product = decisions.evolve(product, event)
    return product
