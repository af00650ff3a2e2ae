"""What the service looks up for a decision: licences of two shops, the customer of an order, currencies."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from domain.complaints.events import ComplaintReceived
from domain.complaints.refusals import ComplaintNotFound, OrderOfAnotherCustomer
from domain.customers.events import WithdrawalKind
from domain.customers.refusals import CustomerIsSuspended, CustomerNotFound, LicenceAlreadyHeld
from domain.kernel.party import Party
from domain.kernel.refusals import InvalidValue, Refusal
from domain.orders.events import OrderPlaced
from domain.orders.refusals import InvalidAmount, OrderNotFound
from eventlog.database import Database
from eventlog.read.reading import read_customer, read_log
from service.commands import carry_out
from service.complaints.complaints import (
    close_complaint,
    receive_complaint,
    reopen_complaint,
    respond_to_complaint,
)
from service.customers import (
    change_profile,
    enrol_customer,
    record_visit,
    renew_licence,
    resume_customer,
    suspend_customer,
    verify_profile,
    withdraw_customer,
)
from service.orders.orders import cancel_order, confirm_order, deliver_order, place_order, record_return, return_goods
from service.session import Session
from tests.domain.scenario import NOW, line
from tests.service.conftest import said


def history(session: Session, customer_no: str = "110001") -> list[str]:
    return [r.event.topic for r in read_customer(session.connection, session.branch, customer_no)]


def test_a_shop_without_a_number_is_known_by_its_licences(session: Session) -> None:
    (event, grant) = carry_out(session, said("2020-01-01"), enrol_customer(None, {"licence_no": "L1"})).events
    assert (event.about_customer, grant.about_customer) == ("L1", "L1")


def test_a_shop_without_number_and_licence_is_refused(session: Session) -> None:
    with pytest.raises(InvalidValue, match="customer_no"):
        carry_out(session, said("2020-01-01"), enrol_customer(None, {}))


def test_two_shops_do_not_enrol_with_one_licence(session: Session) -> None:
    carry_out(session, said("2020-01-01"), enrol_customer("110001", {"licence_no": "L1"}))
    with pytest.raises(LicenceAlreadyHeld, match="held by customer 110001"):
        carry_out(session, said("2020-01-01"), enrol_customer("110002", {"licence_no": "L1"}))
    assert history(session, "110002") == []


@pytest.mark.usefixtures("shops")
def test_a_licence_is_not_taken_from_another_shop_later(session: Session) -> None:
    carry_out(session, said("2021-01-01"), renew_licence("110001", "L1", date(2030, 1, 1)))
    with pytest.raises(LicenceAlreadyHeld):
        carry_out(session, said("2021-01-01"), renew_licence("110002", "L1", date(2030, 1, 1)))
    with pytest.raises(LicenceAlreadyHeld):
        carry_out(session, said("2021-01-01"), change_profile("110002", {"licence_no": "L1"}))
    assert history(session, "110002") == ["customer.enrolled"]
    assert history(session) == ["customer.enrolled", "customer.licence_renewed", "licence.granted"]


@pytest.mark.usefixtures("shops")
def test_a_licence_that_is_prolonged_is_not_granted_again(session: Session) -> None:
    carry_out(session, said("2021-01-01"), renew_licence("110001", "L1", date(2025, 1, 1)))
    carry_out(session, said("2021-02-01"), renew_licence("110001", "L1", date(2030, 1, 1)))
    assert history(session)[1:] == ["customer.licence_renewed", "licence.granted", "customer.licence_renewed"]


@pytest.mark.usefixtures("shops")
def test_a_licence_passes_on_from_a_shop_that_left(session: Session) -> None:
    carry_out(session, said("2021-01-01"), renew_licence("110001", "L1", date(2030, 1, 1)))
    carry_out(session, said("2022-01-01", reason="歇业"), withdraw_customer("110001", WithdrawalKind.CESSATION))
    with pytest.raises(LicenceAlreadyHeld):
        carry_out(session, said("2021-12-31"), renew_licence("110002", "L1", date(2030, 1, 1)))
    carry_out(session, said("2022-01-01"), renew_licence("110002", "L1", date(2030, 1, 1)))
    with pytest.raises(LicenceAlreadyHeld, match="held by customer 110002"):
        carry_out(session, said("2022-01-01"), enrol_customer("110003", {"licence_no": "L1"}))


def at_once(database: Database, *actions: Callable[[Session], object]) -> list[type[Refusal] | None]:
    """What each action, begun together with the others, was refused with."""
    start = threading.Barrier(len(actions))

    def act(action: Callable[[Session], object]) -> type[Refusal] | None:
        with Session(database, "suzhou", clock=lambda: NOW) as own:
            assert own.branch
            start.wait()
            try:
                action(own)
            except Refusal as refusal:
                return type(refusal)
            return None

    with ThreadPoolExecutor(len(actions)) as pool:
        return [*pool.map(act, actions)]


def test_of_shops_that_enrol_with_one_licence_at_once_exactly_one_holds_it(
    database: Database, session: Session
) -> None:
    def enrolling(number: str) -> Callable[[Session], object]:
        return lambda own: carry_out(own, said("2020-01-01"), enrol_customer(number, {"licence_no": "L1"}))

    outcomes = at_once(database, *(enrolling(f"11000{number}") for number in range(4)))
    assert outcomes.count(None) == 1
    assert outcomes.count(LicenceAlreadyHeld) == 3
    log = read_log(session.connection, session.branch, limit=9)
    assert [r.event.topic for r in log] == ["customer.enrolled", "licence.granted"]


@pytest.mark.usefixtures("shops")
def test_an_order_that_races_with_a_suspension_is_placed_before_it_or_refused(
    database: Database, session: Session
) -> None:
    def ordering(number: str) -> Callable[[Session], object]:
        return lambda own: carry_out(own, said("2021-07-02"), place_order(number, "110001", [line()]))

    def suspending(own: Session) -> object:
        return carry_out(own, said("2021-07-01", reason="装修"), suspend_customer("110001", None))

    outcomes = at_once(database, *(ordering(f"A-{number}") for number in range(4)), suspending)
    placed = outcomes.count(None) - 1
    assert outcomes[-1] is None
    assert outcomes.count(CustomerIsSuspended) == 4 - placed
    assert history(session)[1:] == [*["order.placed"] * placed, "customer.suspended"]


@pytest.mark.usefixtures("shops")
def test_an_orders_whole_life_is_part_of_its_customers_history(session: Session) -> None:
    carry_out(session, said("2021-07-01"), place_order("A-1", "110001", [line(1, 3, "10")]))
    carry_out(session, said("2021-07-02"), confirm_order("A-1", {1: 2}))
    carry_out(session, said("2021-07-03"), deliver_order("A-1", {}))
    (back,) = carry_out(session, said("2021-07-04", reason="破损"), return_goods("A-1", "R-1", {1: 1})).events
    assert getattr(back, "amount") == Decimal("3.34")  # noqa: B009 - half of 6.67
    carry_out(session, said("2021-07-05"), place_order("A-2", "110001", [line()]))
    carry_out(session, said("2021-07-06", reason="客户撤单"), cancel_order("A-2"))
    goods: Any = {"line_no": 1, "sku": "6901028", "qty": 1, "amount": Decimal(3)}
    carry_out(session, said("2021-07-07", reason="无原订单"), record_return("R-2", "110001", [goods]))
    assert history(session)[1:] == [
        "order.placed", "order.confirmed", "order.delivered", "order.goods_returned",
        "order.placed", "order.cancelled", "return.recorded",
    ]  # fmt: skip
    assert history(session, "110002") == ["customer.enrolled"]


@pytest.mark.usefixtures("shops")
def test_amounts_are_kept_in_the_decimals_of_the_branchs_currency(session: Session) -> None:
    (event,) = carry_out(session, said("2021-07-01"), place_order("A-1", "110001", [line(amount="10")])).events
    assert isinstance(event, OrderPlaced)
    assert (str(event.amount), str(event.lines[0].amount)) == ("10.00", "10.00")
    with pytest.raises(InvalidAmount, match="at most 2 decimals"):
        carry_out(session, said("2021-07-01"), place_order("A-2", "110001", [line(amount="10.005")]))
    goods: Any = {"line_no": 1, "sku": "6901028", "qty": 1, "amount": Decimal("0.005")}
    with pytest.raises(InvalidAmount, match="at most 2 decimals"):
        carry_out(session, said("2021-07-01", reason="破损"), record_return("R-1", "110001", [goods]))


@pytest.mark.usefixtures("shops")
def test_a_customers_whole_life_is_its_history(session: Session) -> None:
    carry_out(session, said("2021-01-01"), change_profile("110001", {"name": "好客来"}))
    carry_out(session, said("2021-01-02"), verify_profile("110001", ["name"], "无误"))
    carry_out(session, said("2021-01-03"), record_visit("110001", "访销", None, "E9"))
    carry_out(
        session, said("2021-02-01", reason="装修"), suspend_customer("110001", date(2021, 6, 1), approved_by="E8")
    )
    carry_out(session, said("2021-03-01"), resume_customer("110001", approved_by="E8"))
    carry_out(
        session,
        said("2021-04-01", reason="违法"),
        withdraw_customer("110001", WithdrawalKind.REVOCATION, approved_by="E8"),
    )
    assert history(session)[1:] == [
        "customer.renamed", "customer.profile_verified", "customer.visited",
        "customer.suspended", "customer.resumed", "customer.withdrawn",
    ]  # fmt: skip


@pytest.mark.usefixtures("shops")
def test_a_complaint_about_an_order_is_its_customers(session: Session) -> None:
    carry_out(session, said("2021-07-01"), place_order("A-1", "110001", [line()]))
    (event,) = carry_out(session, said("2021-07-02"), receive_complaint("C-1", "少送一条", order_no="A-1")).events
    assert isinstance(event, ComplaintReceived)
    assert (event.customer_no, event.party, event.order_no) == ("110001", Party.RETAILER, "A-1")
    carry_out(session, said("2021-07-03"), respond_to_complaint("C-1", text="已补送"))
    settled = {"outcome": "已解决", "action": "复核", "cause": "漏装"}
    carry_out(session, said("2021-07-04"), close_complaint("C-1", **settled))
    carry_out(session, said("2021-07-05", reason="客户不认可"), reopen_complaint("C-1"))
    assert history(session)[2:] == [
        "complaint.received", "complaint.responded", "complaint.closed", "complaint.reopened",
    ]  # fmt: skip


@pytest.mark.usefixtures("shops")
def test_a_complaint_about_the_order_of_another_is_refused(session: Session) -> None:
    carry_out(session, said("2021-07-01"), place_order("A-1", "110001", [line()]))
    with pytest.raises(OrderOfAnotherCustomer):
        carry_out(session, said("2021-07-02"), receive_complaint("C-1", "少送", customer_no="110002", order_no="A-1"))


@pytest.mark.usefixtures("shops")
def test_a_complaint_of_nobody_we_know_belongs_to_no_history(session: Session) -> None:
    carry_out(session, said("2021-07-02"), receive_complaint("C-1", "假烟", party=Party.CONSUMER))
    assert history(session) == ["customer.enrolled"]
    (recorded,) = read_log(session.connection, session.branch, after=2, limit=9)
    assert (recorded.customer_id, recorded.customer_seq) == (None, None)


def test_what_is_not_there_is_named(session: Session) -> None:
    with pytest.raises(OrderNotFound, match="A-1"):
        carry_out(session, said(), confirm_order("A-1", {}))
    with pytest.raises(OrderNotFound, match="A-1"):
        carry_out(session, said(), receive_complaint("C-1", "少送", order_no="A-1"))
    with pytest.raises(CustomerNotFound, match="110001"):
        carry_out(session, said(), receive_complaint("C-1", "少送", customer_no="110001"))
    with pytest.raises(CustomerNotFound, match="110001"):
        carry_out(session, said(), place_order("A-1", "110001", [line()]))
    with pytest.raises(CustomerNotFound, match="110001"):
        carry_out(session, said(), record_return("R-1", "110001", []))
    with pytest.raises(ComplaintNotFound, match="C-1"):
        carry_out(session, said(), respond_to_complaint("C-1", text="已补送"))
