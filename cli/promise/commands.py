"""indelible promise: what was promised to whom by when (承诺), and what became of it."""

from datetime import date
from typing import Annotated

import typer

from cli.app.changing import changes
from cli.app.noun import Noun
from cli.app.options import Owner, PromiseNo
from cli.app.parsing.moments import parse_day
from cli.promise import queries
from service import promises
from service.commands import Command

app = Noun(metrics="report")

Text = Annotated[str, typer.Option("--text", help="What is promised; no word of persons.")]
Due = Annotated[
    date, typer.Option("--due", metavar="DAY", parser=parse_day, help="The last day on which it is kept in time.")
]
Effect = Annotated[str, typer.Option("--expected-effect", help="What keeping it is to bring about.")]


@changes(app)
def make(
    promise_no: PromiseNo,
    text: Text,
    due: Due,
    expected_effect: Effect,
    owner: Owner = None,
    customer: Annotated[
        str | None, typer.Option(metavar="CUSTOMER_NO", help="To whom; an order or a complaint tells it too.")
    ] = None,
    order: Annotated[str | None, typer.Option(metavar="ORDER_NO", help="The order it is about.")] = None,
    complaint: Annotated[str | None, typer.Option(metavar="COMPLAINT_NO", help="The complaint it is about.")] = None,
) -> Command:
    """Promise a customer something by a day (对客户承诺)."""
    return promises.make_promise(
        promise_no,
        text,
        due,
        expected_effect,
        owner=owner,
        customer_no=customer,
        order_no=order,
        complaint_no=complaint,
    )


@changes(app)
def publish(promise_no: PromiseNo, text: Text, due: Due, expected_effect: Effect, owner: Owner = None) -> Command:
    """Promise all customers something, openly (公开承诺); published from --effective-at on."""
    return promises.publish_promise(promise_no, text, due, expected_effect, owner=owner)


@changes(app)
def keep(
    promise_no: PromiseNo,
    observed: Annotated[str, typer.Option(help="What it brought about, beside what was expected.")],
) -> Command:
    """Record that a promise was kept (兑现); after its due day that is late."""
    return promises.keep_promise(promise_no, observed)


@changes(app, "break")
def break_(
    promise_no: PromiseNo, workaround: Annotated[str, typer.Option(help="What is done instead (变通办法).")]
) -> Command:
    """Record that a promise will not be kept (未兑现), with --reason and a way round."""
    return promises.break_promise(promise_no, workaround)


@changes(app)
def withdraw(promise_no: PromiseNo) -> Command:
    """Take a promise back before it is due (撤回), with --reason."""
    return promises.withdraw_promise(promise_no)


queries.add_to(app)
