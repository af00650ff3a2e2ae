"""All kinds of events with what they tell, and all sentences."""

from collections.abc import Mapping

from domain.kernel.event import Event
from projections.timeline import (
    anomalies,
    complaints,
    compliance,
    contacts,
    customers,
    evaluation,
    orders,
    products,
    promises,
    supply,
    surveys,
)
from projections.timeline.parameters import Telling

_FAMILIES = (
    customers,
    orders,
    complaints,
    promises,
    contacts,
    surveys,
    products,
    compliance,
    anomalies,
    evaluation,
    supply,
)
KINDS: Mapping[type[Event], Telling] = {kind: telling for family in _FAMILIES for kind, telling in family.KINDS.items()}

SENTENCES: Mapping[str, str] = {kind: sentence for family in _FAMILIES for kind, sentence in family.SENTENCES.items()}
"""Kind -> the sentence. What stands in [brackets] is left out where a parameter in it is not known."""
