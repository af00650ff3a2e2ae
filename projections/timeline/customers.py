"""What the events of a customer and of a licence tell."""

from collections.abc import Mapping

from domain.customers import events as customer
from domain.customers.events import profile_facts
from domain.kernel.event import CustomerHistoryEvent, Event
from projections.timeline.parameters import Parameters, Telling, fields, plain


def _facts(event: CustomerHistoryEvent) -> Parameters:
    return {f: plain(v) for f, v in profile_facts(event).items()}


def _verified(event: customer.CustomerProfileVerified) -> Parameters:
    return {"fields": list(event.fields), **({"note": event.note} if event.note else {})}


KINDS: Mapping[type[Event], Telling] = {
    customer.CustomerEnrolled: ("enrolled", _facts),
    customer.CustomerRenamed: ("profile_changed", _facts),
    customer.CustomerMoved: ("profile_changed", _facts),
    customer.CustomerPhoneChanged: ("profile_changed", _facts),
    customer.CustomerShopRemeasured: ("profile_changed", _facts),
    customer.CustomerReclassified: ("profile_changed", _facts),
    customer.CustomerTradeAreaDescribed: ("profile_changed", _facts),
    customer.CustomerManagerAssigned: ("profile_changed", _facts),
    customer.CustomerLicenceRenewed: ("licence_renewed", _facts),
    customer.CustomerProfileVerified: ("profile_verified", _verified),
    customer.CustomerSuspended: ("suspended", fields("planned_until")),
    customer.CustomerResumed: ("resumed", fields()),
    customer.CustomerWithdrawn: ("withdrawn", fields("kind")),
    customer.CustomerBanned: ("banned", fields()),
    customer.CustomerVisited: ("visited", fields("purpose", "visitor", "finding")),
    customer.LicenceGranted: ("licence_granted", fields("licence_no")),
}

SENTENCES = {
    "enrolled": "Entered the supply network (入网)[: {facts}]",
    "profile_changed": "The file was changed[: {facts}]",
    "licence_renewed": "The licence was renewed[: {facts}]",
    "profile_verified": "The file was checked and found right[: {fields}][; {note}]",
    "suspended": "Supply was suspended (停业)[, as planned until {planned_until}]",
    "resumed": "Supply was resumed (复业)",
    "withdrawn": "Left the supply network (退网): {kind}",
    "banned": "Banned (取缔): supplied no more",
    "visited": "Visited by {visitor}: {purpose}[; found: {finding}]",
    "licence_granted": "Licence {licence_no} was found to belong to this customer",
}
