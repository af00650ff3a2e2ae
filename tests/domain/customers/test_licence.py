"""A licence number belongs to one customer at a time."""

from typing import Any

import pytest

from domain.customers.events import CustomerLicenceRenewed, LicenceGranted
from domain.customers.licence import grant, licence_named
from domain.customers.refusals import LicenceAlreadyHeld
from tests.domain.scenario import enrolled, instant, stamp, suspended, the_customer, told, withdrawn

HELD = told(LicenceGranted, "2020-01-01", customer_no="110001", licence_no="L1")


def test_a_number_nobody_held_is_granted() -> None:
    (event,) = grant("L1", "110002", None, None, stamp=stamp("2021-07-01"))
    assert (event.licence_no, event.customer_no, event.effective_at) == ("L1", "110002", instant("2021-07-01"))


def test_its_holder_is_not_granted_it_again() -> None:
    assert grant("L1", "110001", HELD, the_customer(), stamp=stamp("2021-07-01")) == []


@pytest.mark.parametrize(
    "holder",
    [
        None,
        the_customer(),
        the_customer(enrolled(), suspended("2021-06-01")),
        the_customer(enrolled(), withdrawn("2021-07-02")),
    ],
    ids=["unknown", "active", "suspended", "withdrawn the day after"],
)
def test_a_number_is_not_taken_from_its_holder(holder: Any) -> None:
    with pytest.raises(LicenceAlreadyHeld, match="licence L1 is held by customer 110001"):
        grant("L1", "110002", HELD, holder, stamp=stamp("2021-07-01"))


def test_a_number_passes_on_when_its_holder_has_left() -> None:
    left = the_customer(enrolled(), withdrawn("2021-07-01"))
    (event,) = grant("L1", "110002", HELD, left, stamp=stamp("2021-07-01"))
    assert event.customer_no == "110002"


def test_enrolments_and_renewals_name_a_number() -> None:
    renewed = told(CustomerLicenceRenewed, "2021-07-01", customer_no="110001", licence_no="L2")
    assert licence_named([enrolled(licence_no="L1")]) == "L1"
    assert licence_named([suspended("2021-06-01"), renewed]) == "L2"
    assert licence_named([enrolled()]) is None
    assert licence_named([HELD]) is None  # type: ignore[list-item]  # a grant is the answer, not the question
