"""The strata that figures are told by: everybody, and those alike in one respect."""

from datetime import datetime
from typing import Any

from domain.customers.classification import BusinessFormat, BusinessScale, MarketType
from domain.customers.customer import Customer
from domain.kernel.figures import ALL
from domain.kernel.party import Party
from domain.kernel.refusals import InvalidValue
from domain.kernel.text import check_identifier, escaped
from domain.surveys.answer_events import AnswerGiven, Delivery

PROFILE_STRATA = ("market_type", "business_format", "business_scale", "account_manager")
"""Fields of a customer's file that tell strata apart."""

STRATA = ("party", *PROFILE_STRATA, "delivery")
"""In which respects answers may be alike; the names of the answer's fields."""

_VALUES: dict[str, frozenset[str]] = {
    "party": frozenset(Party),
    "market_type": frozenset(MarketType),
    "business_format": frozenset(BusinessFormat),
    "business_scale": frozenset(BusinessScale),
    "delivery": frozenset(Delivery),
}


def strata_of(answer: AnswerGiven) -> list[str]:
    """`all`, and `market_type=urban` and the like for all that was known of the respondent."""
    return [ALL, *(f"{name}={value}" for name in STRATA if (value := getattr(answer, name)) is not None)]


def profile_at(customer: Customer, instant: datetime) -> dict[str, Any]:
    """What the customer's file says then in the respects that tell strata apart."""
    return {name: customer.value(name, instant) for name in PROFILE_STRATA}


def check_stratum(stratum: str) -> str:
    """Return the stratum if it is one that answers can be of. Raises `InvalidValue` or `InvalidIdentifier`."""
    name, _, value = stratum.partition("=")
    if stratum == ALL or (name in STRATA and value and value in _VALUES.get(name, (value,))):
        return check_identifier("stratum", stratum)
    raise InvalidValue(
        field="stratum",
        value=escaped(stratum),
        why=f"use all, or {', '.join(STRATA)} with =VALUE, as market_type=urban",
    )
