"""Graded by what the log knows, confirmed within caps, whatever is asked at once."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from domain.customers.events import WithdrawalKind
from domain.customers.refusals import CustomerIsSuspended, CustomerNotFound
from domain.kernel.versions import RuleNotFound
from domain.orders.events import OrderConfirmed, OrderPlaced
from domain.products.events import SalesState
from domain.supply.events import AllotmentDrawn, Measure, Sharing, SupplyReleased, Verdict
from domain.supply.refusals import AboveCap, AboveReasonableQuantity, ScarceNotReleased
from domain.supply.release import Plan
from eventlog.database import Database
from eventlog.read.reading import head, read_log
from service.commands import carry_out
from service.customers import change_profile, enrol_customer, resume_customer, suspend_customer, withdraw_customer
from service.orders.orders import cancel_order, confirm_order, deliver_order, place_order, return_goods
from service.products import register_product, set_state
from service.session import Session
from service.supply.supply import agree_quantity, publish_policy, recall_release, release_skus
from service.supply.supply_tiers import grade_customers
from tests.domain.scenario import line
from tests.service.conftest import said
from tests.service.test_nouns import at_once, history

SKU = "6901028"


def deliver(session: Session, order_no: str, customer_no: str, day: str, qty: int) -> None:
    carry_out(session, said(day), place_order(order_no, customer_no, [line(1, qty)]))
    carry_out(session, said(day), confirm_order(order_no, {}))
    carry_out(session, said(day), deliver_order(order_no, {}))


def publish(session: Session, at: str = "2020-01-01", measure: Measure = Measure.DELIVERED, **rules: Any) -> None:
    bounds = {1: 0, 29: 50, 30: 100}
    verdicts = {"above_agreed": Verdict.ALLOW, "scarce_unreleased": Verdict.ALLOW, **rules}
    carry_out(session, said(at), publish_policy(measure, 12, bounds, **verdicts))


def begin(session: Session) -> None:
    """110001 in tier 30 and 110002 in tier 29, from 1 July 2021 on."""
    publish(session)
    deliver(session, "O-1", "110001", "2020-07-01", 60)
    deliver(session, "O-2", "110001", "2021-06-30", 40)
    deliver(session, "O-3", "110002", "2021-06-30", 50)
    grade_customers(session, said("2021-07-01"))


@pytest.fixture
def graded(session: Session, shops: None) -> None:
    begin(session)


def released(session: Session, quantity: int = 100, caps: dict[int, int] | None = None, **facts: Any) -> SupplyReleased:
    """A release for the first week of July 2021."""
    first, last = facts.get("days", (date(2021, 7, 1), date(2021, 7, 7)))
    plan = Plan(facts.get("cycle", "W1"), first, last, quantity, caps or {30: 10, 29: 6}, Sharing.PRIORITY)
    (event,) = carry_out(session, said(facts.get("at", "2021-07-01")), release_skus({SKU: plan})).events
    assert isinstance(event, SupplyReleased)
    return event


def ordered(session: Session, order_no: str, *quantities: int, shop: str = "110001", **less: Any) -> list[int]:
    """Place on 2 July and confirm; what each line got of it."""
    lines = [line(n, qty) for n, qty in enumerate(quantities, 1)]
    carry_out(session, said("2021-07-02"), place_order(order_no, shop, lines))
    return confirmed(session, order_no, *quantities, **less)


def confirmed(session: Session, order_no: str, *quantities: int, less: dict[int, int] | None = None) -> list[int]:
    event = carry_out(session, said("2021-07-03"), confirm_order(order_no, less or {})).events[0]
    assert isinstance(event, OrderConfirmed)
    got = {change.line_no: change.ordered_qty for change in event.changes}
    return [got.get(number, qty) for number, qty in enumerate(quantities, 1)]


def tiers_of(session: Session) -> dict[str, int]:
    topics = ["customer.supply_tier_assigned"]
    events: list[Any] = [r.event for r in read_log(session.connection, session.branch, limit=99, topics=topics)]
    return {event.customer_no: event.supply_tier for event in events}


@pytest.mark.usefixtures("graded")
def test_shops_are_graded_by_the_cartons_of_the_months_before(session: Session) -> None:
    assert tiers_of(session) == {"110001": 30, "110002": 29}


@pytest.mark.usefixtures("shops")
def test_what_is_delivered_in_the_month_of_grading_does_not_count(session: Session) -> None:
    publish(session)
    deliver(session, "O-1", "110001", "2021-07-01", 100)
    deliver(session, "O-2", "110002", "2020-06-30", 100)
    grade_customers(session, said("2021-07-01"))
    assert tiers_of(session) == {"110001": 1, "110002": 1}


@pytest.mark.usefixtures("graded")
def test_graded_again_only_what_is_new_is_recorded(session: Session) -> None:
    before = head(session.connection, session.branch)
    assert grade_customers(session, said("2021-07-01")).tiers == {}
    assert head(session.connection, session.branch) == before
    carry_out(session, said("2021-06-01"), enrol_customer("110003", {}))
    again = grade_customers(session, said("2021-07-01"))
    assert (again.tiers, again.policy_version) == ({1: Counter(new=1)}, 1)
    assert again.scored == (date(2020, 7, 1), date(2021, 7, 1))
    later = grade_customers(session, said("2021-08-01"))  # July 2020 no longer counts
    assert later.tiers == {29: Counter(kept=1), 1: Counter(lowered=1, kept=1)}


@pytest.mark.usefixtures("shops")
def test_a_dry_run_grades_and_records_nothing(session: Session) -> None:
    publish(session)
    before = head(session.connection, session.branch)
    graded = grade_customers(session, said("2021-07-01", dry_run=True))
    assert (graded.dry_run, graded.tiers) == (True, {1: Counter(new=2)})
    assert head(session.connection, session.branch) == before


@pytest.mark.usefixtures("shops")
def test_what_came_back_counts_only_where_the_policy_says_so(session: Session) -> None:
    publish(session)
    publish(session, "2021-08-01", Measure.NET)
    deliver(session, "O-1", "110001", "2021-06-30", 100)
    carry_out(session, said("2021-06-30", reason="滞销"), return_goods("O-1", "R-1", {1: 60}))
    grade_customers(session, said("2021-07-01"))
    assert tiers_of(session)["110001"] == 30
    grade_customers(session, said("2021-08-01"))
    assert tiers_of(session)["110001"] == 1


@pytest.mark.usefixtures("shops")
def test_nobody_is_graded_before_a_policy_holds(session: Session) -> None:
    publish(session, "2021-07-02")
    with pytest.raises(RuleNotFound):
        grade_customers(session, said("2021-07-01"))


@pytest.mark.usefixtures("graded")
def test_a_release_counts_the_shops_that_may_be_supplied(session: Session) -> None:
    for number in ("110003", "110004", "110005"):
        carry_out(session, said("2021-01-01"), enrol_customer(number, {}))
    grade_customers(session, said("2021-07-01"))
    carry_out(session, said("2021-07-01", reason="装修"), suspend_customer("110003", None))
    carry_out(session, said("2021-07-01", reason="歇业"), withdraw_customer("110004", WithdrawalKind.CESSATION))
    carry_out(session, said("2021-07-01"), enrol_customer("110006", {}))
    event = released(session)
    assert [(share.tier, share.customers) for share in event.tiers] == [(30, 1), (29, 1), (1, 1)]
    assert event.untiered == 1
    carry_out(session, said("2021-07-02"), resume_customer("110003"))
    facts: dict[str, Any] = {"cycle": "W2", "days": (date(2021, 7, 8), date(2021, 7, 9)), "at": "2021-07-02"}
    assert released(session, **facts).tiers[-1].customers == 2


@pytest.mark.usefixtures("graded")
def test_an_order_is_cut_to_what_is_left_of_the_cap_and_the_cut_is_recorded(session: Session) -> None:
    released(session)
    assert ordered(session, "A-1", 7) == [7]
    assert ordered(session, "A-2", 2, 9) == [2, 1]
    assert ordered(session, "A-3", 4) == [0]
    (drawn,) = (r.event for r in read_log(session.connection, session.branch, limit=1, topics=["allotment.drawn"]))
    assert isinstance(drawn, AllotmentDrawn)
    assert (drawn.limit, drawn.supply_tier, drawn.cycle, drawn.before) == (10, 30, "W1", 0)
    assert history(session)[-2:] == ["order.confirmed", "allotment.drawn"]
    assert ordered(session, "B-1", 9, shop="110002") == [6]


@pytest.mark.usefixtures("graded")
def test_a_line_given_above_the_cap_is_refused(session: Session) -> None:
    released(session)
    carry_out(session, said("2021-07-02"), place_order("A-1", "110001", [line(1, 20)]))
    with pytest.raises(AboveCap, match="tier 30 may order 10 in cycle 'W1'"):
        carry_out(session, said("2021-07-03"), confirm_order("A-1", {1: 11}))
    assert confirmed(session, "A-1", 20, less={1: 10}) == [10]


@pytest.mark.usefixtures("graded")
def test_without_a_release_in_force_nothing_is_cut_and_nothing_else_recorded(session: Session) -> None:
    released(session, cycle="W2", days=(date(2021, 7, 3), date(2021, 7, 9)))
    assert ordered(session, "A-1", 70) == [70]  # placed on the 2nd
    assert history(session)[-2:] == ["order.placed", "order.confirmed"]
    released(session, cycle="W3", days=(date(2021, 7, 10), date(2021, 7, 10)))
    carry_out(session, said("2021-07-10", reason="有误"), recall_release(SKU, "W3"))
    carry_out(session, said("2021-07-10"), place_order("A-2", "110001", [line(1, 70)]))
    assert carry_out(session, said("2021-07-10"), confirm_order("A-2", {})).events[0].ordered_qty == 70  # type: ignore[attr-defined]


@pytest.mark.usefixtures("graded")
def test_the_cap_is_that_of_the_tier_known_when_the_order_was_placed(session: Session) -> None:
    released(session, caps={30: 10, 29: 6, 1: 2})
    (placed,) = carry_out(session, said("2021-07-02"), place_order("A-1", "110001", [line(1, 20)])).events
    assert isinstance(placed, OrderPlaced)
    assert placed.supply_tier == 30
    carry_out(session, said("2021-07-01"), publish_policy(Measure.DELIVERED, 1, {1: 0, 30: 1000}, Verdict.ALLOW))
    grade_customers(session, said("2021-07-01"))  # told late: in tier 1 from the same day on
    assert tiers_of(session)["110001"] == 1
    assert confirmed(session, "A-1", 20) == [10]
    assert ordered(session, "A-2", 20, shop="110002") == [2]


@pytest.mark.usefixtures("shops")
def test_a_shop_without_a_tier_gets_nothing_of_a_release(session: Session) -> None:
    released(session)
    assert ordered(session, "A-1", 3) == [0]


@pytest.mark.usefixtures("graded")
def test_a_shop_suspended_since_it_ordered_gets_nothing_of_a_release(session: Session) -> None:
    released(session)
    carry_out(session, said("2021-07-02"), place_order("A-1", "110001", [line(1, 3)]))
    carry_out(session, said("2021-07-03", reason="装修"), suspend_customer("110001", None))
    with pytest.raises(CustomerIsSuspended):
        carry_out(session, said("2021-07-03"), confirm_order("A-1", {}))


@pytest.mark.usefixtures("graded")
def test_a_cancelled_order_gives_back_its_cartons(session: Session) -> None:
    released(session)
    assert ordered(session, "A-1", 8) == [8]
    carry_out(session, said("2021-07-02"), place_order("A-2", "110001", [line(1, 8)]))
    carry_out(session, said("2021-07-03", reason="撤单"), cancel_order("A-1"))
    assert history(session)[-2:] == ["order.cancelled", "allotment.given_back"]
    assert confirmed(session, "A-2", 8) == [8]
    carry_out(session, said("2021-07-02"), place_order("A-3", "110001", [line(1, 8)]))
    carry_out(session, said("2021-07-03", reason="撤单"), cancel_order("A-3"))
    assert history(session)[-1] == "order.cancelled"


@pytest.mark.usefixtures("graded")
def test_a_cancelled_order_gives_back_also_what_it_took_of_a_release_that_was_recalled(session: Session) -> None:
    released(session)
    assert ordered(session, "A-1", 8) == [8]
    carry_out(session, said("2021-07-03", reason="有误"), recall_release(SKU, "W1"))
    carry_out(session, said("2021-07-03", reason="撤单"), cancel_order("A-1"))
    assert history(session)[-2:] == ["order.cancelled", "allotment.given_back"]
    released(session)
    assert ordered(session, "A-2", 10) == [10]


@pytest.mark.usefixtures("graded")
def test_a_shop_whose_licence_is_over_gets_no_share(session: Session) -> None:
    carry_out(session, said("2021-01-01"), change_profile("110002", {"licence_valid_until": date(2021, 6, 30)}))
    carry_out(session, said("2021-01-01"), change_profile("110001", {"licence_valid_until": date(2021, 7, 1)}))
    assert [(share.tier, share.customers) for share in released(session).tiers] == [(30, 1), (29, 0)]


@pytest.mark.usefixtures("graded")
def test_a_scarce_sku_is_supplied_through_releases_only_where_the_policy_says_so(session: Session) -> None:
    carry_out(session, said("2021-01-01"), register_product(SKU, {"name": "软中华"}, {}))
    carry_out(session, said("2021-07-02"), set_state(SKU, SalesState.SCARCE))
    released(session, cycle="W0", days=(date(2021, 7, 1), date(2021, 7, 1)))
    assert ordered(session, "A-1", 3) == [3]
    publish(session, "2021-07-03", scarce_unreleased=Verdict.REFUSE)
    carry_out(session, said("2021-07-01"), place_order("A-2", "110001", [line(1, 3)]))
    assert confirmed(session, "A-2", 3) == [3]
    with pytest.raises(ScarceNotReleased):
        ordered(session, "A-3", 3)
    assert confirmed(session, "A-3", 3, less={1: 0}) == [0]
    carry_out(session, said("2021-06-30"), place_order("A-4", "110001", [line(1, 3)]))  # before it was scarce
    assert confirmed(session, "A-4", 3) == [3]


@pytest.mark.usefixtures("graded")
def test_orders_confirmed_at_once_never_take_more_than_the_cap(database: Database, session: Session) -> None:
    released(session)
    for number in range(4):
        carry_out(session, said("2021-07-02"), place_order(f"A-{number}", "110001", [line(1, 4)]))

    def confirming(number: int) -> Callable[[Session], object]:
        return lambda own: carry_out(own, said("2021-07-03"), confirm_order(f"A-{number}", {}))

    assert at_once(database, *map(confirming, range(4))) == [None] * 4
    drawn = read_log(session.connection, session.branch, limit=9, topics=["allotment.drawn"])
    assert sorted(r.event.ordered_qty for r in drawn) == [0, 2, 4, 4]  # type: ignore[attr-defined]


@pytest.mark.usefixtures("graded")
def test_an_order_above_the_agreed_quantity_is_refused_only_where_the_policy_says_so(session: Session) -> None:
    carry_out(session, said("2021-07-01"), agree_quantity("110001", 10))
    assert ordered(session, "A-1", 12) == [12]
    publish(session, "2021-07-02", above_agreed=Verdict.REFUSE)
    carry_out(session, said("2021-07-02"), place_order("A-2", "110001", [line(1, 1)]))
    with pytest.raises(AboveReasonableQuantity, match="the 0 left of the 10 agreed for 2021-07"):
        carry_out(session, said("2021-07-03"), confirm_order("A-2", {}))
    carry_out(session, said("2021-08-01"), place_order("A-3", "110001", [line(1, 10)]))
    assert len(carry_out(session, said("2021-08-01"), confirm_order("A-3", {})).events) == 2
    carry_out(session, said("2021-06-30"), place_order("A-4", "110001", [line(1, 70)]))  # before it was agreed
    assert len(carry_out(session, said("2021-07-03"), confirm_order("A-4", {})).events) == 1


def test_a_quantity_is_agreed_only_with_a_customer(session: Session) -> None:
    with pytest.raises(CustomerNotFound):
        carry_out(session, said("2021-07-01"), agree_quantity("110009", 10))
