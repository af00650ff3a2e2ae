"""The read tables of supply."""

from projections.fold.area import ReadArea
from projections.supply.supply_metrics import SUPPLY_METRICS
from projections.supply.supply_releases import SUPPLY_RELEASES

AREA = ReadArea("supply", tables=(SUPPLY_RELEASES, SUPPLY_METRICS))
