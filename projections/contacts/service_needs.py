"""service_needs: what customers said of each of our services."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Annotated, NamedTuple

from domain.contacts.events import ContactMade, Need
from domain.kernel.event import Recorded
from domain.kernel.fields import ContactNo, CustomerNo
from domain.kernel.rate import rate
from projections.fold.table import ReadTable, Rows, topics


class ServiceNeedRow(NamedTuple):
    """What one customer said of one service on one occasion."""

    contact_no: ContactNo
    service: Annotated[str, "the service, in the branch's own list"]
    need: Annotated[str, "needed, neutral or unneeded"]
    customer_no: CustomerNo
    said_at: Annotated[datetime, "when they said so"]


class ServiceFigures(NamedTuple):
    """What all said of one service; `unneeded_rate` is unneeded / (needed + neutral + unneeded)."""

    service: str
    unneeded: int
    neutral: int
    needed: int
    unneeded_rate: Decimal | None


def _made(_: Rows, recorded: Recorded[ContactMade]) -> Rows:
    event = recorded.event
    return [
        ServiceNeedRow(event.contact_no, one.service, one.need, event.customer_no, event.effective_at)
        for one in event.needs
    ]


def figures(rows: Iterable[ServiceNeedRow]) -> list[ServiceFigures]:
    """Each service with how often it was called what, those most often called unneeded first."""
    counts = Counter((row.service, row.need) for row in rows)
    found = []
    for service in {service for service, _ in counts}:
        unneeded, neutral, needed = (counts[service, need] for need in (Need.UNNEEDED, Need.NEUTRAL, Need.NEEDED))
        found.append(ServiceFigures(service, unneeded, neutral, needed, rate(unneeded, unneeded + neutral + needed)))
    return sorted(found, key=lambda one: (-one.unneeded, one.service))


SERVICE_NEEDS = ReadTable(
    name="service_needs",
    meaning="What customers said of our services in each contact: needed, neutral or unneeded",
    row=ServiceNeedRow,
    key=("contact_no", "service"),
    group=("contact_no",),
    groups=lambda recorded: ((recorded.event.contact_no,),),
    folds={ContactMade: _made},
    creates=frozenset({ContactMade}),
    ignores=topics("contact", "planned missed called_off"),
    indexes=(("service", "need"), ("customer_no",)),
    unlisted=frozenset({"customer_no", "said_at"}),
)
