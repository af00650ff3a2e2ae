"""What a document that comes again adds to the order recorded from it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from domain.customers.customer import enrol, evolve
from domain.customers.events import CustomerBanned, CustomerEvent, CustomerSuspended, CustomerWithdrawn
from domain.customers.refusals import CustomerIsBanned
from domain.kernel.stamp import Stamp
from domain.orders.refusals import OrderChanged
from service.imports.orders.document_decision import decide_order
from service.imports.orders.document_table import Document

ZONE = ZoneInfo("Asia/Shanghai")
AT, ON = datetime(2024, 5, 1, tzinfo=UTC), date(2024, 5, 1)
STAMP = Stamp("E1", AT, ON)
SHOP = evolve(None, enrol(None, "店1", {}, stamp=STAMP)[0])
LINES: list[dict[str, object]] = [{"line_no": 1, "sku": "烟A", "requested_qty": 2, "amount": Decimal("10.50")}]
DOCUMENT = Document("order", "D1", "店1", AT, ON, AT, "phone", LINES, 1, 0)
RECORDED = decide_order(None, SHOP, DOCUMENT, STAMP, ZONE)[1]


def test_the_same_document_again_adds_nothing() -> None:
    assert decide_order(RECORDED, SHOP, DOCUMENT, STAMP, ZONE) == ([], RECORDED)


@pytest.mark.parametrize(
    "other",
    [
        replace(DOCUMENT, channel="visit"),
        replace(DOCUMENT, customer_no="店2"),
        replace(DOCUMENT, lines=[{**LINES[0], "requested_qty": 3}]),
    ],
    ids=["channel", "customer", "lines"],
)
def test_other_content_under_the_number_is_refused(other: Document) -> None:
    with pytest.raises(OrderChanged):
        decide_order(RECORDED, SHOP, other, STAMP, ZONE)


def test_goods_that_would_arrive_after_a_ban_are_refused() -> None:
    noon, evening = AT + timedelta(hours=12), AT + timedelta(hours=20)
    banned = evolve(SHOP, CustomerBanned(**replace(STAMP, effective_at=noon).fields(), customer_no="店1"))
    assert decide_order(None, banned, DOCUMENT, STAMP, ZONE)[1] == RECORDED
    late = replace(DOCUMENT, delivered_at=evening)
    with pytest.raises(CustomerIsBanned):
        decide_order(None, banned, late, STAMP, ZONE)
    delivered = decide_order(None, SHOP, late, STAMP, ZONE)[1]
    assert decide_order(delivered, banned, late, STAMP, ZONE) == ([], delivered)  # it was recorded before the ban was


@pytest.mark.parametrize("happened", [CustomerSuspended, CustomerWithdrawn], ids=["suspended", "withdrawn"])
def test_what_a_file_says_was_delivered_after_the_shop_closed_is_taken_in(happened: type[CustomerEvent]) -> None:
    noon, evening = AT + timedelta(hours=12), AT + timedelta(hours=20)
    closed = evolve(SHOP, happened(**replace(STAMP, effective_at=noon).fields(), customer_no="店1"))
    events, order = decide_order(None, closed, replace(DOCUMENT, delivered_at=evening), STAMP, ZONE)
    assert [event.topic for event in events] == ["order.placed", "order.confirmed", "order.delivered"]
    assert order.delivered_at == evening
