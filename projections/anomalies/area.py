"""The read tables of sales anomalies."""

from projections.anomalies.sales_anomalies import SALES_ANOMALIES
from projections.fold.area import ReadArea

AREA = ReadArea("anomalies", tables=(SALES_ANOMALIES,))
