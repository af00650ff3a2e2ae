"""Import a file of articles: register, describe and price them; each row whole or not, and nothing twice."""

from decimal import Decimal

from domain.products import product as decisions
from domain.products.area import PRODUCT
from domain.products.events import ProductRedescribed
from projections.products.product_totals import catalogue_totals
from service.imports.engine.importer import Importer
from service.imports.engine.recording import Decided, Deciding, Figures, Outcome
from service.imports.products.product_mapping import ProductMapping
from service.imports.products.product_rows import ProductFile, ProductRow
from service.products import registered_with_prices
from service.session import Session


class ProductImporter(Importer[ProductMapping, ProductRow, ProductFile]):
    """Compares articles, and the prices in force on the days for which the file names them."""

    def compare(self, session: Session, file: ProductFile, outcome: Outcome[ProductRow]) -> tuple[Figures, ...]:
        rows = file.compared(outcome.rows)
        skus = sorted(outcome.compared)
        events = {name: outcome.totals.get(name, Decimal(0)) for name in file.mapping.prices}
        tables = catalogue_totals(session.connection, session.branch, skus, file.priced_days(rows))
        return file.totals(rows), {"products": len(skus), **events}, tables


def _decide(now: Deciding[ProductMapping], row: ProductRow) -> Decided:
    product = now.unit.get(PRODUCT, row.sku)
    stamp = now.envelope.stamp_at(row.effective_at, row.effective_on)
    if product is None:
        events = registered_with_prices(None, row.sku, row.description, row.prices, row.effective_on, stamp)
        counts = {"products_registered": 1}
    else:
        described = decisions.redescribe_product(product, row.description, stamp=stamp)
        for event in described:
            product = decisions.evolve(product, event)
        priced = decisions.change_price(product, row.prices, row.effective_on, stamp=stamp)
        events = [*described, *priced]
        redescribed = any(isinstance(event, ProductRedescribed) for event in described)
        counts = {"products_redescribed": int(redescribed), "prices_changed": len(priced)}
    now.unit.add(events)
    in_force = now.unit.get(PRODUCT, row.sku).prices_on(row.effective_on)  # type: ignore[union-attr]  # just added
    return Decided(counts, {name: in_force[name] or 0 for name in row.prices})


IMPORTER = ProductImporter(
    mapping=ProductMapping,
    file=ProductFile,
    key=lambda row: PRODUCT.key(row.sku),
    decide=_decide,
    figures={"products_registered": 0, "products_redescribed": 0, "prices_changed": 0},
    histories=False,
)
