"""indelible supply: tiers by score, releases by tier, and quantities agreed on."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from cli.app.changing import changes
from cli.app.noun import Formerly, Noun
from cli.app.opening import open_session
from cli.app.options import AsJson, By, CustomerNo, DryRun, Reason, ValidFrom
from cli.app.output.envelope import print_envelope
from cli.app.output.tables import Part, print_part
from cli.app.parsing.moments import parse_day
from cli.app.registering import refuse_broken_text
from cli.supply import queries
from cli.supply.options import Cycle, FirstDay, LastDay, SharedHow, Sku, TiersFile, cartons_by_tier, quantities_and_caps
from domain.supply.events import Measure, Sharing, Verdict
from domain.supply.policy import check_bounds
from domain.supply.release import Plan, check_caps
from service.commands import Command
from service.files.list_file import placed
from service.session import Envelope
from service.supply import supply
from service.supply.supply_tiers import Grading, grade_customers

app = Noun(publish_policy="publish", metrics="report")

_MOVES = ("new", "raised", "lowered", "kept")


@changes(app, "publish")
def publish_policy(
    tier: Annotated[
        list[str] | None,
        typer.Option(metavar="TIER:CARTONS", help="From which score on a shop is in the tier; repeatable, one from 0."),
    ] = None,
    tiers: TiersFile = None,
    measure: Annotated[
        Measure, typer.Option("--score-measure", help="What the score counts."), Formerly("--measure")
    ] = Measure.DELIVERED,
    months: Annotated[int, typer.Option(help="Over how many whole months before the month of grading.")] = 12,
    above_agreed: Annotated[
        Verdict, typer.Option(help="What becomes of orders above the reasonable quantity (合理定量).")
    ] = Verdict.ALLOW,
    scarce_unreleased: Annotated[
        Verdict, typer.Option(help="What becomes of orders of scarce articles (紧俏) on days without a release.")
    ] = Verdict.ALLOW,
    valid_from: ValidFrom = None,
) -> Command:
    """Publish the next version of the supply policy (货源供应办法): which score makes which tier (档位)."""
    bounds = cartons_by_tier(tier, tiers, check_bounds)
    return supply.publish_policy(measure, months, bounds, above_agreed, scarce_unreleased, valid_from)


@app.command()
def grade(
    context: typer.Context,
    at: Annotated[
        date,
        typer.Option(
            "--valid-from",
            metavar="DAY",
            parser=parse_day,
            help="From which day on the tiers hold; whole months count.",
        ),
        Formerly("--at"),
    ],
    by: By = None,
    reason: Reason = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Put every customer in the supply tier (档位) of their score; asked again, it adds what is not recorded yet."""
    refuse_broken_text(by, reason)
    with open_session(context) as session:
        envelope = Envelope(by or context.obj.by, reason, session.branch.midnight(at), dry_run=dry_run)
        _tell(grade_customers(session, envelope), as_json=as_json)


@changes(app)
def agree(
    customer_no: CustomerNo,
    quantity: Annotated[
        int,
        typer.Option("--qty", metavar="CARTONS", help="Cartons (条) a month, all articles together."),
        Formerly("--quantity"),
    ],
) -> Command:
    """Agree with a customer on a reasonable quantity (合理定量) a month."""
    return supply.agree_quantity(customer_no, quantity)


@changes(app)
def release(
    sku: Sku,
    cycle: Cycle,
    first_day: FirstDay,
    last_day: LastDay,
    quantity: Annotated[
        int,
        typer.Option(
            "--qty", metavar="CARTONS", help="Cartons (条) released; what the cycle before left over is added."
        ),
        Formerly("--quantity"),
    ],
    tier: Annotated[
        list[str] | None,
        typer.Option(metavar="TIER:CARTONS", help="Cap of a shop of the tier if there is enough; repeatable."),
    ] = None,
    tiers: TiersFile = None,
    sharing: SharedHow = Sharing.PROPORTIONAL,
) -> Command:
    """Release an article (货源投放) for a cycle: share it out to the tiers, equally within each."""
    plan = Plan(cycle, first_day, last_day, quantity, cartons_by_tier(tier, tiers, check_caps), sharing)
    return supply.release_skus({sku: plan})


@changes(app)
def release_all(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="CSV with the columns sku,quantity,tier,cartons; a line for each cap."),
    ],
    cycle: Cycle,
    first_day: FirstDay,
    last_day: LastDay,
    sharing: SharedHow = Sharing.PROPORTIONAL,
) -> Command:
    """Release all articles of a file (货源投放) for a cycle at once: all of them, or none."""
    planned = quantities_and_caps(file)
    plans = {sku: Plan(cycle, first_day, last_day, it.quantity, it.caps, sharing) for sku, it in planned.items()}
    return placed(supply.release_skus(plans), "sku", {sku: it.place for sku, it in planned.items()})


@changes(app)
def recall(sku: Sku, cycle: Cycle) -> Command:
    """Take an article's last release back; its orders are no longer limited."""
    return supply.recall_release(sku, cycle)


def _tell(grading: Grading, *, as_json: bool) -> None:
    begin, end = grading.scored
    rows = [(tier, *(moves[move] for move in _MOVES)) for tier, moves in sorted(grading.tiers.items(), reverse=True)]
    tiers = Part(("tier", *_MOVES), rows, none="nothing to record: whoever is supplied then is graded already")
    if as_json:
        facts = {
            "dry_run": grading.dry_run,
            "policy_version": grading.policy_version,
            "scored_from": begin,
            "scored_until": end,
            "tiers": tiers.data(),
        }
        print_envelope(facts, position=grading.position)
        return
    print_part(tiers)
    print(
        f"{'dry run, ' * grading.dry_run}by version {grading.policy_version} of the supply policy,"
        f" scored from {begin} until before {end}"
    )


queries.add_to(app)
