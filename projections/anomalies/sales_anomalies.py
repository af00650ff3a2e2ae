"""sales_anomalies: each departure from a customer's own pattern, and what was done about it."""

from datetime import date
from decimal import Decimal
from typing import Annotated, NamedTuple

from domain.anomalies.anomaly import AnomalyStatus
from domain.anomalies.events import AnomalyClosed, AnomalyOpened
from domain.kernel.assigning import RuleVersion
from domain.kernel.event import Recorded
from domain.kernel.fields import CustomerNo
from projections.fold.table import ReadTable, Rows


class AnomalyRow(NamedTuple):
    """One case (销售异动)."""

    anomaly_no: Annotated[str, "customer, month and rule: there is one case of them"]
    customer_no: CustomerNo
    month: Annotated[date, "first day of the month that departed, in the branch's zone"]
    status: Annotated[str, "open, or closed once something was done"]
    measure: Annotated[str, "what was compared: a column of customer_months"]
    value: Annotated[Decimal, "the month's figure, in cartons (条) or the branch's currency"]
    usual: Annotated[Decimal, "the median of the months before"]
    share: Annotated[Decimal, "value / usual, rounded to four decimals"]
    rule_version: RuleVersion
    basis_position: Annotated[int, "up to which position of the log the history was read"]
    opened_on: Annotated[date, "the day the case was opened"]
    closed_on: Annotated[date | None, "the day it was closed"] = None
    action: Annotated[str | None, "what was done about it"] = None


def _opened(_: Rows, recorded: Recorded[AnomalyOpened]) -> Rows:
    event = recorded.event
    return [
        AnomalyRow(
            event.anomaly_no,
            event.customer_no,
            event.month,
            AnomalyStatus.OPEN.value,
            event.measure,
            event.value,
            event.usual,
            event.share,
            event.rule_version,
            event.basis_position,
            event.effective_on,
        )
    ]


def _closed(rows: Rows, recorded: Recorded[AnomalyClosed]) -> Rows:
    return [
        rows[0]._replace(
            status=AnomalyStatus.CLOSED.value, closed_on=recorded.event.effective_on, action=recorded.event.action
        )
    ]


SALES_ANOMALIES = ReadTable(
    name="sales_anomalies",
    meaning="Departures from customers' own patterns (销售异动), and what was done about each",
    row=AnomalyRow,
    key=("anomaly_no",),
    group=("anomaly_no",),
    groups=lambda recorded: ((recorded.event.anomaly_no,),),
    folds={AnomalyOpened: _opened, AnomalyClosed: _closed},
    creates=frozenset({AnomalyOpened}),
    indexes=(("customer_no", "month"),),
    unlisted=frozenset(),
)
