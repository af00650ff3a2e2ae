"""Every event type, loaded: importing this fills the registry of topics."""

from domain import complaint_events, customer_events, order_events
from domain.contacts import events as contact_events
from domain.evaluation import grade_events, round_events, scheme_events
from domain.event import EVENT_TYPES
from domain.promises import events as promise_events

__all__ = [
    "EVENT_TYPES",
    "complaint_events",
    "contact_events",
    "customer_events",
    "grade_events",
    "order_events",
    "promise_events",
    "round_events",
    "scheme_events",
]
