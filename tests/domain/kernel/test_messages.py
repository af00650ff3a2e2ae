"""What a refused person reads: which thing, which value, and what would be right."""

import pickle
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from domain.areas import EVENT_TYPES
from domain.complaints.complaint import close_complaint, reopen_complaint
from domain.complaints.handling import respond_to_complaint
from domain.customers.customer import (
    change_profile,
    enrol,
    record_visit,
    renew_licence,
    resume,
    suspend,
    verify_profile,
    withdraw,
)
from domain.customers.refusals import CustomerIsWithdrawn
from domain.kernel.identity import check_slug
from domain.kernel.refusals import InvalidBranch, Refusal
from domain.orders.goods_return import record_return
from domain.orders.lines import in_currency
from domain.orders.order import cancel_order, confirm_order, deliver_order, return_goods
from domain.orders.refusals import InvalidAmount
from tests.domain.scenario import (
    Given,
    confirmed,
    delivered,
    enrolled,
    given,
    line,
    placed,
    received,
    responded,
    the_customer,
)

SHOP = given(enrolled())
ORDER = given(placed())
CONFIRMED = given(placed(), confirmed())
DELIVERED = given(placed(), confirmed(), delivered())
ANSWERED = given(received(), responded())
LATER = {"at": "2021-05-31"}


@pytest.mark.parametrize(
    ("scenario", "decision", "arguments", "named", "message"),
    [
        (given(), enrol, ("", {}), {},
         'customer_no "" cannot be a number or code: it is empty or has spaces around it'),
        (SHOP, enrol, ("110001", {}), {}, "customer 110001 was enrolled on 2020-01-01 already"),
        (SHOP, verify_profile, ((), ""), {}, 'note "" cannot be kept: it is empty'),
        (SHOP, record_visit, ("",), {}, 'purpose "" cannot be kept: it is empty'),
        (SHOP, record_visit, ("访", ""), {}, 'finding "" cannot be kept: it is empty'),
        (SHOP, record_visit, ("访", None, "=1"), {},
         'visitor "=1" cannot be a number or code: a spreadsheet would take it for a formula'),
        (SHOP, renew_licence, (None, date(2021, 6, 30)), {},
         "valid_until 2021-06-30 is not right: it lies before 2021-07-01"),
        (SHOP, suspend, (date(2021, 6, 30),), {"reason": "装修"},
         "until 2021-06-30 is not right: it lies before 2021-07-01"),
        (SHOP, suspend, (), {}, "a suspension takes something away, so it needs a reason: --reason TEXT"),
        (SHOP, withdraw, (), {}, "a withdrawal takes something away, so it needs a reason: --reason TEXT"),
        (SHOP, resume, (), {}, "customer 110001 is not suspended on 2021-07-01"),
        (SHOP, change_profile, ({"market_type": "x"},), {},
         'market_type "x" is not right: use one of urban, rural'),
        (SHOP, change_profile, ({"shop_area_m2": Decimal(0)},), {},
         'shop_area_m2 "0" is not right: use square metres above 0, up to 1000000'),
        (SHOP, change_profile, ({"licence_valid_until": "x"},), {},
         'licence_valid_until "x" is not right: use a date'),
        (DELIVERED, confirm_order, (), {}, "order A-1 is delivered; only a placed order can be confirmed"),
        (ORDER, deliver_order, (), {}, "order A-1 is placed; only a confirmed order can be delivered"),
        (CONFIRMED, return_goods, ("R-1", {1: 1}), {"reason": "破损"},
         "order A-1 is confirmed; only delivered goods can be returned"),
        (DELIVERED, cancel_order, (), {"reason": "撤单"}, "order A-1 is delivered; it can no longer be cancelled"),
        (ORDER, confirm_order, ({1: 4},), {}, "line 1: 4 is more than the 3 cartons requested"),
        (CONFIRMED, deliver_order, ({1: 4},), {}, "line 1: 4 is more than the 3 cartons confirmed"),
        (DELIVERED, return_goods, ("R-1", {1: 4}), {"reason": "破损"},
         "line 1: 4 is more than the 3 cartons delivered and not yet returned"),
        (ORDER, confirm_order, (), LATER,
         "order A-1: confirming at 2021-05-30T16:00:00+00:00 would come before placed at 2021-05-31T16:00:00+00:00"),
        (CONFIRMED, deliver_order, (), LATER,
         "order A-1: delivery at 2021-05-30T16:00:00+00:00 would come before confirmed at 2021-06-01T16:00:00+00:00"),
        (ORDER, cancel_order, (), {**LATER, "reason": "撤单"},
         "order A-1: cancelling at 2021-05-30T16:00:00+00:00 would come before placed at 2021-05-31T16:00:00+00:00"),
        (DELIVERED, return_goods, ("R-1", {1: 1}), {**LATER, "reason": "破损"},
         "order A-1: a return at 2021-05-30T16:00:00+00:00 would come before delivered at 2021-06-02T16:00:00+00:00"),
        (ORDER, cancel_order, (), {}, "a cancellation takes something away, so it needs a reason: --reason TEXT"),
        (DELIVERED, return_goods, ("R-1", {1: 1}), {},
         "a return takes something away, so it needs a reason: --reason TEXT"),
        (given(), record_return, (the_customer(),), {"return_no": "", "lines": []},
         'return_no "" cannot be a number or code: it is empty or has spaces around it'),
        (given(), record_return, (the_customer(),), {"return_no": "R-1", "lines": []},
         "a return takes something away, so it needs a reason: --reason TEXT"),
        (given(), record_return, (the_customer(),), {"return_no": "R-1", "lines": [], "reason": "破损"},
         "return R-1 has no lines"),
        (ANSWERED, respond_to_complaint, ("",), {}, 'text "" cannot be kept: it is empty'),
        (ANSWERED, close_complaint, ("", "复核", "漏装"), {}, 'outcome "" cannot be kept: it is empty'),
        (ANSWERED, close_complaint, ("好", "复核", "漏装"), LATER,
         "complaint C-1: 2021-05-30T16:00:00+00:00 is before its last step at 2021-06-01T16:00:00+00:00"),
        (ANSWERED, reopen_complaint, (), {}, "a reopening takes something away, so it needs a reason: --reason TEXT"),
    ],
    ids=lambda value: value.__name__ if callable(value) else "",
)  # fmt: skip
def test_a_refusal_says_what_and_why(
    scenario: Given, decision: Any, arguments: tuple[Any, ...], named: dict[str, Any], message: str
) -> None:
    assert str(scenario.when(decision, *arguments, **named).refusal) == message


@pytest.mark.parametrize(("amount", "digits", "shown"), [("-1", 2, "-1"), ("0.005", 2, "0.005"), ("NaN", 0, "NaN")])
def test_a_bad_amount_is_shown_with_its_line_and_its_limits(amount: str, digits: int, shown: str) -> None:
    with pytest.raises(InvalidAmount) as caught:
        in_currency([line(7, amount=amount)], digits)
    limits = f"between 0 and 1000000000000 with at most {digits} decimals"
    assert str(caught.value) == f'line 7: amount "{shown}" is not {limits}'


def test_a_refusal_comes_whole_from_another_process() -> None:
    refusal = CustomerIsWithdrawn(customer_no="110001", since=date(2021, 6, 1))
    back = pickle.loads(pickle.dumps(refusal))  # noqa: S301 - our own
    assert (type(back), back.facts, str(back)) == (CustomerIsWithdrawn, refusal.facts, str(refusal))


def test_a_bad_branch_name_is_told_what_a_good_one_is() -> None:
    with pytest.raises(InvalidBranch) as caught:
        check_slug("Su-zhou")
    assert str(caught.value) == (
        "slug 'Su-zhou' of a branch is not right: "
        "use a-z, 0-9 and _, a letter first, at most 31, not read_ or pg_ at the start"
    )


def kinds(parent: type[Refusal] = Refusal) -> list[type[Refusal]]:
    return [kind for child in parent.__subclasses__() for kind in (child, *kinds(child))]


def test_every_refusal_has_a_code_of_its_own() -> None:
    codes = [kind.code for kind in kinds()]
    assert len({*codes}) == len(codes)
    assert {"customer_is_withdrawn", "not_found", "event_too_large"} <= {*codes}


def test_a_topic_is_an_aggregate_and_what_happened_to_it() -> None:
    assert all(topic.count(".") == 1 for topic in EVENT_TYPES)
