"""The order phone is a number people dial, from abroad too."""

import pytest

from domain.customers.profile_fields import check_profile
from domain.kernel.refusals import InvalidIdentifier


def test_a_phone_may_begin_with_the_country() -> None:
    assert check_profile({"order_phone": "+86 531 8888"}) == {"order_phone": "+86 531 8888"}


@pytest.mark.parametrize("phone", ["=1+1", "++86", "+", "12\u200b34"])
def test_a_phone_is_no_formula_and_hides_nothing(phone: str) -> None:
    with pytest.raises(InvalidIdentifier):
        check_profile({"order_phone": phone})
