"""The read tables of complaints."""

from projections.complaints.complaint_metrics import COMPLAINT_METRICS
from projections.complaints.complaints import COMPLAINTS
from projections.fold.area import ReadArea

AREA = ReadArea("complaints", tables=(COMPLAINTS, COMPLAINT_METRICS))
