"""indelible compliance: how customers keep the law (守法), by a published rule."""

from typing import Annotated

import typer

from cli.app.changing import changes
from cli.app.noun import Noun
from cli.app.options import ByRule, CustomerNo, DueBy, Limit, OfCustomer, RuleFile, RuleNo, ValidFrom
from cli.app.output.tables import Part
from cli.app.reading import Reply, given, part_of, reads
from domain.compliance.events import ComplianceClass, ComplianceRule, ServiceClass
from projections.compliance.compliance_scores import COMPLIANCE_SCORES
from projections.running.query import Wanted
from service.commands import Command
from service.compliance import compliance
from service.compliance.attention import Owed, owed_attention
from service.files.rule_files import read_rule
from service.queries import AsOf, list_table
from service.session import Session

app = Noun()

_LISTED = (
    "customer_no",
    "scored_on",
    "score",
    "compliance_class",
    "service_class",
    "to_be_banned",
    "penalties",
    "delivered_qty",
)


@changes(app)
def publish(rule_no: RuleNo, file: RuleFile, valid_from: ValidFrom = None) -> Command:
    """Set down the rule (守法评分标准) by which customers are scored."""
    rule = read_rule(file, ComplianceRule)
    return compliance.publish_compliance_rule(rule_no, rule, valid_from)


@changes(app)
def score(
    rule: ByRule,
    customer_no: Annotated[
        list[str] | None, typer.Argument(metavar="CUSTOMER_NO", help="The customers to score; several may be named.")
    ] = None,
    everybody: Annotated[bool, typer.Option("--all", help="Score everybody in the network on that day.")] = False,
) -> Command:
    """Score how customers keep the law on the effective day (守法等级, A/B/C 类户), all together or none."""
    if bool(customer_no) == everybody:
        raise typer.BadParameter("name customers, or say --all")
    return compliance.score_customers(customer_no or None, rule)


@reads(app)
def show(session: Session, bounds: AsOf, customer_no: CustomerNo) -> Reply:
    """Show all scores of a customer."""
    listed = list_table(session, COMPLIANCE_SCORES, Wanted(("scored_on",)), bounds, customer_no)
    return Reply(listed.position, part_of(COMPLIANCE_SCORES, listed.rows))


@reads(app)
def due(session: Session, bounds: AsOf, rule: ByRule, due_by: DueBy = None) -> Reply:
    """List who is owed education or an inspection (教育, 稽查) by their class, the longest due first.

    A contact made about the theme settles it; one that is planned shows.
    """
    listed = owed_attention(session, rule, bounds, due_by)
    return Reply(listed.position, Part(Owed._fields, listed.rows), lag=listed.lag)


@reads(app, "list")
def list_scores(
    session: Session,
    bounds: AsOf,
    customer: OfCustomer = None,
    compliance_class: Annotated[ComplianceClass | None, typer.Option(help="守法等级.")] = None,
    service_class: Annotated[ServiceClass | None, typer.Option(help="A/B/C 类户.")] = None,
    to_be_banned: Annotated[bool, typer.Option("--to-be-banned", help="Only large violators (应取缔).")] = False,
    limit: Limit = None,
) -> Reply:
    """List scores by customer and day: those to protect, to win over, to inspect, to ban."""
    equal = given(compliance_class=compliance_class, service_class=service_class, to_be_banned=to_be_banned or None)
    wanted = Wanted(("customer_no", "scored_on"), equal, limit=limit)
    listed = list_table(session, COMPLIANCE_SCORES, wanted, bounds, customer)
    return Reply(listed.position, part_of(COMPLIANCE_SCORES, listed.rows), {"": _LISTED}, listed.lag)
