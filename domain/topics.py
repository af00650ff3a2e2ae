"""Every event type, loaded: importing this fills the registry of topics."""

from domain import complaint_events, customer_events, order_events
from domain.evaluation import grade_events
from domain.event import EVENT_TYPES
from domain.supply import events as supply_events
from domain.surveys import answer_events, questionnaire_events, survey_events

__all__ = [
    "EVENT_TYPES",
    "answer_events",
    "complaint_events",
    "customer_events",
    "grade_events",
    "order_events",
    "questionnaire_events",
    "supply_events",
    "survey_events",
]
