"""All kinds of events with what they tell, and all sentences."""

from collections.abc import Mapping

from domain.event import Event
from projections.telling import (
    anomalies,
    complaints,
    compliance,
    customers,
    evaluation,
    orders,
    products,
    supply,
    surveys,
)
from projections.telling.parameters import Telling

KINDS: Mapping[type[Event], Telling] = {
    **customers.KINDS,
    **orders.KINDS,
    **complaints.KINDS,
    **products.KINDS,
    **compliance.KINDS,
    **anomalies.KINDS,
    **evaluation.KINDS,
    **supply.KINDS,
    **surveys.KINDS,
}

SENTENCES: Mapping[str, str] = {
    **customers.SENTENCES,
    **orders.SENTENCES,
    **complaints.SENTENCES,
    **products.SENTENCES,
    **compliance.SENTENCES,
    **anomalies.SENTENCES,
    **evaluation.SENTENCES,
    **supply.SENTENCES,
    **surveys.SENTENCES,
}
"""Kind -> the sentence. What stands in [brackets] is left out where a parameter in it is not known."""
