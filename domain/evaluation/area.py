"""The area of value grades: its streams, events and refusals."""

from domain.evaluation import grade_events, refusals, round_events, scheme_events
from domain.evaluation import round as evaluation_round
from domain.evaluation.scheme_events import SchemePublished
from domain.kernel import versions
from domain.kernel.area import Area, Stream
from domain.kernel.versions import Versions

SCHEME: Stream[Versions[SchemePublished]] = Stream("scheme", versions.evolve, refusals.SchemeNotFound)
ROUND = Stream("round", evaluation_round.evolve, refusals.RoundNotFound)

AREA = Area(
    "evaluation",
    streams=(SCHEME, ROUND),
    events=(grade_events, round_events, scheme_events),
    refusals=(refusals,),
)
