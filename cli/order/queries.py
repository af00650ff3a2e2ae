"""indelible order show and list."""

from typing import Annotated

import typer

from cli.app.options import Limit, OfCustomer, OrderNo
from cli.app.reading import Reply, given, part_of, reads
from domain.orders.events import Channel
from domain.orders.order import OrderStatus
from projections.orders.order_lines import ORDER_LINES
from projections.orders.orders import ORDERS
from projections.orders.returns import RETURNS
from projections.running.query import Wanted
from service.queries import AsOf, about_order, list_table
from service.session import Session

_LISTED = (
    "order_no",
    "customer_no",
    "channel",
    "status",
    "placed_at",
    "delivered_at",
    "lines",
    "requested_qty",
    "amount",
)


def add_to(app: typer.Typer) -> None:
    """Give the noun its reading commands."""
    reads(app)(show)
    reads(app, "list")(list_orders)


def show(session: Session, bounds: AsOf, order_no: OrderNo) -> Reply:
    """Show an order (订单) with its lines and what came back of it."""
    found = about_order(session, order_no, bounds)
    return Reply(
        found.position,
        {
            "order": part_of(ORDERS, found.rows[ORDERS.name], single=True),
            "lines": part_of(ORDER_LINES, found.rows[ORDER_LINES.name]),
            "returns": part_of(RETURNS, found.rows[RETURNS.name]),
        },
        shown={
            "lines": ("line_no", "sku", "requested_qty", "ordered_qty", "delivered_qty", "returned_qty", "amount"),
            "returns": ("return_no", "line_no", "sku", "qty", "amount", "returned_at", "reason"),
        },
    )


def list_orders(
    session: Session,
    bounds: AsOf,
    customer: OfCustomer = None,
    status: Annotated[OrderStatus | None, typer.Option(help="How far they have come.")] = None,
    channel: Annotated[Channel | None, typer.Option(help="How they reached us: 访销, 电话订货, 网上订货.")] = None,
    limit: Limit = None,
) -> Reply:
    """List orders (订单) by the time they were placed."""
    equal = given(status=status, channel=channel)
    listed = list_table(session, ORDERS, Wanted(("placed_at", "order_no"), equal, limit=limit), bounds, customer)
    return Reply(listed.position, part_of(ORDERS, listed.rows), {"": _LISTED}, listed.lag)
