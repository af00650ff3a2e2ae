"""The area of sales anomalies: its streams, events and refusals."""

from domain.anomalies import anomaly, events, refusals
from domain.anomalies.events import AnomalyRulePublished
from domain.kernel import versions
from domain.kernel.area import Area, Stream
from domain.kernel.versions import Versions

ANOMALY = Stream("anomaly", anomaly.evolve, refusals.AnomalyNotFound)
ANOMALY_RULE: Stream[Versions[AnomalyRulePublished]] = Stream("anomaly_rule", versions.evolve)

AREA = Area(
    "anomalies",
    streams=(ANOMALY, ANOMALY_RULE),
    events=(events,),
    refusals=(refusals,),
)
