"""合理定量: what a shop and the branch agree that the shop can sell in a month. It has no lower bound."""

from domain.customers.customer import Customer, refuse_withdrawn
from domain.kernel.refusals import InvalidValue
from domain.kernel.stamp import Stamp
from domain.orders.lines import MOST_CARTONS
from domain.supply.events import ReasonableQuantityAgreed


def agree_quantity(customer: Customer, quantity: int, *, stamp: Stamp) -> list[ReasonableQuantityAgreed]:
    """Agree on `quantity` cartons a month from the stamp's instant on; what holds then already is not told again."""
    refuse_withdrawn(customer, stamp)
    if not 0 <= quantity <= MOST_CARTONS:
        raise InvalidValue(field="quantity", value=quantity, why=f"use cartons from 0 to {MOST_CARTONS}")
    if quantity == customer.agreed_quantities.at(stamp.effective_at):
        return []
    return [ReasonableQuantityAgreed(**stamp.fields(), customer_no=customer.customer_no, quantity=quantity)]
