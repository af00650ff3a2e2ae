"""indelible order: what customers ask for, get and send back."""

from pathlib import Path
from typing import Annotated

import typer

from cli.app.changing import changes
from cli.app.noun import Noun
from cli.app.options import OrderNo
from cli.app.parsing.lines import TypedLine, parse_exceptions, parse_line, read_lines
from cli.order import queries
from domain.orders.events import Channel
from domain.orders.lines import RequestedLine, ReturnLine
from eventlog.branch import Branch
from service.commands import Command
from service.orders import orders

app = Noun()

LinesFile = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Take the lines from a CSV file with the columns sku,qty,amount; - is stdin."),
]
Exceptions = Annotated[
    list[str] | None,
    typer.Option("--line", metavar="LINE_NO:QTY", help="A line with less; lines not named are in full. Repeatable."),
]


@changes(app)
def place(
    branch: Branch,
    order_no: OrderNo,
    customer: Annotated[str, typer.Option(metavar="CUSTOMER_NO", help="Who orders.")],
    line: Annotated[
        list[TypedLine] | None,
        typer.Option(
            metavar="SKU:QTY:AMOUNT",
            parser=parse_line,
            help="Cartons (条) of an article and their worth; repeatable, numbered as given.",
        ),
    ] = None,
    lines: LinesFile = None,
    channel: Annotated[Channel, typer.Option(help="How it reached us: 访销, 电话订货, 网上订货.")] = Channel.UNKNOWN,
    supplementary: Annotated[bool, typer.Option("--supplementary", help="补充订货: beside the regular order.")] = False,
) -> Command:
    """Take an order (订货) of a customer."""
    requested: list[RequestedLine] = [
        {"line_no": number, "sku": x.sku, "requested_qty": x.qty, "amount": x.amount}
        for number, x in enumerate(_one_of(line, lines, branch), 1)
    ]
    return orders.place_order(order_no, customer, requested, channel, supplementary=supplementary)


@changes(app)
def confirm(order_no: OrderNo, line: Exceptions = None) -> Command:
    """Settle what will be supplied (订购量), in full or less; of a released SKU no more than the cap (限量)."""
    return orders.confirm_order(order_no, parse_exceptions(line or ()))


@changes(app)
def deliver(order_no: OrderNo, line: Exceptions = None) -> Command:
    """Hand the goods over (送货), in full or less."""
    return orders.deliver_order(order_no, parse_exceptions(line or ()))


@changes(app, "return")
def return_goods(
    branch: Branch,
    return_no: Annotated[str, typer.Option(metavar="RETURN_NO", help="The number of the return document.")],
    order_no: Annotated[
        str | None, typer.Argument(metavar="ORDER_NO", help="The order whose goods come back, if it is known.")
    ] = None,
    line: Annotated[
        list[str] | None,
        typer.Option(
            metavar="LINE",
            help="With an order LINE_NO:QTY, without one SKU:QTY:AMOUNT, all counted positive; repeatable.",
        ),
    ] = None,
    lines: LinesFile = None,
    customer: Annotated[
        str | None, typer.Option(metavar="CUSTOMER_NO", help="Whose goods they are, where no order is named.")
    ] = None,
) -> Command:
    """Take goods back (退货), of an order or without one."""
    if order_no is not None:
        if customer or lines:
            raise typer.BadParameter("an order tells its customer; give the lines as --line LINE_NO:QTY")
        return orders.return_goods(order_no, return_no, parse_exceptions(line or ()))
    if customer is None:
        raise typer.BadParameter("name the order, or the customer with --customer")
    typed = _one_of([parse_line(text) for text in line or ()], lines, branch)
    goods: list[ReturnLine] = [
        {"line_no": number, "sku": x.sku, "qty": x.qty, "amount": x.amount} for number, x in enumerate(typed, 1)
    ]
    return orders.record_return(return_no, customer, goods)


@changes(app)
def cancel(order_no: OrderNo) -> Command:
    """Take an order back before its delivery (撤单)."""
    return orders.cancel_order(order_no)


def _one_of(typed: list[TypedLine] | None, file: Path | None, branch: Branch) -> list[TypedLine]:
    if typed and file:
        raise typer.BadParameter("give the lines with --line or with --lines, not both")
    return read_lines(file, branch.minor_digits) if file else typed or []


queries.add_to(app)
