"""The read tables of customers' histories."""

from projections.fold.area import ReadArea
from projections.timeline.customer_timeline import CUSTOMER_TIMELINE

AREA = ReadArea("timeline", tables=(CUSTOMER_TIMELINE,))
