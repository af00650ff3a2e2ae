"""indelible violation: what customers did against the law (违规), and how it was penalised."""

from typing import Annotated

import typer

from cli.app.changing import changes
from cli.app.noun import Noun
from cli.app.options import Limit, OfCustomer
from cli.app.reading import Reply, part_of, reads
from domain.compliance.events import ViolationKind
from projections.compliance.violations import VIOLATIONS
from projections.running.query import Wanted
from service.commands import Command
from service.compliance import compliance
from service.queries import AsOf, list_table
from service.session import Session

app = Noun()

ViolationNo = Annotated[str, typer.Argument(metavar="CASE_NO", help="The number of the case (案号).")]
Kind = Annotated[ViolationKind, typer.Option(help="假, 非, 私, 超, 倒卖 or 拆单.")]
Penalty = Annotated[str, typer.Option(help="What the penalty (处罚) was.")]


@changes(app, "record")
def record_violation(
    violation_no: ViolationNo,
    customer: Annotated[str, typer.Option(metavar="CUSTOMER_NO", help="Who did it.")],
    kind: Kind,
    qty: Annotated[int, typer.Option(metavar="CARTONS", min=0, help="Cartons (条) concerned.")],
    penalty: Annotated[str | None, typer.Option(help="What the penalty (处罚) was, if it is known.")] = None,
) -> Command:
    """Record a violation (违规) that was established."""
    return compliance.record_violation(violation_no, customer, kind, qty, penalty)


@changes(app)
def penalise(violation_no: ViolationNo, penalty: Penalty) -> Command:
    """Record how a case was penalised (行政处罚)."""
    return compliance.penalise_violation(violation_no, penalty)


@changes(app)
def annul(violation_no: ViolationNo) -> Command:
    """Take a case back that was none (撤案); scores from then on leave it out."""
    return compliance.annul_violation(violation_no)


@reads(app)
def show(session: Session, bounds: AsOf, violation_no: ViolationNo) -> Reply:
    """Show a case."""
    found = compliance.about_violation(session, violation_no, bounds)
    return Reply(found.position, part_of(VIOLATIONS, found.rows[VIOLATIONS.name], single=True))


@reads(app, "list")
def list_violations(
    session: Session,
    bounds: AsOf,
    customer: OfCustomer = None,
    kind: Annotated[ViolationKind | None, typer.Option(help="假, 非, 私, 超, 倒卖 or 拆单.")] = None,
    limit: Limit = None,
) -> Reply:
    """List violations (违规) by the day they were established."""
    wanted = Wanted(("found_on", "violation_no"), {} if kind is None else {"kind": kind}, limit=limit)
    listed = list_table(session, VIOLATIONS, wanted, bounds, customer)
    return Reply(listed.position, part_of(VIOLATIONS, listed.rows), lag=listed.lag)
