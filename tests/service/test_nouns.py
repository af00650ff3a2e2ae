"""What the service looks up for a decision: licences of two shops, the customer of an order, currencies."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from domain.complaints.complaint import close_complaint, reopen_complaint
from domain.complaints.events import ComplaintReceived
from domain.complaints.handling import respond_to_complaint
from domain.complaints.refusals import ComplaintNotFound, OrderOfAnotherCustomer
from domain.customers.events import WithdrawalKind
from domain.customers.refusals import CustomerIsSuspended, CustomerNotFound, LicenceAlreadyHeld
from domain.kernel.party import Party
from domain.kernel.refusals import InvalidValue, Refusal
from domain.orders.events import OrderPlaced
from domain.orders.refusals import InvalidAmount, OrderNotFound
from eventlog.database import Database
from eventlog.read.reading import read_customer, read_log
from service.complaints.complaints import handle_complaint, receive_complaint
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
    (event, grant) = enrol_customer(session, None, {"licence_no": "L1"}, said("2020-01-01")).events
    assert (event.about_customer, grant.about_customer) == ("L1", "L1")


def test_a_shop_without_number_and_licence_is_refused(session: Session) -> None:
    with pytest.raises(InvalidValue, match="customer_no"):
        enrol_customer(session, None, {}, said("2020-01-01"))


def test_two_shops_do_not_enrol_with_one_licence(session: Session) -> None:
    enrol_customer(session, "110001", {"licence_no": "L1"}, said("2020-01-01"))
    with pytest.raises(LicenceAlreadyHeld, match="held by customer 110001"):
        enrol_customer(session, "110002", {"licence_no": "L1"}, said("2020-01-01"))
    assert history(session, "110002") == []


@pytest.mark.usefixtures("shops")
def test_a_licence_is_not_taken_from_another_shop_later(session: Session) -> None:
    renew_licence(session, "110001", "L1", date(2030, 1, 1), said("2021-01-01"))
    with pytest.raises(LicenceAlreadyHeld):
        renew_licence(session, "110002", "L1", date(2030, 1, 1), said("2021-01-01"))
    with pytest.raises(LicenceAlreadyHeld):
        change_profile(session, "110002", {"licence_no": "L1"}, said("2021-01-01"))
    assert history(session, "110002") == ["customer.enrolled"]
    assert history(session) == ["customer.enrolled", "customer.licence_renewed", "licence.granted"]


@pytest.mark.usefixtures("shops")
def test_a_licence_that_is_prolonged_is_not_granted_again(session: Session) -> None:
    renew_licence(session, "110001", "L1", date(2025, 1, 1), said("2021-01-01"))
    renew_licence(session, "110001", "L1", date(2030, 1, 1), said("2021-02-01"))
    assert history(session)[1:] == ["customer.licence_renewed", "licence.granted", "customer.licence_renewed"]


@pytest.mark.usefixtures("shops")
def test_a_licence_passes_on_from_a_shop_that_left(session: Session) -> None:
    renew_licence(session, "110001", "L1", date(2030, 1, 1), said("2021-01-01"))
    withdraw_customer(session, "110001", WithdrawalKind.CESSATION, said("2022-01-01", reason="歇业"))
    with pytest.raises(LicenceAlreadyHeld):
        renew_licence(session, "110002", "L1", date(2030, 1, 1), said("2021-12-31"))
    renew_licence(session, "110002", "L1", date(2030, 1, 1), said("2022-01-01"))
    with pytest.raises(LicenceAlreadyHeld, match="held by customer 110002"):
        enrol_customer(session, "110003", {"licence_no": "L1"}, said("2022-01-01"))


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
        return lambda own: enrol_customer(own, number, {"licence_no": "L1"}, said("2020-01-01"))

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
        return lambda own: place_order(own, number, "110001", [line()], said("2021-07-02"))

    def suspending(own: Session) -> object:
        return suspend_customer(own, "110001", None, said("2021-07-01", reason="装修"))

    outcomes = at_once(database, *(ordering(f"A-{number}") for number in range(4)), suspending)
    placed = outcomes.count(None) - 1
    assert outcomes[-1] is None
    assert outcomes.count(CustomerIsSuspended) == 4 - placed
    assert history(session)[1:] == [*["order.placed"] * placed, "customer.suspended"]


@pytest.mark.usefixtures("shops")
def test_an_orders_whole_life_is_part_of_its_customers_history(session: Session) -> None:
    place_order(session, "A-1", "110001", [line(1, 3, "10")], said("2021-07-01"))
    confirm_order(session, "A-1", {1: 2}, said("2021-07-02"))
    deliver_order(session, "A-1", {}, said("2021-07-03"))
    (back,) = return_goods(session, "A-1", "R-1", {1: 1}, said("2021-07-04", reason="破损")).events
    assert getattr(back, "amount") == Decimal("3.34")  # noqa: B009 - half of 6.67
    place_order(session, "A-2", "110001", [line()], said("2021-07-05"))
    cancel_order(session, "A-2", said("2021-07-06", reason="客户撤单"))
    goods: Any = {"line_no": 1, "sku": "6901028", "qty": 1, "amount": Decimal(3)}
    record_return(session, "R-2", "110001", [goods], said("2021-07-07", reason="无原订单"))
    assert history(session)[1:] == [
        "order.placed", "order.confirmed", "order.delivered", "order.goods_returned",
        "order.placed", "order.cancelled", "return.recorded",
    ]  # fmt: skip
    assert history(session, "110002") == ["customer.enrolled"]


@pytest.mark.usefixtures("shops")
def test_amounts_are_kept_in_the_decimals_of_the_branchs_currency(session: Session) -> None:
    (event,) = place_order(session, "A-1", "110001", [line(amount="10")], said("2021-07-01")).events
    assert isinstance(event, OrderPlaced)
    assert (str(event.amount), str(event.lines[0].amount)) == ("10.00", "10.00")
    with pytest.raises(InvalidAmount, match="at most 2 decimals"):
        place_order(session, "A-2", "110001", [line(amount="10.005")], said("2021-07-01"))
    goods: Any = {"line_no": 1, "sku": "6901028", "qty": 1, "amount": Decimal("0.005")}
    with pytest.raises(InvalidAmount, match="at most 2 decimals"):
        record_return(session, "R-1", "110001", [goods], said("2021-07-01", reason="破损"))


@pytest.mark.usefixtures("shops")
def test_a_customers_whole_life_is_its_history(session: Session) -> None:
    change_profile(session, "110001", {"name": "好客来"}, said("2021-01-01"))
    verify_profile(session, "110001", ["name"], "无误", said("2021-01-02"))
    record_visit(session, "110001", "访销", None, "E9", said("2021-01-03"))
    suspend_customer(session, "110001", date(2021, 6, 1), said("2021-02-01", reason="装修"), approved_by="E8")
    resume_customer(session, "110001", said("2021-03-01"), approved_by="E8")
    withdraw_customer(session, "110001", WithdrawalKind.REVOCATION, said("2021-04-01", reason="违法"), approved_by="E8")
    assert history(session)[1:] == [
        "customer.renamed", "customer.profile_verified", "customer.visited",
        "customer.suspended", "customer.resumed", "customer.withdrawn",
    ]  # fmt: skip


@pytest.mark.usefixtures("shops")
def test_a_complaint_about_an_order_is_its_customers(session: Session) -> None:
    place_order(session, "A-1", "110001", [line()], said("2021-07-01"))
    (event,) = receive_complaint(session, "C-1", "少送一条", said("2021-07-02"), order_no="A-1").events
    assert isinstance(event, ComplaintReceived)
    assert (event.customer_no, event.party, event.order_no) == ("110001", Party.RETAILER, "A-1")
    handle_complaint(session, "C-1", respond_to_complaint, said("2021-07-03"), text="已补送")
    settled = {"outcome": "已解决", "action": "复核", "cause": "漏装"}
    handle_complaint(session, "C-1", close_complaint, said("2021-07-04"), **settled)
    handle_complaint(session, "C-1", reopen_complaint, said("2021-07-05", reason="客户不认可"))
    assert history(session)[2:] == [
        "complaint.received", "complaint.responded", "complaint.closed", "complaint.reopened",
    ]  # fmt: skip


@pytest.mark.usefixtures("shops")
def test_a_complaint_about_the_order_of_another_is_refused(session: Session) -> None:
    place_order(session, "A-1", "110001", [line()], said("2021-07-01"))
    with pytest.raises(OrderOfAnotherCustomer):
        receive_complaint(session, "C-1", "少送", said("2021-07-02"), customer_no="110002", order_no="A-1")


@pytest.mark.usefixtures("shops")
def test_a_complaint_of_nobody_we_know_belongs_to_no_history(session: Session) -> None:
    receive_complaint(session, "C-1", "假烟", said("2021-07-02"), party=Party.CONSUMER)
    assert history(session) == ["customer.enrolled"]
    (recorded,) = read_log(session.connection, session.branch, after=2, limit=9)
    assert (recorded.customer_id, recorded.customer_seq) == (None, None)


def test_what_is_not_there_is_named(session: Session) -> None:
    with pytest.raises(OrderNotFound, match="A-1"):
        confirm_order(session, "A-1", {}, said())
    with pytest.raises(OrderNotFound, match="A-1"):
        receive_complaint(session, "C-1", "少送", said(), order_no="A-1")
    with pytest.raises(CustomerNotFound, match="110001"):
        receive_complaint(session, "C-1", "少送", said(), customer_no="110001")
    with pytest.raises(CustomerNotFound, match="110001"):
        place_order(session, "A-1", "110001", [line()], said())
    with pytest.raises(CustomerNotFound, match="110001"):
        record_return(session, "R-1", "110001", [], said())
    with pytest.raises(ComplaintNotFound, match="C-1"):
        handle_complaint(session, "C-1", respond_to_complaint, said(), text="已补送")
