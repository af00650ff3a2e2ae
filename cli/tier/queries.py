"""indelible tier show, list, flows, rounds, matrix and pareto."""

from datetime import date
from itertools import pairwise
from typing import Annotated

import typer

from cli.app.options import CustomerNo, Limit, OfCustomer
from cli.app.output.tables import Part
from cli.app.parsing.moments import parse_day
from cli.app.reading import Reply, given, part_of, reads
from cli.tier.explain import explain
from domain.evaluation.scheme_rules import DIMENSIONS
from domain.kernel.assigning import AssignedKind
from projections.evaluation.evaluation_scores import EVALUATION_SCORES
from projections.evaluation.tier_assignments import TIER_ASSIGNMENTS
from projections.evaluation.tier_transitions import TIER_TRANSITIONS
from projections.running.query import Wanted
from service.evaluation.concentration import RankedBy, top_customers
from service.evaluation.flows import flows
from service.evaluation.rounds import rounds_known, transitions_of
from service.queries import AsOf, about_customer, list_table
from service.session import Session

_SCORES = ("round_id", *DIMENSIONS, "total", "grade_before", "grade", "move", "rule_version")


def add_to(app: typer.Typer) -> None:
    """Give the noun its reading commands."""
    for name, question in (
        ("show", show),
        ("explain", explain),
        ("list", list_assignments),
        ("flows", list_flows),
        ("rounds", list_rounds),
        ("matrix", matrix),
        ("pareto", pareto),
    ):
        reads(app, name)(question)


def show(session: Session, bounds: AsOf, customer_no: CustomerNo) -> Reply:
    """Show in which grades, tiers and classes a customer was, and the scores of every round, before and after."""
    found = about_customer(session, customer_no, bounds, [TIER_ASSIGNMENTS, EVALUATION_SCORES])
    scores = sorted(found.rows[EVALUATION_SCORES.name], key=lambda row: row.graded_from)
    return Reply(
        found.position,
        {
            "assignments": part_of(TIER_ASSIGNMENTS, found.rows[TIER_ASSIGNMENTS.name]),
            "scores": part_of(EVALUATION_SCORES, scores),
            "changes": Part(
                ("round_id", "against", *DIMENSIONS, "total"),
                [
                    (
                        after.round_id,
                        before.round_id,
                        *(_difference(before, after, name) for name in (*DIMENSIONS, "total")),
                    )
                    for before, after in pairwise(scores)
                ],
            ),
        },
        {
            "assignments": ("kind", "value", "valid_from", "valid_to", "round_id", "rule_version", "reason"),
            "scores": _SCORES,
        },
    )


def list_assignments(
    session: Session,
    bounds: AsOf,
    kind: Annotated[AssignedKind | None, typer.Option(help="Only grades, tiers or classes of that kind.")] = None,
    value: Annotated[str | None, typer.Option(metavar="VALUE", help="Only those in that value, such as A.")] = None,
    customer: OfCustomer = None,
    limit: Limit = None,
) -> Reply:
    """List in which grades, tiers and classes customers are and were."""
    equal = given(kind=kind and kind.value, value=value)
    wanted = Wanted(("customer_no", "kind", "valid_from"), equal, limit=limit)
    listed = list_table(session, TIER_ASSIGNMENTS, wanted, bounds, customer)
    return Reply(listed.position, part_of(TIER_ASSIGNMENTS, listed.rows), lag=listed.lag)


def list_flows(
    session: Session,
    bounds: AsOf,
    kind: Annotated[AssignedKind, typer.Argument(metavar="KIND", help="Of which kind.")],
    since: Annotated[date, typer.Option("--from", metavar="DAY", parser=parse_day, help="Where they were then ...")],
    until: Annotated[
        date, typer.Option("--to", metavar="DAY", parser=parse_day, help="... and where they were later.")
    ],
) -> Reply:
    """List from which grade, tier or class to which customers went between the beginnings of two days.

    KIND is value_grade, supply_tier, compliance_class or service_class. Who was in none then is counted under none.
    """
    listed, moves = flows(session, kind, since, until, bounds)
    cells = sorted(moves.items(), key=str)
    return Reply(
        listed.position,
        Part(("before", "after", "customers"), [(*cell, customers) for cell, customers in cells]),
        lag=listed.lag,
    )


def list_rounds(session: Session, bounds: AsOf) -> Reply:
    """List the rounds of evaluation (评价): what they stood on, and whether they were late."""
    position, events = rounds_known(session, bounds)
    columns = ("round_no", "begins", "ends", "rule_version", "position", "population", "late", "closed")
    return Reply(
        position,
        Part(
            columns,
            [(*(getattr(opened, name) for name in columns[:-1]), closed is not None) for opened, closed in events],
        ),
    )


def matrix(
    session: Session,
    bounds: AsOf,
    round_no: Annotated[str, typer.Argument(metavar="ROUND_NO", help="A closed round, such as 2021Q1.")],
) -> Reply:
    """Show from which grades to which a round moved how many customers."""
    found = transitions_of(session, round_no, bounds)
    return Reply(found.position, part_of(TIER_TRANSITIONS, found.rows[TIER_TRANSITIONS.name]))


def pareto(
    session: Session,
    bounds: AsOf,
    period: Annotated[str, typer.Argument(metavar="PERIOD", help="2021, 2021H1, 2021Q1 or 2021-03.")],
    by: Annotated[
        RankedBy, typer.Option("--of", help="Delivered less returned, or what we earn where transfer prices are known.")
    ] = RankedBy.WORTH,
) -> Reply:
    """Measure 二八: the share of the net worth, or of our profit, that the top fifth of the customers brought.

    Customers whose profit is not known are left out of it, and named. A share above 1: we lose on others.
    """
    position, found, left_out = top_customers(session, period, by, bounds)
    return Reply(
        position,
        {
            "concentration": Part(
                ("period", "customers", "left_out", "top", f"top_{by.value}", by.value, "share"),
                [
                    (
                        period,
                        found.customers,
                        len(left_out),
                        len(found.top),
                        found.top_worth,
                        found.worth,
                        found.share,
                    )
                ],
                single=True,
            ),
            "top": Part(("rank", "customer_no", by.value), [(i, *row) for i, row in enumerate(found.top, 1)]),
            "left_out": Part(("customer_no",), [(number,) for number in left_out]),
        },
    )


def _difference(before: object, after: object, name: str) -> object:
    a, b = getattr(before, name), getattr(after, name)
    return None if a is None or b is None else b - a
