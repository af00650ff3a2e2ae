"""The area of value grades: its streams, events and refusals."""

from domain.evaluation import grade_events, refusals, round_events, scheme, scheme_events
from domain.evaluation import round as evaluation_round
from domain.kernel.area import Area, Stream

SCHEME = Stream("scheme", scheme.evolve, refusals.SchemeNotFound)
ROUND = Stream("round", evaluation_round.evolve, refusals.RoundNotFound)

AREA = Area(
    "evaluation",
    streams=(SCHEME, ROUND),
    events=(grade_events, round_events, scheme_events),
    refusals=(refusals,),
)
