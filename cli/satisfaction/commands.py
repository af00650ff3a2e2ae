"""indelible satisfaction: rate an order, report the figures, and open each to what is behind it."""

from typing import Annotated, Unpack

import typer

from cli.app.changing import changes
from cli.app.noun import Noun
from cli.app.options import OrderNo
from cli.satisfaction import queries
from cli.survey.respondent import Channel, Words, remarks_of
from domain.surveys.answer_events import Delivery
from service.commands import Command
from service.surveys import surveys

app = Noun()


@changes(app)
def rate(
    order_no: OrderNo,
    score: Annotated[int, typer.Option(metavar="1..5", help="How satisfied the customer is, 5 the most.")],
    answer_no: Annotated[
        str | None, typer.Option(metavar="ANSWER_NO", help="The rating's own number; else the order's, once.")
    ] = None,
    channel: Channel = None,
    delivery: Annotated[Delivery | None, typer.Option(help="Whether it came when it was promised.")] = None,
    **words: Unpack[Words],
) -> Command:
    """Record how satisfied a customer is with an order (评价)."""
    return surveys.rate_order(
        order_no, score, answer_no=answer_no, channel=channel, delivery=delivery, remarks=remarks_of(words)
    )


queries.add_to(app)
