"""All kinds of events with what they tell, and all sentences."""

from collections.abc import Mapping

from domain.event import Event
from projections.telling import complaints, customers, evaluation, orders, promises
from projections.telling.parameters import Telling

KINDS: Mapping[type[Event], Telling] = {
    **customers.KINDS,
    **orders.KINDS,
    **complaints.KINDS,
    **evaluation.KINDS,
    **promises.KINDS,
}

SENTENCES: Mapping[str, str] = {
    **customers.SENTENCES,
    **orders.SENTENCES,
    **complaints.SENTENCES,
    **evaluation.SENTENCES,
    **promises.SENTENCES,
}
"""Kind -> the sentence. What stands in [brackets] is left out where a parameter in it is not known."""
