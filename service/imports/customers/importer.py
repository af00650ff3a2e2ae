"""Import a file of customers: enrol, fill files, withdraw; each row whole or not, and nothing twice."""

from collections.abc import Iterator
from datetime import datetime

from domain.customers import customer as decisions
from domain.customers.area import CUSTOMER, LICENCE
from domain.customers.events import CustomerEvent, CustomerStatus
from domain.customers.refusals import CustomerNotFound
from domain.kernel.stamp import Stamp
from domain.kernel.streams import StreamKey
from service.customers import with_licence
from service.imports.customers.customer_mapping import CustomerMapping
from service.imports.customers.customer_rows import CustomerFile, CustomerRow
from service.imports.engine.importer import Importer
from service.imports.engine.recording import Decided, Deciding


def _reads(row: CustomerRow) -> Iterator[StreamKey]:
    if number := row.fields.get("licence_no"):
        yield LICENCE.key(str(number))


def _decide(now: Deciding[CustomerMapping], row: CustomerRow) -> Decided | None:
    """Enrol the customer or change their file, and withdraw them; None where an unknown customer is left out."""
    customer, unknown = now.unit.get(CUSTOMER, row.customer_no), now.mapping.unknown_customers
    if customer is None and unknown == "skip":
        return None
    if customer is None and unknown == "reject":
        raise CustomerNotFound(customer_no=row.customer_no)
    stamp = _stamp(now, row.effective_at or (customer and customer.enrolled_at) or now.unit.session.clock())
    profile: list[CustomerEvent]
    if is_new := customer is None:
        profile = decisions.enrol(None, row.customer_no, row.fields, stamp=stamp)
        customer = decisions.evolve(None, profile[0])
    else:
        profile = decisions.change_profile(customer, row.fields, stamp=stamp)
    events = with_licence(now.unit, profile, stamp)
    left = row.withdrawn_at is not None and customer.status.at(row.withdrawn_at) is not CustomerStatus.WITHDRAWN
    if row.withdrawn_at is not None and left:
        events += decisions.withdraw(customer, stamp=_stamp(now, row.withdrawn_at))
    now.unit.add(events)
    changed = bool(profile) and not is_new
    return Decided({"customers_enrolled": is_new, "customers_changed": changed, "customers_withdrawn": left})


def _stamp(now: Deciding[CustomerMapping], at: datetime) -> Stamp:
    return now.envelope.stamp_at(at, at.astimezone(now.unit.session.branch.tz).date())


IMPORTER = Importer(
    mapping=CustomerMapping,
    file=CustomerFile,
    key=lambda row: CUSTOMER.key(row.customer_no),
    reads=_reads,
    decide=_decide,
    figures={"customers_enrolled": 0, "customers_changed": 0, "customers_withdrawn": 0},
    histories=False,
)
