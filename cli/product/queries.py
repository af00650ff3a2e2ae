"""indelible product show and list."""

from typing import Annotated

import typer

from cli.app.options import Limit, Sku
from cli.app.reading import Reply, given, part_of, reads
from domain.kernel.streams import StreamKey
from domain.products.events import SalesState
from domain.products.refusals import ProductNotFound, ProductNotRegisteredYet
from projections.products.price_observations import PRICE_OBSERVATIONS
from projections.products.product_prices import PRODUCT_PRICES
from projections.products.products import PRODUCTS
from projections.running.query import Wanted
from service.queries import AsOf, about_stream, list_table
from service.session import Session

_LISTED = ("sku", "name", "brand", "specification", "state", "registered_on", "withdrawn_on")


def add_to(app: typer.Typer) -> None:
    """Give the noun its reading commands."""
    reads(app)(show)
    reads(app, "list")(list_products)


def show(session: Session, bounds: AsOf, sku: Sku) -> Reply:
    """Show an article (品规), its prices over time, and at what prices it was seen on sale."""
    tables = (PRODUCTS, PRODUCT_PRICES, PRICE_OBSERVATIONS)
    found = about_stream(session, StreamKey("product", sku), bounds, tables, ProductNotFound, ProductNotRegisteredYet)
    return Reply(
        found.position,
        {
            "product": part_of(PRODUCTS, found.rows[PRODUCTS.name], single=True),
            "prices": part_of(PRODUCT_PRICES, found.rows[PRODUCT_PRICES.name]),
            "observations": part_of(PRICE_OBSERVATIONS, found.rows[PRICE_OBSERVATIONS.name]),
        },
        shown={
            "prices": PRODUCT_PRICES.row._fields[1:-1],
            "observations": ("observed_at", "price", "customer_no", "place", "observed_by"),
        },
    )


def list_products(
    session: Session,
    bounds: AsOf,
    state: Annotated[SalesState | None, typer.Option(help="紧俏, 顺销 or 滞销.")] = None,
    brand: Annotated[str | None, typer.Option(help="Only this brand's.")] = None,
    limit: Limit = None,
) -> Reply:
    """List the catalogue (品规目录) by number."""
    listed = list_table(session, PRODUCTS, Wanted(("sku",), given(state=state, brand=brand), limit=limit), bounds)
    return Reply(listed.position, part_of(PRODUCTS, listed.rows), {"": _LISTED}, listed.lag)
