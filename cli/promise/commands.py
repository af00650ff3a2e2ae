"""indelible promise: what was promised to whom by when (承诺), and what became of it."""

from datetime import date
from typing import Annotated

import typer

from cli.app.changing import changes
from cli.app.options import Owner, PromiseNo
from cli.app.parsing.moments import parse_day
from cli.promise import queries
from service import promises
from service.commands import CommandResult
from service.session import Envelope, Session

app = typer.Typer(add_completion=False, no_args_is_help=True)

Text = Annotated[str, typer.Option("--text", help="What is promised; no word of persons.")]
Due = Annotated[
    date, typer.Option("--due", metavar="DAY", parser=parse_day, help="The last day on which it is kept in time.")
]
Effect = Annotated[str, typer.Option("--expected-effect", help="What keeping it is to bring about.")]


@changes(app)
def make(
    session: Session,
    envelope: Envelope,
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
) -> CommandResult:
    """Promise a customer something by a day (对客户承诺)."""
    return promises.make_promise(
        session,
        promise_no,
        text,
        due,
        expected_effect,
        envelope,
        owner=owner,
        customer_no=customer,
        order_no=order,
        complaint_no=complaint,
    )


@changes(app)
def publish(
    session: Session,
    envelope: Envelope,
    promise_no: PromiseNo,
    text: Text,
    due: Due,
    expected_effect: Effect,
    owner: Owner = None,
) -> CommandResult:
    """Promise all customers something, openly (公开承诺); published from --effective-at on."""
    return promises.publish_promise(session, promise_no, text, due, expected_effect, envelope, owner=owner)


@changes(app)
def keep(
    session: Session,
    envelope: Envelope,
    promise_no: PromiseNo,
    observed: Annotated[str, typer.Option(help="What it brought about, beside what was expected.")],
) -> CommandResult:
    """Record that a promise was kept (兑现); after its due day that is late."""
    return promises.keep_promise(session, promise_no, observed, envelope)


@changes(app, "break")
def break_(
    session: Session,
    envelope: Envelope,
    promise_no: PromiseNo,
    workaround: Annotated[str, typer.Option(help="What is done instead (变通办法).")],
) -> CommandResult:
    """Record that a promise will not be kept (未兑现), with --reason and a way round."""
    return promises.break_promise(session, promise_no, workaround, envelope)


@changes(app)
def withdraw(session: Session, envelope: Envelope, promise_no: PromiseNo) -> CommandResult:
    """Take a promise back before it is due (撤回), with --reason."""
    return promises.withdraw_promise(session, promise_no, envelope)


queries.add_to(app)
