"""The read tables and views there are, by name, in the order they are shown: those of each area."""

from projections.anomalies import area as anomalies
from projections.complaints import area as complaints
from projections.compliance import area as compliance
from projections.contacts import area as contacts
from projections.customers import area as customers
from projections.evaluation import area as evaluation
from projections.fold.area import ReadArea
from projections.fold.table import ReadTable
from projections.fold.view import View
from projections.orders import area as orders
from projections.products import area as products
from projections.promises import area as promises
from projections.supply import area as supply
from projections.surveys import area as surveys
from projections.timeline import area as timeline

AREAS: tuple[ReadArea, ...] = (
    customers.AREA,
    orders.AREA,
    complaints.AREA,
    products.AREA,
    compliance.AREA,
    anomalies.AREA,
    evaluation.AREA,
    supply.AREA,
    surveys.AREA,
    promises.AREA,
    contacts.AREA,
    timeline.AREA,
)

TABLES: dict[str, ReadTable] = {table.name: table for area in AREAS for table in area.tables}

STORED: tuple[ReadTable, ...] = tuple(table for table in TABLES.values() if table.from_log is None)
"""Those that are kept as rows; the others are computed from the log when they are read."""

VIEWS: dict[str, View] = {view.name: view for area in AREAS for view in area.views}
