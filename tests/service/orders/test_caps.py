"""What happens to a shop between a release or an order and the confirmation: what bars it, and whose cap it has."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from domain.customers.events import WithdrawalKind
from domain.customers.refusals import CustomerIsSuspended, CustomerIsWithdrawn, LicenceIsExpired
from domain.kernel.refusals import Refusal
from domain.supply.events import AllotmentDrawn, Measure, Verdict
from domain.supply.refusals import AboveCap
from eventlog.database import Database
from eventlog.read.reading import read_log
from service.commands import carry_out
from service.customers import change_profile, resume_customer, suspend_customer, withdraw_customer
from service.orders.orders import cancel_order, confirm_order, deliver_order, place_order
from service.session import Session
from service.supply.supply import publish_policy
from service.supply.supply_tiers import grade_customers
from tests.domain.scenario import line
from tests.service.conftest import said
from tests.service.supply.test_supply import begin, ordered, released, tiers_of
from tests.service.test_nouns import at_once, history


@pytest.fixture
def graded(session: Session, shops: None) -> None:
    begin(session)


def raise_both(session: Session) -> None:
    """110002 comes into tier 30, where 110001 is, from 1 July on, told after what was released that day."""
    carry_out(session, said("2021-07-01"), publish_policy(Measure.DELIVERED, 12, {1: 0, 30: 50}, Verdict.ALLOW))
    grade_customers(session, said("2021-07-01"))


@pytest.mark.usefixtures("graded")
def test_a_shop_that_rises_inside_a_cycle_has_the_cap_of_its_tier_while_there_is_enough(session: Session) -> None:
    assert released(session, 19).leftover == 3
    raise_both(session)
    assert ordered(session, "B-1", 8, shop="110002") == [8]  # 2 of the leftover
    assert ordered(session, "B-2", 8, shop="110002") == [1]  # the last of it
    carry_out(session, said("2021-07-03", reason="撤单"), cancel_order("B-1"))
    assert ordered(session, "B-3", 8, shop="110002") == [8]
    assert ordered(session, "B-4", 8, shop="110002") == [0]
    assert released(session, cycle="W2", days=(date(2021, 7, 8), date(2021, 7, 9)), at="2021-07-04").carried_over == 0


@pytest.mark.usefixtures("graded")
def test_an_order_of_an_earlier_cycle_has_nothing_of_what_the_next_took_over(session: Session) -> None:
    assert released(session, 19).leftover == 3
    raise_both(session)
    later = released(session, cycle="W2", days=(date(2021, 7, 8), date(2021, 7, 9)), at="2021-07-04")
    assert later.carried_over == 3
    assert ordered(session, "B-1", 8, shop="110002") == [6]


@pytest.mark.usefixtures("graded")
def test_a_shop_that_rises_where_nothing_is_left_over_has_what_was_shared_out_to_it(session: Session) -> None:
    assert released(session, 16).leftover == 0
    raise_both(session)
    assert tiers_of(session) == {"110001": 30, "110002": 30}
    assert ordered(session, "B-1", 20, shop="110002") == [6]
    assert ordered(session, "A-1", 20) == [10]
    carry_out(session, said("2021-07-02"), place_order("B-2", "110002", [line(1, 20)]))
    with pytest.raises(
        AboveCap, match=r"tier 30 may order 10 .* 6 were ordered before; of those .* 0 remain, and 0 are left"
    ):
        carry_out(session, said("2021-07-03"), confirm_order("B-2", {1: 1}))
    again: dict[str, Any] = {"cycle": "W2", "days": (date(2021, 7, 8), date(2021, 7, 9)), "at": "2021-07-04"}
    released(session, **again)
    carry_out(session, said("2021-07-08"), place_order("B-3", "110002", [line(1, 20)]))
    event = carry_out(session, said("2021-07-08"), confirm_order("B-3", {})).events[0]
    assert event.ordered_qty == 10  # type: ignore[attr-defined]


@pytest.mark.usefixtures("graded")
def test_a_shop_that_was_not_counted_has_what_is_left_over_until_the_next_release(session: Session) -> None:
    carry_out(session, said("2021-06-30", reason="装修"), suspend_customer("110002", None))
    assert released(session, 10).leftover == 0
    carry_out(session, said("2021-07-02"), resume_customer("110002"))
    assert ordered(session, "B-1", 20, shop="110002") == [0]
    carry_out(session, said("2021-07-02"), place_order("B-2", "110002", [line(1, 1)]))
    with pytest.raises(AboveCap, match=r"tier 29 may order 6 .* 0 remain, and 0 are left over"):
        carry_out(session, said("2021-07-03"), confirm_order("B-2", {1: 1}))


@pytest.mark.parametrize(("quantity", "risen"), [(16, 6), (18, 8), (40, 10)])
@pytest.mark.usefixtures("graded")
def test_orders_confirmed_at_once_after_shops_rose_never_pass_the_release(
    database: Database, session: Session, quantity: int, risen: int
) -> None:
    released(session, quantity)
    for number in range(12):
        if number == 6:
            raise_both(session)
        shop = ("110001", "110002")[number % 2]
        carry_out(session, said("2021-07-02"), place_order(f"A-{number}", shop, [line(1, 7)]))

    def confirming(number: int) -> Callable[[Session], object]:
        return lambda own: [
            carry_out(own, said("2021-07-03"), confirm_order(f"A-{one}", {})) for one in (number, number + 6)
        ]

    assert at_once(database, *map(confirming, range(6))) == [None] * 6
    events = read_log(session.connection, session.branch, limit=99, topics=["allotment.drawn"])
    drawn: Counter[str] = Counter()
    for event in (recorded.event for recorded in events):
        assert isinstance(event, AllotmentDrawn)
        drawn[event.customer_no] += event.ordered_qty
    assert drawn == {"110001": 10, "110002": risen}


def licence_ends(session: Session) -> None:
    carry_out(session, said("2021-07-03"), change_profile("110001", {"licence_valid_until": date(2021, 7, 2)}))


def suspended(session: Session) -> None:
    carry_out(session, said("2021-07-03", reason="装修"), suspend_customer("110001", None))


def revoked(session: Session) -> None:
    carry_out(session, said("2021-07-03", reason="收回"), withdraw_customer("110001", WithdrawalKind.REVOCATION))


@pytest.mark.parametrize(
    ("happened", "refusal"),
    [(licence_ends, LicenceIsExpired), (suspended, CustomerIsSuspended), (revoked, CustomerIsWithdrawn)],
)
@pytest.mark.usefixtures("shops")
def test_what_bars_an_order_bars_confirming_one_and_leaves_what_was_confirmed(
    session: Session, happened: Callable[[Session], None], refusal: type[Refusal]
) -> None:
    for number in ("A-1", "A-2"):
        carry_out(session, said("2021-07-02"), place_order(number, "110001", [line(1, 3)]))
    carry_out(session, said("2021-07-02"), confirm_order("A-1", {}))
    happened(session)
    with pytest.raises(refusal):
        carry_out(session, said("2021-07-03"), confirm_order("A-2", {}))
    assert carry_out(session, said("2021-07-03"), deliver_order("A-1", {})).positions
    assert carry_out(session, said("2021-07-03", reason="撤单"), cancel_order("A-2")).positions


@pytest.mark.usefixtures("shops")
def test_a_confirmation_never_overtakes_a_suspension_told_at_once(database: Database, session: Session) -> None:
    for number in range(3):
        carry_out(session, said("2021-07-02"), place_order(f"A-{number}", "110001", [line(1, 3)]))

    def confirming(number: int) -> Callable[[Session], object]:
        return lambda own: carry_out(own, said("2021-07-03"), confirm_order(f"A-{number}", {}))

    refused = at_once(database, suspended, *map(confirming, range(3)))
    told = [topic for topic in history(session) if topic in {"customer.suspended", "order.confirmed"}]
    assert told[-1] == "customer.suspended"
    assert len(told) - 1 == refused[1:].count(None)
    assert set(refused) <= {None, CustomerIsSuspended}
