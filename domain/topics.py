"""Every event type, loaded: importing this fills the registry of topics."""

from domain.anomalies import events as anomaly_events
from domain.complaints import events as complaint_events
from domain.complaints import policy_events
from domain.compliance import events as compliance_events
from domain.contacts import events as contact_events
from domain.customers import events as customer_events
from domain.evaluation import grade_events, round_events, scheme_events
from domain.kernel.event import EVENT_TYPES
from domain.orders import events as order_events
from domain.products import events as product_events
from domain.promises import events as promise_events
from domain.supply import events as supply_events
from domain.surveys import answer_events, questionnaire_events, survey_events

__all__ = [
    "EVENT_TYPES",
    "anomaly_events",
    "answer_events",
    "complaint_events",
    "compliance_events",
    "contact_events",
    "customer_events",
    "grade_events",
    "order_events",
    "policy_events",
    "product_events",
    "promise_events",
    "questionnaire_events",
    "round_events",
    "scheme_events",
    "supply_events",
    "survey_events",
]
