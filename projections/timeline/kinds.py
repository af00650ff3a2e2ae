"""The sentences of all areas, and what each kind of event states in its own."""

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
from projections.timeline.parameters import Phrase, SentenceOf

_AREAS = (
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
KINDS: Mapping[type[Event], SentenceOf] = {kind: made for area in _AREAS for kind, made in area.KINDS.items()}

SENTENCES: Mapping[str, str] = {kind: sentence for area in _AREAS for kind, sentence in area.SENTENCES.items()}
"""Kind -> the sentence. What stands in [brackets] is left out where a parameter in it is not known."""

PHRASES: Mapping[str, Phrase] = {**customers.PHRASES, **orders.PHRASES}
"""What a sentence has in {braces} and is no parameter, but made of some."""
