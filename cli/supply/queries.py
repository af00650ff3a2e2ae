"""indelible supply tiers, releases and report."""

from typing import Annotated

import typer

from cli.app.options import Limit, OfCustomer
from cli.app.reading import Reply, given, part_of, reads
from cli.supply.options import OfCycle, OfSku
from domain.kernel.assigning import AssignedKind
from projections.evaluation.tier_assignments import TIER_ASSIGNMENTS
from projections.fold.table import ReadTable
from projections.running.query import Wanted
from projections.supply.supply_metrics import SUPPLY_METRICS
from projections.supply.supply_releases import SUPPLY_RELEASES
from service.queries import AsOf, list_table
from service.session import Session

_TIERS = ("customer_no", "value", "valid_from", "valid_to", "rule_version")
_RELEASES = (
    *("sku", "cycle", "tier", "first_day", "last_day", "asked_cap", "customers", "cap"),
    *("allocated", "leftover", "cycle_leftover"),
)
_METRICS = (
    *("sku", "cycle", "tier", "cap", "customers", "ordering", "reached", "requested_qty", "ordered_qty"),
    *("ordering_rate", "fill_rate", "cap_use_released", "cap_use_ordering", "cap_coverage"),
)


def add_to(app: typer.Typer) -> None:
    """Give the noun its reading commands."""
    for question in (tiers, releases, report):
        reads(app)(question)


def tiers(
    session: Session,
    bounds: AsOf,
    customer: OfCustomer = None,
    tier: Annotated[int | None, typer.Option(min=1, max=30, help="Only those in this tier.")] = None,
    limit: Limit = None,
) -> Reply:
    """List the supply tiers (档位) that customers were in, from when until when."""
    value = {} if tier is None else {"value": str(tier)}
    wanted = Wanted(("customer_no", "valid_from"), {"kind": AssignedKind.SUPPLY_TIER, **value}, limit=limit)
    listed = list_table(session, TIER_ASSIGNMENTS, wanted, bounds, customer)
    return Reply(listed.position, part_of(TIER_ASSIGNMENTS, listed.rows), {"": _TIERS}, listed.lag)


def releases(session: Session, bounds: AsOf, sku: OfSku = None, cycle: OfCycle = None, limit: Limit = None) -> Reply:
    """List what was released (货源投放) of each article in each cycle, tier by tier."""
    return _listed(session, bounds, SUPPLY_RELEASES, _RELEASES, sku, cycle, limit)


def report(session: Session, bounds: AsOf, sku: OfSku = None, cycle: OfCycle = None, limit: Limit = None) -> Reply:
    """List how releases worked out (三率一面): ordering rate, fill rate, use and coverage of caps."""
    return _listed(session, bounds, SUPPLY_METRICS, _METRICS, sku, cycle, limit)


def _listed(
    session: Session,
    bounds: AsOf,
    table: ReadTable,
    shown: tuple[str, ...],
    sku: str | None,
    cycle: str | None,
    limit: int | None,
) -> Reply:
    wanted = Wanted(("sku", "cycle", "tier"), given(sku=sku, cycle=cycle), limit=limit)
    listed = list_table(session, table, wanted, bounds)
    return Reply(listed.position, part_of(table, listed.rows), {"": shown}, listed.lag)
