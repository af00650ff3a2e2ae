"""The area of supply: its streams, events and refusals."""

from domain.kernel import versions
from domain.kernel.area import Area, Stream
from domain.kernel.versions import Versions
from domain.supply import allotment, events, refusals, release
from domain.supply.events import SupplyPolicyPublished

SUPPLY_POLICY: Stream[Versions[SupplyPolicyPublished]] = Stream("supply_policy", versions.evolve)
SUPPLY = Stream("supply", release.evolve)
ALLOTMENT = Stream("allotment", allotment.evolve)

AREA = Area(
    "supply",
    streams=(SUPPLY_POLICY, SUPPLY, ALLOTMENT),
    events=(events,),
    refusals=(refusals,),
)
