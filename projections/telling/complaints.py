"""What the events of complaints tell."""

from collections.abc import Mapping

from domain import complaint_events as complaint
from domain.event import Event
from projections.telling.parameters import Telling, fields

KINDS: Mapping[type[Event], Telling] = {
    complaint.ComplaintReceived: ("complaint_received", fields("complaint_no", "category", "order_no", "text")),
    complaint.ComplaintResponded: ("complaint_responded", fields("complaint_no", "text")),
    complaint.ComplaintClosed: ("complaint_closed", fields("complaint_no", "outcome")),
    complaint.ComplaintReopened: ("complaint_reopened", fields("complaint_no")),
}

SENTENCES = {
    "complaint_received": "Complaint {complaint_no} (投诉) was received[ about {category}][ on order {order_no}]:"
    " {text}",
    "complaint_responded": "Complaint {complaint_no} was answered: {text}",
    "complaint_closed": "Complaint {complaint_no} was closed: {outcome}",
    "complaint_reopened": "Complaint {complaint_no} was reopened",
}
