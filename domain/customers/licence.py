"""A licence number belongs to one customer at a time."""

from collections.abc import Sequence

from domain.customers.customer import Customer
from domain.customers.events import (
    CustomerEnrolled,
    CustomerEvent,
    CustomerLicenceRenewed,
    CustomerStatus,
    LicenceGranted,
)
from domain.customers.refusals import LicenceAlreadyHeld
from domain.kernel.stamp import Stamp


def licence_named(events: Sequence[CustomerEvent]) -> str | None:
    """The licence number that a decision's events give to their customer, if they do."""
    for event in events:
        if isinstance(event, CustomerEnrolled | CustomerLicenceRenewed) and event.licence_no:
            return event.licence_no
    return None


def grant(
    licence_no: str, customer_no: str, held: LicenceGranted | None, holder: Customer | None, *, stamp: Stamp
) -> list[LicenceGranted]:
    """Let the customer hold the number; a number passes on only when its holder has withdrawn.

    `held` is the number's last grant and `holder` the customer named there.
    """
    if held is not None:
        if held.customer_no == customer_no:
            return []
        if holder is None or holder.status.at(stamp.effective_at) is not CustomerStatus.WITHDRAWN:
            raise LicenceAlreadyHeld(licence_no=licence_no, holder=held.customer_no)
    return [LicenceGranted(**stamp.fields(), customer_no=customer_no, licence_no=licence_no)]


def evolve(_: LicenceGranted | None, granted: LicenceGranted) -> LicenceGranted:
    """The number's last grant."""
    return granted
