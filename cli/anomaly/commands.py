"""indelible anomaly: departures from customers' own patterns (销售异动), found and seen to."""

from typing import Annotated

import typer

from cli.app.changing import changes
from cli.app.noun import Noun
from cli.app.options import AtPosition, ByRule, Limit, Month, MonthFilter, OfCustomer, RuleFile, RuleNo, ValidFrom
from cli.app.reading import Reply, given, part_of, reads
from domain.anomalies.anomaly import AnomalyStatus
from domain.anomalies.events import AnomalyRule
from projections.anomalies.sales_anomalies import SALES_ANOMALIES
from projections.running.query import Wanted
from service import anomalies
from service.commands import Command
from service.files.rule_files import read_rule
from service.queries import AsOf, list_table
from service.session import Session

app = Noun()

_LISTED = ("anomaly_no", "status", "measure", "value", "usual", "share", "opened_on", "action")


@changes(app)
def publish(rule_no: RuleNo, file: RuleFile, valid_from: ValidFrom = None) -> Command:
    """Set down the rule (异动预警标准) by which departures are found."""
    return anomalies.publish_anomaly_rule(rule_no, read_rule(file, AnomalyRule), valid_from)


@changes(app)
def detect(month: Month, rule: ByRule, at_position: AtPosition = None) -> Command:
    """Open a case for each customer whose month departs from their own pattern; each once."""
    return anomalies.detect_anomalies(month, rule, at_position)


@changes(app)
def close(
    anomaly_no: Annotated[str, typer.Argument(metavar="ANOMALY_NO", help="CUSTOMER/MONTH/RULE, as list shows it.")],
    action: Annotated[str, typer.Option(help="What was done about it.")],
) -> Command:
    """Close a case by saying what was done about it (处置)."""
    return anomalies.close_anomaly(anomaly_no, action)


@reads(app, "list")
def list_anomalies(
    session: Session,
    bounds: AsOf,
    customer: OfCustomer = None,
    status: Annotated[AnomalyStatus | None, typer.Option(help="Whether somebody saw to it.")] = None,
    month: MonthFilter = None,
    limit: Limit = None,
) -> Reply:
    """List sales anomalies (销售异动) by month and customer."""
    wanted = Wanted(("month", "anomaly_no"), given(status=status, month=month), limit=limit)
    listed = list_table(session, SALES_ANOMALIES, wanted, bounds, customer)
    return Reply(listed.position, part_of(SALES_ANOMALIES, listed.rows), {"": _LISTED}, listed.lag)
